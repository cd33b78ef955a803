import { describe, expect, it } from "vitest";
import type { LaneItem } from "./lane-items";
import { itemsBetween, layoutLanes } from "./lane-layout";

const item = (lane: LaneItem["lane"], key: string) => ({ lane, key }) as LaneItem;
const items = [item("head", "h"), item("left", "a"), item("right", "b"), item("left", "c"), item("right", "d")];
const heightOf = ({ lane }: LaneItem) => (lane === "head" ? 40 : 100);

describe("layoutLanes", () => {
  it("keeps lanes apart, never overlaps and never puts later above earlier", () => {
    const { tops, total } = layoutLanes(items, { heightOf, isStacked: false });
    expect([...tops]).toEqual([0, 52, 86, 164, 198]);
    expect(total).toBe(310);
  });

  it("stacks everything in time order on a narrow screen", () => {
    const { tops, total } = layoutLanes(items, { heightOf, isStacked: true });
    expect([...tops]).toEqual([0, 52, 164, 276, 388]);
    expect(total).toBe(500);
  });

  it("starts a head below both lanes", () => {
    const { tops } = layoutLanes([item("left", "a"), item("right", "b"), item("head", "h")], {
      heightOf,
      isStacked: false,
    });
    expect(tops[2]).toBe(146);
  });
});

describe("itemsBetween", () => {
  it("finds what touches a stretch of a hundred thousand items, tall ones that began above it included", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => item(index % 2 ? "left" : "right", String(index)));
    const layout = layoutLanes(many, { heightOf: ({ key }) => (key === "5000" ? 900 : 100), isStacked: true });
    const top = layout.tops[5000] ?? 0;
    expect(itemsBetween(layout, { from: top + 800, to: top + 1000, reach: 2000 })).toEqual([5000, 5001]);
  });

  it("finds nothing in an empty layout", () => {
    const layout = layoutLanes([], { heightOf, isStacked: false });
    expect(itemsBetween(layout, { from: 0, to: 1000, reach: 2000 })).toEqual([]);
  });
});
