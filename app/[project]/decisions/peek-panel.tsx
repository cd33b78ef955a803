"use client";

import { ArrowDown, ArrowUp, GitCommitVertical, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { JudgmentItem } from "@/lib/contract/judgment";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { reach } from "@/lib/reach";
import { visibleText } from "@/lib/visible-text";
import { getPeek } from "./actions";
import type { Peek } from "./load-peek";
import { PeekBody } from "./peek-body";
import { timelineHref } from "./timeline-href";

type Props = {
  id: string;
  project: string;
  person: string;
  initialPeek: Peek | undefined;
  /** Where the judgment stands in the loaded list; `index` is -1 when it is not in it. */
  place: { index: number; count: number };
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
  onFilter: (change: Partial<Record<keyof JudgmentFilter, string | undefined>>) => void;
  onLabelled: (id: string, label: JudgmentItem["label"]) => void;
};

/** One decision beside the list, or over it on a narrow screen. */
export function PeekPanel({ id, project, person, initialPeek, place, onStep, onClose, onFilter, onLabelled }: Props) {
  const { peek, error, retry } = usePeek({ project, id, initialPeek });
  return (
    <aside
      aria-label="Decision"
      data-peek
      className="flex w-[30rem] shrink-0 animate-slide flex-col border-l bg-surface max-lg:fixed max-lg:inset-0 max-lg:z-30 max-lg:w-full lg:w-[26rem] xl:w-[30rem]"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{visibleText(peek?.detail.point ?? "Decision")}</h2>
        <IconButton label="Previous decision" shortcut="k" disabled={place.index <= 0} onClick={() => onStep(-1)}>
          <ArrowUp />
        </IconButton>
        <IconButton
          label="Next decision"
          shortcut="j"
          disabled={place.index >= place.count - 1}
          onClick={() => onStep(1)}
        >
          <ArrowDown />
        </IconButton>
        {peek && (
          <Button asChild size="sm" className="mx-1">
            <Link href={timelineHref(project, peek.detail)}>
              <GitCommitVertical aria-hidden />
              Timeline
            </Link>
          </Button>
        )}
        <IconButton label="Close" shortcut="escape" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        {error ? (
          <ErrorState title="This decision did not load" message={error} onRetry={retry} />
        ) : peek ? (
          <PeekBody key={peek.detail.id} {...{ project, person, peek, onFilter, onLabelled }} />
        ) : (
          <PeekSkeleton />
        )}
      </div>
    </aside>
  );
}

function usePeek({ project, id, initialPeek }: Pick<Props, "project" | "id" | "initialPeek">) {
  const [loaded, setLoaded] = useState(initialPeek && { id, peek: initialPeek });
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again after a failure
  useEffect(() => {
    if (loaded?.id === id) return;
    let isHere = true;
    setError(undefined);
    reach(getPeek({ project, id })).then((answer) => {
      if (!isHere) return;
      if (answer.ok) setLoaded({ id, peek: answer.data });
      else setError(answer.error.message);
    });
    return () => {
      isHere = false;
    };
  }, [project, id, loaded?.id, attempt]);
  return {
    peek: loaded?.id === id ? loaded.peek : undefined,
    error,
    retry: () => setAttempt((count) => count + 1),
  };
}

function PeekSkeleton() {
  return (
    <div role="status" aria-label="Loading the decision" className="flex flex-col gap-4 p-4">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-16" />
      <Skeleton className="h-4 w-24" />
      <Skeleton className="h-28" />
    </div>
  );
}
