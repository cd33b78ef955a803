"use client";

import { ChevronRight, UnfoldVertical } from "lucide-react";
import { type CSSProperties, Fragment, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { formatNoun } from "@/lib/format";
import type { Listing, SourceFrame } from "@/lib/source/source-view";
import { visibleText } from "@/lib/visible-text";
import { type Fold, findFolds } from "./folds";
import { InlineValue } from "./line-notes";
import { isFlowing } from "./read-links";
import { SourceLine } from "./source-line";
import { layoutRows, type SourceRow } from "./source-rows";
import { useSource } from "./source-state";
import { TurnPicker } from "./turn-picker";

/** One call of an audited function as its source, with what happened at the end of each line. */
export function FrameSource({ frame }: { frame: SourceFrame }) {
  const { view, state } = useSource();
  const listing = frame.listing === undefined ? undefined : view.listings[frame.listing];
  const picked = state.turnsOf(frame.frame);
  const rows = useMemo(() => {
    const children = view.frames.filter(({ parent }) => parent === frame.frame);
    return listing ? layoutRows({ frame, listing, children, picked }) : [];
  }, [view, frame, listing, picked]);
  const folds = useMemo(() => findFolds(rows, { isTight: frame.isWorkflow }), [rows, frame]);
  if (!listing) return <MissingSource frame={frame} />;
  const name = frame.functionName || "the function";
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={`Source of ${visibleText(name)}, ${visibleText(frame.file)}`}
      style={{ "--gutter": `${String(listing.from + rows.length).length + 4}ch` } as CSSProperties}
      className="ring-inside @container overflow-x-auto overflow-y-hidden font-mono text-xs"
    >
      <ol style={{ minWidth: `max(100%, calc(var(--gutter) + ${widthOf(listing)}ch))` }}>
        <Rows {...{ rows, folds, frame }} />
        {listing.linesLeft > 0 && (
          <li className="py-1 pl-(--gutter) font-sans text-faint">
            {formatNoun(listing.linesLeft, "more line")} of this function {listing.linesLeft === 1 ? "is" : "are"} not
            shown.
          </li>
        )}
      </ol>
    </section>
  );
}

/** Columns of the longest line, so that its row is as wide as its text. */
function widthOf({ lines }: Listing): number {
  return Math.max(...lines.map(({ tokens, cut }) => tokens.reduce((sum, [text]) => sum + text.length, cut ? 24 : 2)));
}

function Rows({ rows, folds, frame }: { rows: SourceRow[]; folds: Fold[]; frame: SourceFrame }) {
  const { state } = useSource();
  const keyOf = (fold: Fold) => `fold ${frame.frame} ${rows[fold.from]?.line}`;
  const closed = folds.filter((fold) => state.isOpen(keyOf(fold)) !== true);
  return rows.map((row, index) => {
    const fold = closed.find(({ from, to }) => index >= from && index < to);
    if (fold) {
      return fold.from === index ? (
        <FoldRow key={row.line} fold={fold} onOpen={() => state.setOpen(keyOf(fold), true)} />
      ) : null;
    }
    return (
      <Fragment key={row.line}>
        <SourceLine row={row} frame={frame} />
        {row.calls.map((calls) => (
          <CalledFrames key={calls[0]?.frame} calls={calls} line={row.line} />
        ))}
      </Fragment>
    );
  });
}

function FoldRow({ fold: { from, to, isNotRun }, onOpen }: { fold: Fold; onOpen: () => void }) {
  return (
    <li className={cn("border-line border-y border-dashed", isNotRun && "bg-sunken")}>
      <button
        type="button"
        onClick={onOpen}
        className="ring-inside sticky left-0 flex h-6 w-[100cqw] items-center gap-1.5 px-2 font-sans text-faint text-xs hover:text-ink"
      >
        <UnfoldVertical aria-hidden className="size-3" />
        {formatNoun(to - from, "line")} {isNotRun ? "not run" : "without a decision"}
      </button>
    </li>
  );
}

/** Calls of one audited function made on a line: closed they say what came back, open they are source again. */
function CalledFrames({ calls, line }: { calls: SourceFrame[]; line: number }) {
  const { state, view } = useSource();
  const key = `call ${calls[0]?.frame}`;
  const at = Math.min(state.pickedCall(key), calls.length - 1);
  const frame = calls[at];
  if (!frame) return null;
  const isOpen = state.isOpen(key) ?? opensByItself(frame, view.frames);
  const name = visibleText(frame.functionName || "a function without a name");
  return (
    <li className="sticky left-0 w-[100cqw] py-1 pr-2 pl-(--gutter)">
      <div className="overflow-hidden rounded-md border border-line-strong bg-surface">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 bg-sunken py-1 pr-2">
          <button
            type="button"
            data-stop=""
            data-frame={frame.parent}
            data-line={line}
            aria-expanded={isOpen}
            onClick={() => state.setOpen(key, !isOpen)}
            className="ring-inside flex min-w-0 items-center gap-1 pl-1.5 font-mono text-xs"
          >
            <ChevronRight
              aria-hidden
              className={cn("size-3 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
            />
            <span className="min-w-0 truncate">
              <span className="text-code-function">{name}</span>
              <span className="text-faint">()</span>
            </span>
          </button>
          {calls.length > 1 && (
            <TurnPicker
              label={`Call of ${name}`}
              at={at}
              count={calls.length}
              onPick={(to) => state.pickCall(key, to)}
            />
          )}
          <span className="min-w-0 text-2xs text-faint">
            {frame.threw ? (
              <span className="text-negative">left by an exception</span>
            ) : (
              frame.outcome && (
                <>
                  returned <InlineValue shown={frame.outcome} />
                </>
              )
            )}
          </span>
          <span className="ml-auto truncate text-2xs text-faint">
            {visibleText(frame.file.split("/").at(-1) ?? "")}:{frame.at[0]}
          </span>
        </div>
        {isOpen && (
          <div className="border-line border-t">
            <FrameSource frame={frame} />
          </div>
        )}
      </div>
    </li>
  );
}

const mostOpen = 8;

/** In a small branch a call stands open where a judgment was behind what it decided. */
function opensByItself(frame: SourceFrame, frames: SourceFrame[]): boolean {
  if (frames.length > mostOpen) return false;
  return (
    frame.events.some(
      ({ judgments, operands }) => judgments.some(isFlowing) || operands.some((one) => one.judgments?.some(isFlowing)),
    ) || frames.some((child) => child.parent === frame.frame && opensByItself(child, frames))
  );
}

function MissingSource({ frame }: { frame: SourceFrame }) {
  return (
    <p className="px-3.5 py-2 text-faint text-xs">
      The source of {visibleText(frame.functionName || frame.file || "this call")} has not arrived.
    </p>
  );
}
