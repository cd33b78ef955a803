import { describe, expect, it } from "vitest";
import { findFolds } from "./folds";
import { eventOf } from "./source.fixture";
import type { LineRun, SourceRow } from "./source-rows";

const row = (run: LineRun, more: Partial<SourceRow> = {}): SourceRow => ({
  line: 1,
  code: { tokens: [] },
  run,
  marks: [],
  dims: [],
  decisions: [],
  notes: [],
  loops: [],
  calls: [],
  ...more,
});
const rows = (run: LineRun, count: number) => Array.from({ length: count }, () => row(run));
const decision = row("ran", { decisions: [eventOf({ kind: "if", at: [1, 0, 1, 1] })] });

describe("findFolds", () => {
  it("leaves a short function whole", () => {
    expect(findFolds([decision, ...rows("not-run", 10), decision])).toEqual([]);
  });

  it("folds what did not run, but for the line an arm begins with", () => {
    const folds = findFolds([decision, ...rows("not-run", 12), decision, ...rows("ran", 3), ...rows("not-run", 12)]);
    expect(folds[0]).toEqual({ from: 2, to: 13, isNotRun: true });
  });

  it("folds a long stretch in which nothing was decided, and keeps its edges", () => {
    const folds = findFolds([decision, ...rows("ran", 20), decision, ...rows("ran", 6), decision]);
    expect(folds).toEqual([{ from: 3, to: 19, isNotRun: false }]);
  });

  it("folds tighter where decisions stand among much that decides nothing", () => {
    const folds = findFolds([decision, ...rows("ran", 5), decision, ...rows("ran", 3), decision], { isTight: true });
    expect(folds).toEqual([{ from: 1, to: 6, isNotRun: false }]);
  });

  it("keeps returns, throws and catches in sight", () => {
    const thrown = row("ran", { notes: [eventOf({ kind: "throw", at: [1, 0, 1, 1] })] });
    const folds = findFolds([decision, ...rows("ran", 5), thrown, ...rows("ran", 20), decision]);
    expect(folds).toEqual([{ from: 9, to: 25, isNotRun: false }]);
  });
});
