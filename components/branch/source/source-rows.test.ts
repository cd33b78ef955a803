import { describe, expect, it } from "vitest";
import type { FrameEvent } from "@/lib/branches/types";
import type { JudgmentLink } from "@/lib/contract/branch";
import { eventOf, frameOf, listingOf, rangeOf, turn } from "./source.fixture";
import { layoutRows, truthOf } from "./source-rows";

const policy = `function decide(type, days) {
  if (type === "refund") {
    if (days <= 30 && isNew()) return "approve";
    return "escalate";
  }

  return "other";
}`;

function rowsOfPolicy(runs: Record<number, "ran" | "not-run"> = {}) {
  const frame = frameOf({
    at: [1, 0, 8, 1],
    lines: Object.entries(runs).map(([line, state]) => ({ line: Number(line), state, turns: [] })),
    events: [
      eventOf({ kind: "if", at: rangeOf(policy, 'type === "refund"'), value: true, arm: "then" }),
      eventOf({ kind: "and", site: 7, at: rangeOf(policy, "days <= 30 && isNew()"), value: false, arm: "left" }),
      eventOf({ kind: "if", site: 8, at: rangeOf(policy, "days <= 30 && isNew()"), value: false, arm: "else" }),
      eventOf({ kind: "return", at: rangeOf(policy, '"escalate"'), value: "escalate" }),
    ],
    arms: [
      { site: 7, arm: "right", at: rangeOf(policy, "isNew()") },
      { site: 8, arm: "then", at: rangeOf(policy, 'return "approve";') },
    ],
  });
  return layoutRows({ frame, listing: listingOf(policy), children: [], picked: new Map() });
}

