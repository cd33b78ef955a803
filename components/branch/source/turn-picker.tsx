"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

type Props = {
  /** What is walked through, such as `Turn of items` or `Call of find`. */
  label: string;
  /** The one on show, from 0, and how many there are to show. */
  at: number;
  count: number;
  /** How many ran, where not all were kept. */
  ran?: number;
  onPick: (at: number) => void;
};

/** `‹ 3 of 17 ›`: walks through what ran several times; says when not all of it was kept. */
export function TurnPicker({ label, at, count, ran = count, onPick }: Props) {
  const step = (by: 1 | -1, Icon: typeof ChevronLeft, name: string) => (
    <button
      type="button"
      aria-label={`${name}: ${visibleText(label)}`}
      disabled={at + by < 0 || at + by >= count}
      onClick={() => onPick(at + by)}
      className="flex size-4.5 items-center justify-center rounded-sm text-muted hover:bg-active hover:text-ink disabled:text-line-strong disabled:hover:bg-transparent"
    >
      <Icon aria-hidden className="size-3" />
    </button>
  );
  if (ran === 0) return <span className="font-sans text-faint text-xs">never entered</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a line of text
    <span
      role="group"
      aria-label={visibleText(label)}
      className="inline-flex h-5 items-center gap-0.5 rounded-md border border-line-strong bg-surface px-0.5 font-sans text-ink text-xs"
    >
      {step(-1, ChevronLeft, "Earlier")}
      <span aria-live="polite" className="min-w-8 px-0.5 text-center">
        {count === 0 ? "none kept" : formatCount(at + 1)} <span className="text-faint">of {formatCount(ran)}</span>
      </span>
      {step(1, ChevronRight, "Later")}
      {ran > count && count > 0 && (
        <span className="border-line border-l pr-1 pl-1.5 text-faint">first {formatCount(count)} kept</span>
      )}
    </span>
  );
}
