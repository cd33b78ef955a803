"use client";

import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { formatDuration } from "@/lib/format";
import type { LaneItem } from "./lane-items";
import { itemsBetween, layoutLanes } from "./lane-layout";
import { LaneLines } from "./lane-lines";
import { type LaneLink, type LinkIndex, listPinned, placeLinks } from "./lane-links";
import { pinnedHeight } from "./pinned-judgments";
import { useMeasured } from "./use-measured";
import { useScrollPlace } from "./use-scroll-place";

type Props = {
  items: LaneItem[];
  links: LaneLink[];
  colorOf: LinkIndex["colorOf"];
  renderItem: (item: LaneItem, options: { isStacked: boolean }) => ReactNode;
  /** The item to bring into view when it changes. */
  focusKey: string | undefined;
  litKey: string | undefined;
  /** Gives the right lane more of the width, for source. */
  hasSource: boolean;
  onShow: (items: LaneItem[]) => void;
  renderPinned: (keys: string[], place: Place) => ReactNode;
};

const estimates = { head: 44, judgment: 190, branch: 240, action: 130, fact: 96, span: 48, workflow: 48 };
const estimate = ({ lane, step }: LaneItem) => (lane === "head" ? estimates.head : estimates[step.kind]);

/** Traces up to this many items are in the page whole, so that the browser's own search and print find everything. */
const wholeUpTo = 120;
const overscan = 500;
/** The lanes are drawn anew only once this much was scrolled: what lies between is the browser's own work. */
const stride = 160;
/** Nothing in the lanes is taller than this but a branch of hundreds of conditions. */
const reach = 12_000;
const stackedBelow = 700;
/** As the view is known to the stride only, the room asked for is that much larger. */
const roomFor = (count: number) => count * pinnedHeight + stride;

/** Two lanes on one clock, virtualised: only what is near the view is in the page, however long the trace. */
export function Lanes({ items, links, colorOf, renderItem, focusKey, litKey, hasSource, onShow, renderPinned }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<{ width: number; height: number; top: number }>();
  const { measured, observe } = useMeasured(scroller);
  const geometry = view && geometryOf(view.width, hasSource);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () => {
      const { clientWidth: width, clientHeight: height, scrollTop } = element;
      const top = Math.max(0, Math.round(scrollTop / stride) * stride);
      setView((known) =>
        known?.width === width && known.height === height && known.top === top ? known : { width, height, top },
      );
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, []);

  const layout = useMemo(
    () =>
      layoutLanes(items, {
        heightOf: (item) => measured.get(item.key)?.height ?? estimate(item),
        isStacked: geometry?.isStacked ?? false,
      }),
    [items, measured, geometry?.isStacked],
  );
  const positions = useMemo(() => new Map(items.map((item, index) => [item.key, index])), [items]);
  const topOf = useCallback((key: string) => layout.tops[positions.get(key) ?? -1], [layout, positions]);

  const margin = items.length <= wholeUpTo ? Number.MAX_SAFE_INTEGER : overscan;
  const near = { from: (view?.top ?? 0) - margin, to: (view?.top ?? 0) + (view?.height ?? 0) + margin };
  const shown = view ? itemsBetween(layout, { ...near, reach }) : [];
  useScrollPlace({
    scroller,
    topOf,
    firstKey: items[shown.find((index) => (layout.tops[index] ?? 0) >= (view?.top ?? 0)) ?? -1]?.key,
    focusKey,
    isReady: view !== undefined,
  });

  const placeOf = useCallback(
    (key: string) => {
      const index = positions.get(key) ?? -1;
      const top = layout.tops[index];
      return top === undefined ? undefined : { top, bottom: top + (layout.heights[index] ?? 0) };
    },
    [layout, positions],
  );
  const drawn = useMemo(() => placeLinks(links, measured, colorOf), [links, measured, colorOf]);
  const pinned = useMemo(() => {
    if (!view || geometry?.isStacked) return [];
    const stretch = { top: view.top, bottom: view.top + view.height };
    return listPinned(drawn, items, { view: stretch, placeOf, roomFor });
  }, [drawn, items, view, geometry?.isStacked, placeOf]);

  const shownItems = shown.flatMap((index) => items[index] ?? []);
  const shownKeys = shownItems.map((item) => item.key).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for the items
  useEffect(() => onShow(shownItems), [shownKeys, onShow]);

  return (
    <div ref={scroller} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto overflow-x-hidden bg-canvas">
      {geometry && view && (
        <div className="relative mx-auto my-4" style={{ height: layout.total, width: geometry.width }}>
          {!geometry.isStacked && (
            <LaneLines
              {...{ litKey, topOf }}
              links={drawn}
              fromX={geometry.left.x + geometry.left.width}
              toX={geometry.right.x}
              between={near}
              height={layout.total}
            />
          )}
          {pinned.length > 0 && renderPinned(pinned, geometry.left)}
          {shown.map((index) => {
            const item = items[index];
            if (!item) return null;
            const place = geometry[item.lane];
            const top = layout.tops[index] ?? 0;
            return (
              <div key={item.key}>
                {!geometry.isStacked && item.lane !== "head" && (
                  <span className="absolute left-0 w-14 text-right text-2xs text-faint" style={{ top: top + 13 }}>
                    {offsetText(item)}
                  </span>
                )}
                <div
                  ref={observe}
                  data-key={item.key}
                  className="absolute"
                  style={{ top, left: place.x, width: place.width }}
                >
                  {renderItem(item, geometry)}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

/** When an item ran, on the clock that starts with the trace. */
export const offsetText = (item: LaneItem) => `+${formatDuration(item.step.offsetUs / 1000)}`;

type Place = { x: number; width: number };
type Geometry = { isStacked: boolean; width: number; head: Place; left: Place; right: Place };

function geometryOf(available: number, hasSource: boolean): Geometry {
  if (available < stackedBelow) {
    const whole = { x: 12, width: available - 24 };
    return { isStacked: true, width: available, head: whole, left: whole, right: whole };
  }
  const width = Math.min(available, hasSource ? 1480 : 1240);
  const gutter = 68;
  const between = width < 900 ? 56 : hasSource ? 72 : 96;
  const lanes = width - gutter - between - 20;
  const leftWidth = hasSource ? Math.min(420, Math.max(272, Math.round(lanes * 0.34))) : Math.round(lanes * 0.44);
  const left = { x: gutter, width: leftWidth };
  const right = { x: left.x + left.width + between, width: lanes - leftWidth };
  return { isStacked: false, width, head: { x: gutter, width: width - gutter - 20 }, left, right };
}
