"use client";

import type { CSSProperties } from "react";
import { cn } from "@/components/ui/cn";
import type { FrameEvent } from "@/lib/branches/types";
import type { SourceFrame } from "@/lib/source/source-view";
import { visibleText } from "@/lib/visible-text";
import { lineEnds, writeLineEnds } from "../line-ends";
import { CodeText } from "./code-text";
import { DecisionNote, EventNote, InlineValue } from "./line-notes";
import type { LineRun, SourceRow } from "./source-rows";
import { useSource } from "./source-state";
import { TurnPicker } from "./turn-picker";
import type { ShownLoop } from "./turns";

const runWords: Record<LineRun, string> = {
  ran: "ran",
  elsewhere: "ran in another turn",
  "not-run": "not run",
  quiet: "",
};

const bars: Record<LineRun, string> = {
  ran: "bg-accent-fill",
  elsewhere: "bg-[repeating-linear-gradient(180deg,var(--color-accent-line)_0_3px,transparent_3px_6px)]",
  "not-run": "",
  quiet: "",
};

/** One line of the function: its number, whether it ran, its text, and at its end what happened on it. */
export function SourceLine({ row, frame }: { row: SourceRow; frame: SourceFrame }) {
  const { links } = useSource();
  const { decisions, notes, loops, run } = row;
  const ends = lineEnds([...decisions, ...notes].flatMap(linksOf), links.judgmentOf);
  const isLit = decisions.length > 0 && ends.some(({ key }) => key === links.litKey);
  const isStop = decisions.length > 0 || loops.length > 0;
  const hasTurned = run === "not-run" || run === "elsewhere";
  return (
    <li
      data-line={row.line}
      data-run={run}
      data-frame={frame.frame}
      data-stop={isStop ? "" : undefined}
      data-line-ends={decisions.length > 0 ? writeLineEnds(ends) : undefined}
      data-judgment={ends[0]?.key}
      tabIndex={isStop ? -1 : undefined}
      onMouseEnter={() => links.onFollow(ends[0]?.key)}
      onMouseLeave={() => links.onFollow(undefined)}
      className={cn(
        "relative flex min-h-5.5 bg-(--row) outline-none [--row:var(--color-surface)]",
        run === "not-run" && "[--row:var(--color-sunken)]",
        decisions.length > 0 && "[--row:color-mix(in_oklab,var(--color-accent-soft)_45%,var(--color-surface))]",
        isLit && "[--row:var(--color-accent-soft)]",
        "focus:[--row:var(--color-selected)] focus:shadow-[inset_0_0_0_1px_var(--color-accent-line)]",
      )}
    >
      <LineNumber line={row.line} run={run} />
      <div
        style={{ "--depth": `${depthOf(row)}ch` } as CSSProperties}
        className="flex w-[calc(100cqw-var(--gutter))] shrink-0 flex-wrap items-center gap-x-4 pr-3 pl-(--depth) font-mono text-xs"
      >
        <code className="-ml-(--depth) block whitespace-pre leading-5.5 [tab-size:2]">
          <CodeText code={row.code} marks={row.marks} dims={row.dims} isDim={hasTurned} />
        </code>
        {(isStop || notes.length > 0) && <LineEnd row={row} frame={frame} />}
      </div>
    </li>
  );
}

const linksOf = ({ judgments, operands }: FrameEvent) => [
  ...judgments,
  ...operands.flatMap((operand) => operand.judgments ?? []),
];

/** A note without the judgments that the decisions of its line name already. */
const without = (event: FrameEvent, said: ReadonlySet<string>): FrameEvent => ({
  ...event,
  judgments: event.judgments.filter(({ spanId }) => !said.has(spanId)),
});

function LineEnd({ row: { decisions, notes, loops }, frame }: { row: SourceRow; frame: SourceFrame }) {
  const { links } = useSource();
  const shownNotes = decisions.length > 0 ? notes.filter(({ kind }) => kind !== "let") : notes;
  const said = new Set(decisions.flatMap(linksOf).map(({ spanId }) => spanId));
  return (
    <span className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-x-4 gap-y-0.5 py-px text-2xs leading-4.5">
      {loops.map((loop) => (
        <LoopTurns key={loop.loop.site} shown={loop} frame={frame} />
      ))}
      {decisions.map((event, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened on a line has no identity but its place
        <DecisionNote key={place} event={event} hasText={decisions.length > 1} {...links} />
      ))}
      {shownNotes.map((event, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <EventNote key={place} event={without(event, said)} {...links} />
      ))}
    </span>
  );
}

function LoopTurns({ shown: { loop, turn, given }, frame }: { shown: ShownLoop; frame: SourceFrame }) {
  const { state } = useSource();
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
      <TurnPicker
        label={`Turn of ${loop.text.slice(0, 60)}`}
        at={turn}
        count={loop.kept}
        ran={loop.turns}
        onPick={(next) => state.pickTurn(frame.frame, loop.site, next)}
      />
      {given && <InlineValue shown={given} className="text-muted" />}
    </span>
  );
}

/** The number in the file, with a bar beside lines that ran; said aloud for those who do not see the bar. */
function LineNumber({ line, run }: { line: number; run: LineRun }) {
  return (
    <span
      className={cn(
        "sticky left-0 z-1 flex w-(--gutter) shrink-0 select-none bg-(--row) font-mono text-2xs leading-5.5",
        run === "ran" ? "text-muted" : "text-faint",
      )}
    >
      <span aria-hidden className={cn("w-[3px] shrink-0", bars[run])} />
      <span className="flex-1 pr-3 text-right tabular-nums">
        <span className="sr-only">line </span>
        {line}
        <span className="sr-only">{runWords[run] && `, ${runWords[run]}`}: </span>
      </span>
    </span>
  );
}

/** Columns that the line is set in by, so that what wraps below it stands under its first letter. */
function depthOf({ code }: SourceRow): number {
  const text = visibleText(
    code.tokens
      .map(([part]) => part)
      .join("")
      .slice(0, 80),
  );
  return [...(/^[ \t]*/.exec(text)?.[0] ?? "")].reduce((columns, blank) => columns + (blank === "\t" ? 2 : 1), 0);
}
