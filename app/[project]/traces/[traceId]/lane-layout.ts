import type { LaneItem } from "./lane-items";

export type LaneLayout = { tops: Float64Array; heights: Float64Array; total: number };

type Options = { heightOf: (item: LaneItem) => number; isStacked: boolean };

const gap = 12;
/** How far below the item before it another begins at least, so that two lanes still read as one order. */
const leastStep = 34;

/**
 * Places items on one clock: an item never begins above one that ran before it, and items of a lane never overlap.
 * @param items in the order they ran; heads span both lanes
 * @returns tops and heights in pixels by position; tops never decrease
 */
export function layoutLanes(items: LaneItem[], { heightOf, isStacked }: Options): LaneLayout {
  const tops = new Float64Array(items.length);
  const heights = new Float64Array(items.length);
  const bottoms = { left: 0, right: 0 };
  let before = 0;
  items.forEach((item, index) => {
    const height = heightOf(item);
    const lane = isStacked || item.lane === "head" ? "both" : item.lane;
    const free = lane === "both" ? Math.max(bottoms.left, bottoms.right) : bottoms[lane];
    const top = lane === "both" ? free : Math.max(free, before);
    tops[index] = top;
    heights[index] = height;
    before = lane === "both" ? top + height + gap : top + leastStep;
    if (lane !== "right") bottoms.left = top + height + gap;
    if (lane !== "left") bottoms.right = top + height + gap;
  });
  return { tops, heights, total: Math.max(bottoms.left, bottoms.right) };
}

/**
 * Positions of the items that touch the stretch from `from` to `to` pixels, in order.
 * @param reach the tallest an item may be: how far above `from` one that still shows can begin
 */
export function itemsBetween(
  layout: LaneLayout,
  { from, to, reach }: { from: number; to: number; reach: number },
): number[] {
  const found: number[] = [];
  for (let index = firstAtOrAfter(layout.tops, from - reach); index < layout.tops.length; index++) {
    const top = layout.tops[index] ?? 0;
    if (top > to) break;
    if (top + (layout.heights[index] ?? 0) >= from) found.push(index);
  }
  return found;
}

function firstAtOrAfter(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
