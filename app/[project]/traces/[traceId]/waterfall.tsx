"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useMemo, useRef } from "react";
import { useCommands } from "@/components/commands/use-commands";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { type OutlineStep, type PackedOutline, unpackOutline } from "./outline";
import { useSelectedStep } from "./use-selected-step";
import { nestSteps } from "./waterfall-rows";

const rowHeight = 28;

const tones: Record<OutlineStep["kind"], string> = {
  workflow: "bg-line-strong",
  judgment: "bg-accent-fill",
  branch: "bg-caution-fill",
  action: "bg-positive-fill",
  fact: "bg-faint",
  span: "bg-line-strong",
};

/** Every step as a bar on the trace's clock, children under their parents. */
export function Waterfall({ outline }: { outline: PackedOutline }) {
  const rows = useMemo(() => nestSteps(unpackOutline(outline)), [outline]);
  const scroller = useRef<HTMLDivElement>(null);
  const { selected, select } = useSelectedStep();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    // Rows are in the page from the server's first answer on, before any script has measured it.
    initialRect: { width: 300, height: 800 },
  });
  const endUs = rows.reduce((end, { step }) => Math.max(end, step.offsetUs + step.durationUs), 1);
  const walk = (by: number) => {
    const at = rows.findIndex(({ step }) => step.spanId === selected);
    const next = rows[at + by];
    if (!next) return;
    select(next.step.spanId);
    virtual.scrollToIndex(at + by);
  };
  const group = "Waterfall";
  useCommands([
    { name: "waterfall.next", title: "Next step", group, keys: "j", isKeyOnly: true, effect: () => walk(1) },
    { name: "waterfall.previous", title: "Previous step", group, keys: "k", isKeyOnly: true, effect: () => walk(-1) },
  ]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div aria-hidden className="flex shrink-0 border-line border-b pr-4 text-2xs text-faint leading-6">
        <span className="w-[42%] max-w-96 shrink-0 px-3 md:px-5">step</span>
        <span className="flex flex-1 justify-between">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share}>{formatDuration((endUs * share) / 1000)}</span>
          ))}
        </span>
      </div>
      <section ref={scroller} aria-label="Waterfall" className="min-h-0 flex-1 overflow-y-auto">
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <li key={row.step.spanId} className="absolute inset-x-0" style={{ top: start, height: rowHeight }}>
                  <WaterfallRow
                    {...row}
                    endUs={endUs}
                    isSelected={row.step.spanId === selected}
                    onSelect={() => select(row.step.spanId)}
                  />
                </li>
              )
            );
          })}
        </ul>
      </section>
    </div>
  );
}

type RowProps = { step: OutlineStep; depth: number; endUs: number; isSelected: boolean; onSelect: () => void };

function WaterfallRow({ step, depth, endUs, isSelected, onSelect }: RowProps) {
  const left = (step.offsetUs / endUs) * 100;
  const width = (step.durationUs / endUs) * 100;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onSelect}
      className={cn(
        "ring-inside flex h-full w-full items-center pr-4 text-left hover:bg-hover",
        isSelected && "bg-selected",
      )}
    >
      <span
        className="flex w-[42%] max-w-96 shrink-0 items-baseline gap-2 overflow-hidden px-3 md:px-5"
        style={{ textIndent: Math.min(depth, 12) * 12 }}
      >
        <span className={cn("truncate", step.isError && "text-negative")}>{visibleText(step.name)}</span>
        <span className="shrink-0 indent-0 text-2xs text-faint max-sm:hidden">
          {step.kind === "span" ? "" : step.kind}
        </span>
      </span>
      <span className="relative h-full min-w-0 flex-1">
        <span
          className={cn(
            "absolute top-2 h-3 min-w-0.5 rounded-[3px]",
            step.isError ? "bg-negative-fill" : tones[step.kind],
          )}
          style={{ left: `${left}%`, width: `${width}%` }}
        />
        <span
          className="absolute top-1 whitespace-nowrap text-2xs text-muted leading-5"
          style={labelPlace(left, width)}
        >
          {formatDuration(step.durationUs / 1000)}
        </span>
      </span>
    </button>
  );
}

/** Beside the bar: after it, before it where the end is near, and on it where it fills the row. */
function labelPlace(left: number, width: number): CSSProperties {
  if (left + width <= 85) return { left: `calc(${left + width}% + 6px)` };
  return left > 15 ? { right: `calc(${100 - left}% + 4px)` } : { right: `calc(${100 - left - width}% + 6px)` };
}
