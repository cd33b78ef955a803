"use client";

import { ChevronRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { ExecutionHead } from "@/db/queries/steps";
import { formatDuration, formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import type { Execution } from "./lane-items";

type Props = { execution: Execution; head: ExecutionHead | undefined; isOpen: boolean; onToggle: () => void };

/** The head of one workflow execution in a trace of several: folds and unfolds it. */
export function ExecutionRow({ execution, head, isOpen, onToggle }: Props) {
  const subject = head?.subject;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="flex h-11 w-full min-w-0 items-center gap-2 rounded-lg border border-line bg-surface px-3 text-left shadow-raised hover:bg-hover"
    >
      <ChevronRight
        aria-hidden
        className={cn("size-4 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
      />
      <span className="min-w-0 truncate font-medium">{visibleText(head?.workflow ?? execution.root.name)}</span>
      {subject && (
        <span className="min-w-0 truncate text-muted">
          {visibleText(subject.type)} {visibleText(subject.id)}
        </span>
      )}
      {head?.isError && <span className="text-negative text-xs">failed</span>}
      <span className="ml-auto shrink-0 text-faint text-xs max-sm:hidden">
        {formatNoun(execution.judgments, "judgment")} · {formatNoun(execution.branches, "branch", "branches")} ·{" "}
        {formatDuration(execution.root.durationUs / 1000)}
      </span>
    </button>
  );
}