describe("layoutRows", () => {
  it("puts each decision at the end of its line, once where a part is the whole test", () => {
    const rows = rowsOfPolicy();
    expect(rows.map(({ decisions }) => decisions.map(({ kind }) => kind))).toEqual([
      [],
      ["if"],
      ["if"],
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(rows[1]?.marks).toEqual([{ from: 6, to: 23, value: true }]);
    expect(rows[3]?.notes.map(({ value }) => value)).toEqual(["escalate"]);
  });

  it("leaves out a part of a test whose values the whole names, and keeps one that says more", () => {
    const whole = rangeOf(policy, "days <= 30 && isNew()");
    const part = rangeOf(policy, "days <= 30");
    const days = { text: "days", value: 12 };
    const kindsWith = (operands: { text: string; value: number }[]) => {
      const events = [
        eventOf({ kind: "and", site: 7, at: part, value: true, operands }),
        eventOf({ kind: "if", site: 8, at: whole, value: true, arm: "then", operands: [days] }),
      ];
      const frame = frameOf({ at: [1, 0, 8, 1], events });
      const rows = layoutRows({ frame, listing: listingOf(policy), children: [], picked: new Map() });
      return rows[2]?.decisions.map(({ kind }) => kind);
    };
    expect(kindsWith([days])).toEqual(["if"]);
    expect(kindsWith([{ text: "limit", value: 30 }])).toEqual(["and", "if"]);
  });

  it("says nothing of a judgment that no decision came to read", () => {
    const unread: JudgmentLink = { spanId: "c", via: "value", field: "output" };
    const under: JudgmentLink = { spanId: "c", via: "control" };
    const at = rangeOf(policy, "days <= 30 && isNew()");
    const days = [{ text: "days", value: 59 }];
    const stopped = eventOf({ kind: "and", site: 7, at: rangeOf(policy, "days <= 30"), value: false, arm: "left" });
    const whole = eventOf({ kind: "if", site: 8, at, value: false, arm: "else", operands: days, judgments: [unread] });
    const left = eventOf({ kind: "return", at: rangeOf(policy, '"escalate"'), value: "escalate", judgments: [under] });
    const linksOf = (events: FrameEvent[]) => {
      const frame = frameOf({ at: [1, 0, 8, 1], events });
      const rows = layoutRows({ frame, listing: listingOf(policy), children: [], picked: new Map() });
      return rows.flatMap(({ decisions, notes }) => [...decisions, ...notes].flatMap(({ judgments }) => judgments));
    };
    expect(linksOf([stopped, whole, left])).toEqual([]);
    const later = eventOf({ kind: "if", site: 9, at: [4, 4, 4, 5], value: true, judgments: [unread] });
    expect(linksOf([stopped, whole, later, left])).toEqual([unread, under]);
  });

  it("dims what did not run inside a line that did", () => {
    const [, , line] = rowsOfPolicy();
    const text = line?.code.tokens.map(([part]) => part).join("") ?? "";
    expect(line?.dims.map(({ from, to }) => text.slice(from, to))).toEqual(["isNew()", 'return "approve";']);
  });

  it("says of a ?. only where it stopped", () => {
    const at: [number, number, number, number] = [2, 6, 2, 10];
    const optional = (arm: string) => eventOf({ kind: "optional", site: 9, at, arm, note: "undefined" });
    const frame = frameOf({ at: [1, 0, 8, 1], events: [optional("right"), optional("left")] });
    const rows = layoutRows({ frame, listing: listingOf(policy), children: [], picked: new Map() });
    expect(rows[1]?.decisions.map(({ arm }) => arm)).toEqual(["left"]);
  });

  it("lets lines without code look as both their neighbours do", () => {
    const rows = rowsOfPolicy({ 1: "ran", 2: "ran", 3: "ran", 4: "ran", 7: "not-run" });
    expect(rows.map(({ run }) => run)).toEqual(["ran", "ran", "ran", "ran", "quiet", "quiet", "not-run", "quiet"]);
    expect(rowsOfPolicy({ 4: "not-run", 7: "not-run" })[5]?.run).toBe("not-run");
  });

  it("claims nothing of code that the record does not tell of", () => {
    const rows = rowsOfPolicy({ 2: "ran", 3: "ran", 7: "ran" });
    expect(rows.map(({ run }) => run).slice(2, 7)).toEqual(["ran", "quiet", "quiet", "quiet", "ran"]);
  });

  it("takes the blanks off columns that all lines began with", () => {
    const frame = frameOf({
      at: [3, 4, 3, 20],
      events: [eventOf({ kind: "if", at: [3, 8, 3, 10], value: false, arm: "else" })],
    });
    const listing = { ...listingOf("if (ok) go();", 3), indent: 4 };
    const [row] = layoutRows({ frame, listing, children: [], picked: new Map() });
    expect(row?.marks).toEqual([{ from: 4, to: 6, value: false }]);
  });
});

const loop = `function find(items) {
  for (const item of items) {
    if (item > 2) {
      return item;
    }
    log(item);
  }
}`;

function rowsOfLoop(picked = new Map<number, number>()) {
  const at = rangeOf(loop, "items", 1);
  const test = rangeOf(loop, "item > 2");
  const frame = frameOf({
    at: [1, 0, 8, 1],
    loops: [{ site: 1, at, text: "items", turns: 3, kept: 3, parent: [] }],
    lines: [
      { line: 2, state: "ran", turns: [] },
      { line: 3, state: "ran", turns: [[turn(1, 0)], [turn(1, 1)], [turn(1, 2)]] },
      { line: 4, state: "ran", turns: [[turn(1, 2)]] },
      { line: 6, state: "ran", turns: [[turn(1, 0)], [turn(1, 1)]] },
    ],
    events: [
      ...[1, 2, 3].flatMap((item, index) => [
        eventOf({ kind: "for-of", site: 1, at, value: item }),
        eventOf({ kind: "if", at: test, value: item > 2, turns: [turn(1, index)] }),
      ]),
      eventOf({ kind: "return", at: rangeOf(loop, "item", 5), value: 3, turns: [turn(1, 2)] }),
    ],
  });
  return layoutRows({ frame, listing: listingOf(loop), children: [], picked });
}

describe("layoutRows of a loop", () => {
  it("opens at the turn that left it", () => {
    const rows = rowsOfLoop();
    expect(rows[1]?.loops).toMatchObject([{ turn: 2, given: { value: 3 } }]);
    expect(rows[2]?.decisions.map(({ value }) => value)).toEqual([true]);
    expect(rows.map(({ run }) => run).slice(1, 6)).toEqual(["ran", "ran", "ran", "quiet", "elsewhere"]);
  });

  it("shows what the picked turn did, and what only other turns ran", () => {
    const rows = rowsOfLoop(new Map([[1, 0]]));
    expect(rows[2]?.decisions.map(({ value }) => value)).toEqual([false]);
    expect(rows[3]).toMatchObject({ run: "elsewhere", notes: [] });
    expect(rows[5]?.run).toBe("ran");
  });

  it("shows a tested loop's own test once, as it came out for the turn", () => {
    const source = "while (more()) {\n  go();\n}";
    const at = rangeOf(source, "more()");
    const frame = frameOf({
      at: [1, 0, 3, 1],
      loops: [{ site: 5, at, text: "more()", turns: 2, kept: 2, parent: [] }],
      events: [true, true, false].map((value) => eventOf({ kind: "while", site: 5, at, value })),
    });
    const show = (picked: Map<number, number>) =>
      layoutRows({ frame, listing: listingOf(source), children: [], picked })[0]?.decisions.map(({ value }) => value);
    expect(show(new Map())).toEqual([true]);
    expect(show(new Map([[5, 1]]))).toEqual([true]);
  });
});

describe("layoutRows of calls", () => {
  const source = "function outer() {\n  const a = inner(\n    1,\n  );\n  return a;\n}";
  const parent = frameOf({
    at: [1, 0, 6, 1],
    events: [eventOf({ kind: "call", site: 9, at: rangeOf(source, "inner(\n    1,\n  )"), calls: 1 })],
  });

  it("opens a call below the line that ends it", () => {
    const child = frameOf({ frame: 1, at: [20, 0, 24, 1], parent: 0, callSite: 9, listing: 1 });
    const rows = layoutRows({ frame: parent, listing: listingOf(source), children: [child], picked: new Map() });
    expect(rows[3]?.calls).toEqual([[child]]);
  });

  it("keeps calls whose place is not known, together", () => {
    const children = [1, 2, 3].map((frame) => frameOf({ frame: frame + 1, at: [2, 0, 3, 4], parent: 0, listing: 1 }));
    const rows = layoutRows({ frame: parent, listing: listingOf(source), children, picked: new Map() });
    expect(rows[2]?.calls).toEqual([children]);
  });
});

describe("truthOf", () => {
  it("tells whether a test held from its value, else from the arm it led to", () => {
    const at = [1, 0, 1, 1] as [number, number, number, number];
    expect(truthOf(eventOf({ kind: "if", at, value: false, arm: "else" }))).toBe(false);
    expect(truthOf(eventOf({ kind: "if", at, note: "undefined", arm: "else" }))).toBe(false);
    expect(truthOf(eventOf({ kind: "while", at, value: "M5", arm: "body" }))).toBe(true);
    expect(truthOf(eventOf({ kind: "while", at, note: "undefined" }))).toBe(false);
    expect(truthOf(eventOf({ kind: "if", at, note: "getter, not read" }))).toBeUndefined();
    expect(truthOf(eventOf({ kind: "switch", at, value: "refund", arm: '"refund"' }))).toBeUndefined();
    expect(truthOf(eventOf({ kind: "if", at }))).toBeUndefined();
  });
});
