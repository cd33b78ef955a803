"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import type { RawSpan } from "@/db/queries/spans";
import { visibleText } from "@/lib/visible-text";
import { type PackedOutline, unpackOutline } from "./outline";
import { RawSpanDetail } from "./raw-span-detail";
import { nestSteps } from "./waterfall-rows";

const rowHeight = 28;

type Props = { outline: PackedOutline; spanId: string; span: RawSpan | undefined };

/** The spans as their senders wrote them: a list, and the chosen one's attributes as a table. */
export function RawSpans({ outline, spanId, span }: Props) {
  const rows = useMemo(() => nestSteps(unpackOutline(outline)), [outline]);
  const scroller = useRef<HTMLDivElement>(null);
  const pathname = usePathname();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    // Rows are in the page from the server's first answer on, before any script has measured it.
    initialRect: { width: 300, height: 800 },
  });
  const chosen = rows.findIndex(({ step }) => step.spanId === spanId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on arriving
  useEffect(() => {
    if (chosen > 0) virtual.scrollToIndex(chosen, { align: "center" });
  }, []);
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <nav
        ref={scroller}
        aria-label="Spans"
        className="overflow-y-auto border-line max-md:max-h-48 max-md:shrink-0 max-md:border-b md:w-72 md:shrink-0 md:border-r"
      >
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const isChosen = index === chosen;
            return (
              <li key={row.step.spanId} className="absolute inset-x-0" style={{ top: start, height: rowHeight }}>
                <Link
                  href={`${pathname}?view=spans&step=${row.step.spanId}`}
                  replace
                  prefetch={false}
                  scroll={false}
                  aria-current={isChosen ? "true" : undefined}
                  className={cn(
                    "ring-inside flex h-full items-center truncate px-3 text-muted hover:bg-hover md:px-5",
                    isChosen && "bg-selected text-ink",
                    row.step.isError && "text-negative",
                  )}
                  style={{ textIndent: Math.min(row.depth, 10) * 12 }}
                >
                  <span className="truncate">{visibleText(row.step.name)}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="min-w-0 flex-1 overflow-y-auto">
        {span ? (
          <RawSpanDetail key={span.spanId} span={span} />
        ) : (
          <EmptyState title="No such span in this trace">Choose one from the list.</EmptyState>
        )}
      </div>
    </div>
  );
}
