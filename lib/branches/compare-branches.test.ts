import { describe, expect, it } from "vitest";
import { type BranchRows, branchRows } from "../contract/rows";
import type { SiteTable } from "../contract/sites";
import { compareBranches } from "./compare-branches";

const source = `async function all(list) {
  for (const one of list) note(await one, list.length);
  return list.length > 1 ? "many" : "one";
}
function note(one, size) {
  if (one > 3) return "big";
  return "small";
}`;
const table: SiteTable = {
  v: 1,
  file: "src/all.ts",
  language: "ts",
  source,
  functions: [
    { name: "all", at: [1, 0, 4, 1] },
    { name: "note", at: [5, 0, 8, 1] },
  ],
  sites: [
    { kind: "for-of", fn: 0, at: [2, 21, 2, 25] },
    { kind: "call", fn: 0, at: [2, 27, 2, 31] },
    { kind: "ternary", fn: 0, at: [3, 9, 3, 24] },
    { kind: "if", fn: 1, at: [6, 6, 6, 13] },
    { kind: "return", fn: 1, at: [6, 22, 6, 27] },
    { kind: "return", fn: 1, at: [7, 9, 7, 16] },
    { kind: "let", fn: 1, at: [5, 14, 5, 17], name: "one" },
  ],
};
/** The same functions further down in a file that has changed elsewhere, with another limit. */
const changed: SiteTable = { ...table, source: source.replace("one > 3", "one > 5") };

const small = (frame: number): BranchRows["rows"] => [
  [frame, 3, false],
  [frame, 5, "small"],
];
const big = (frame: number): BranchRows["rows"] => [
  [frame, 3, true],
  [frame, 4, "big"],
];

const run = (rows: BranchRows["rows"], given: Partial<BranchRows> & { sites?: string[]; isCut?: boolean } = {}) => {
  const { sites = ["a"], isCut, ...more } = given;
  const frames = [
    [0, 0, -1, -1],
    [0, 1, 0, 1],
    [0, 1, 0, 1],
  ];
  return {
    rows: branchRows.parse({ v: 1, frames, rows, ...more }),
    sites,
    tables: [sites[0] === "a" ? table : changed],
    ...(isCut !== undefined && { isCut }),
  };
};

describe("two runs of a branch", () => {
  it("are the same where every row is", () => {
    const rows = [...small(1), ...big(2)];
    expect(compareBranches(run(rows), run(rows))).toEqual({
      isSameCode: true,
      isSamePath: true,
      difference: undefined,
      turn: undefined,
    });
  });

  it("are the same where calls overtook each other", () => {
    const [one, two] = [small(1), big(2)];
    const overtaken = [two[0], one[0], two[1], one[1]] as BranchRows["rows"];
    expect(compareBranches(run([...one, ...two]), run(overtaken))).toMatchObject({
      isSamePath: true,
      difference: undefined,
    });
  });

  it("name the first decision that came out otherwise, and the call it is in", () => {
    const { difference, isSamePath } = compareBranches(run([...small(1), ...small(2)]), run([...small(1), ...big(2)]));
    expect(isSamePath).toBe(false);
    expect(difference).toEqual({
      kind: "decision",
      functionName: "note",
      file: "src/all.ts",
      at: [6, 6, 6, 13],
      siteKind: "if",
      text: "one > 3",
      recorded: false,
      replayed: true,
      row: 2,
    });
  });

  it("tell a value that changed nothing from a turn of the path", () => {
    const seen = (value: number): BranchRows["rows"] => [[1, 6, value], ...small(1)];
    const { difference, turn, isSamePath } = compareBranches(run(seen(1)), run(seen(2)));
    expect([isSamePath, turn]).toEqual([true, undefined]);
    expect(difference).toMatchObject({ kind: "value", text: "one", recorded: 1, replayed: 2 });
  });

  it("name a call that only one of them made", () => {
    const [both, one] = [run([...small(1), ...big(2)]), run(small(1))];
    expect(compareBranches(both, one).turn).toMatchObject({ kind: "path", functionName: "note", row: 2 });
    expect(compareBranches(one, both).turn).toMatchObject({ kind: "path", functionName: "note", row: 2 });
  });

  it("are compared as far as the record goes where it was cut, and by their digests beyond", () => {
    const whole = [...small(1), ...big(2)];
    const cut = (hash: string) => run(whole.slice(0, 3), { isCut: true, hash });
    expect(compareBranches(cut("x"), run(whole, { hash: "x" }))).toMatchObject({
      isSamePath: true,
      difference: undefined,
    });
    expect(compareBranches(cut("y"), run(whole, { hash: "x" })).turn).toMatchObject({ kind: "uncounted" });
  });

  it("are told apart by their digests beyond the rows that were kept of a loop", () => {
    const long = (hash: string) => run(small(1), { hash, over: { "0:0": 200 } });
    expect(compareBranches(long("x"), long("x")).isSamePath).toBe(true);
    expect(compareBranches(long("x"), long("y")).turn).toMatchObject({ kind: "uncounted" });
  });

  it("are compared by function, kind, text and outcome where the code is another", () => {
    const sites = ["b"];
    const isSame = compareBranches(run([[0, 2, true], ...small(1)]), run([[0, 2, true], ...small(1)], { sites }));
    expect(isSame).toMatchObject({ isSameCode: false, isSamePath: false });
    expect(isSame.turn).toMatchObject({ kind: "path", text: "one > 3" });
    const untouched = compareBranches(run([[0, 2, true]]), run([[0, 2, true]], { sites }));
    expect(untouched).toMatchObject({ isSameCode: false, isSamePath: true });
  });
});
