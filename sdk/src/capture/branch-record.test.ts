import { describe, expect, it } from "vitest";
import { readBranchRows } from "../../../lib/branches/read-rows";
import { type BranchLog, rowsText, siteSpan } from "./branch-record";

const limit = 32 * 1024;
const count = 2_000;

const logWith = (given: Partial<BranchLog>): BranchLog => ({
  frames: [0, 0, -1, -1],
  heads: [],
  values: [],
  ambient: [],
  over: new Map(),
  hash: 1,
  threw: false,
  isShortOfLinks: false,
  pv: [[]],
  ...given,
});
const numbers = Array.from({ length: count }, (_, index) => index);

/** A function that calls itself two thousand times, a row in each, and many more that were not kept. */
const recursion: Partial<BranchLog> = {
  frames: numbers.flatMap((index) => [0, 0, index - 1, 7]),
  heads: numbers.flatMap((index) => [index, 3, 0]),
  values: numbers.map(() => true),
  over: new Map(
    Array.from({ length: 12_000 }, (_, index) => [(index % count) * siteSpan + Math.floor(index / count), 1]),
  ),
};

function cut(given: Partial<BranchLog>) {
  const { text, ...rest } = rowsText(logWith(given), limit);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  const rows = readBranchRows(text);
  if (!rows) throw new Error("not rows");
  return { rows, ...rest };
}

describe("a branch's rows that are more than fit", () => {
  it("keep the first rows of a deep recursion, with the frames they stand in", () => {
    const { rows, isCut, isAmbientCut } = cut(recursion);
    expect({ isCut, isAmbientCut }).toEqual({ isCut: true, isAmbientCut: false });
    expect(rows.rows.length).toBeGreaterThan(500);
    expect(rows.frames).toHaveLength(rows.rows.length);
    const over = Object.keys(rows.over);
    expect(over.length).toBeGreaterThan(100);
    expect(over.every((key) => Number(key.split(":")[0]) < rows.frames.length)).toBe(true);
  });

  it("keep the links that their rows name", () => {
    const pv: BranchLog["pv"] = [
      [],
      ...numbers.slice(1, 480).map((n) => [[`${n}`.padStart(16, "0"), "value", "output"]] as BranchLog["pv"][number]),
    ];
    const { rows } = cut({ ...recursion, heads: numbers.flatMap((index) => [index, 3, index % pv.length]), pv });
    const named = Math.max(...rows.rows.map(([, , , provenance]) => provenance ?? 0));
    expect(rows.pv).toHaveLength(named + 1);
    expect(rows.rows.length).toBeGreaterThan(300);
  });

  it("say where clock reads were left out", () => {
    const ambient: BranchLog["ambient"] = numbers.map((index) => [index, 5, 1_700_000_000_000 + index]);
    const { rows, isAmbientCut } = cut({ ...recursion, ambient });
    expect(isAmbientCut).toBe(true);
    expect(rows.ambient).toEqual(ambient.slice(0, rows.ambient.length));
    expect(rows.ambient.length).toBeGreaterThan(200);
    expect(rows.rows.length).toBeGreaterThan(200);
  });

  it("stay whole where they just fit", () => {
    const { rows, isCut } = cut({
      values: [1, "ä"],
      heads: [0, 1, 0, 0, 2, 0],
      ambient: [[0, 3, 0.5]],
      over: new Map([[4, 2]]),
    });
    expect(isCut).toBe(false);
    expect(rows).toEqual({
      v: 1,
      frames: [[0, 0, -1, -1]],
      rows: [
        [0, 1, 1],
        [0, 2, "ä"],
      ],
      pv: [[]],
      ambient: [[0, 3, 0.5]],
      over: { "0:4": 2 },
      hash: "1",
    });
  });
});
