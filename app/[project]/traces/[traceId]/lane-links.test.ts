import { describe, expect, it } from "vitest";
import type { Condition } from "@/lib/contract/branch";
import type { StepView } from "@/lib/contract/trace";
import type { LaneItem } from "./lane-items";
import { indexJudgments, listLinks, listPinned, placeLinks } from "./lane-links";

const item = (lane: LaneItem["lane"], spanId: string, ordinal = 0): LaneItem => ({
  key: ordinal === 0 ? spanId : `${spanId}-${ordinal}`,
  lane,
  ordinal,
  step: { spanId, name: spanId } as LaneItem["step"],
});
const items = [item("left", "type"), item("left", "fields"), item("left", "fields", 1), item("right", "branch")];

const reads = (...links: { spanId: string; field?: string }[]): Condition => ({
  text: "t",
  kind: "if",
  operands: links.map((link) => ({ text: "x", value: 1, judgments: [{ via: "value", ...link }] })),
});
const steps = new Map<string, StepView>([
  ["fields", { judgments: [{ point: "order.type" }, { point: "order.months" }] } as StepView],
  [
    "branch",
    {
      branch: {
        conditions: [
          reads({ spanId: "type" }, { spanId: "type", field: "confidence" }),
          reads({ spanId: "fields", field: "output.months" }, { spanId: "elsewhere" }),
        ],
      },
    } as StepView,
  ],
]);

it("draws one line per judgment and condition, to the question whose field was read", () => {
  const links = listLinks(items, steps, indexJudgments(items, steps));
  expect(links.map(({ from, to, row }) => [from, to, row])).toEqual([
    ["type", "branch", 0],
    ["fields-1", "branch", 1],
  ]);
});

it("gives judgments of an execution different colours, and lines the colour of their judgment", () => {
  const index = indexJudgments(items, steps);
  expect(new Set(["type", "fields", "fields-1"].map(index.colorOf)).size).toBe(3);
  expect(listLinks(items, steps, index)[1]?.color).toBe(index.colorOf("fields-1"));
});

it("lets the lines of a drawn branch end at the rows it shows, and keeps those of the others", () => {
  const index = indexJudgments(items, steps);
  const measured = new Map([
    ["branch", { height: 90, rows: [{ offset: 40, ends: [{ key: "type", via: "window" as const }] }] }],
  ]);
  expect(placeLinks(listLinks(items, steps, index), measured, index.colorOf)).toEqual([
    { from: "type", to: "branch", row: 0, offset: 40, place: 0, via: "window", color: index.colorOf("type") },
  ]);
  expect(placeLinks(listLinks(items, steps, index), new Map(), index.colorOf)).toHaveLength(2);
});

describe("listPinned", () => {
  const links = listLinks(items, steps, indexJudgments(items, steps));
  const placesWith = (more: Record<string, { top: number; bottom: number }>) => {
    const places: Record<string, { top: number; bottom: number }> = {
      type: { top: 0, bottom: 200 },
      fields: { top: 210, bottom: 300 },
      "fields-1": { top: 310, bottom: 400 },
      branch: { top: 100, bottom: 2000 },
      ...more,
    };
    return (key: string) => places[key];
  };
  const pinnedAt = (top: number, more = {}) =>
    listPinned(links, items, {
      view: { top, bottom: top + 500 },
      placeOf: placesWith(more),
      roomFor: (count) => count * 50,
    });

  it("stands in for judgments above the view whose branch reaches into it", () => {
    expect(pinnedAt(800)).toEqual(["type", "fields-1"]);
    expect(pinnedAt(2100)).toEqual([]);
  });

  it("leaves a card of the lane its place", () => {
    expect(pinnedAt(250)).toEqual([]);
    expect(pinnedAt(800, { fields: { top: 850, bottom: 900 } })).toEqual([]);
  });
});
