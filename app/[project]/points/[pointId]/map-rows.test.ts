import { describe, expect, it } from "vitest";
import type { FunctionMap } from "@/lib/branches/types";
import { codeKinds } from "@/lib/source/code-line";
import { layoutMap } from "./map-rows";

const string = codeKinds.indexOf("string");
const listing = {
  file: "src/policy.ts",
  from: 10,
  lines: [
    { tokens: [["if (days <= 30) return ", 0] as [string, number], ['"approve"', string] as [string, number]] },
    { tokens: [["// why", 6] as [string, number]] },
    { tokens: [["return ", 0] as [string, number], ['"escalate"', string] as [string, number]] },
  ],
  indent: 0,
  linesLeft: 0,
};
const map: FunctionMap = {
  sha256: "0",
  fn: 0,
  functionName: "decide",
  at: [10, 0, 12, 1],
  runs: 40,
  lines: [
    { line: 10, runs: 40 },
    { line: 12, runs: 0 },
  ],
  decisions: [
    {
      site: 0,
      kind: "if",
      at: [10, 4, 10, 14],
      text: "days <= 30",
      arms: [
        { arm: "then", count: 40 },
        { arm: "else", count: 0 },
      ],
    },
  ],
};
const rows = layoutMap({ map, listing, arms: ["escalate", "approve later"] });

describe("layoutMap", () => {
  it("says for each line with code how much of the traffic ran it", () => {
    expect(rows.map(({ share }) => share)).toEqual([1, undefined, 0]);
  });

  it("marks an arm that was never taken where its decision was reached", () => {
    expect(rows[0]?.decisions).toEqual([
      {
        text: "days <= 30",
        arms: [
          { words: "true", count: 40, share: 1, isNever: false },
          { words: "false", count: 0, share: 0, isNever: true },
        ],
      },
    ]);
  });

  it("does not call an arm never taken where nothing reached its decision", () => {
    const unreached = {
      ...map,
      decisions: map.decisions.map((one) => ({ ...one, arms: [{ arm: "then", count: 0 }] })),
    };
    expect(layoutMap({ map: unreached, listing, arms: [] })[0]?.decisions[0]?.arms[0]?.isNever).toBe(false);
  });

  it("says of a ?. only where it stopped, and of a loop no share", () => {
    const of = (kind: "optional" | "while", counts: Record<string, number>) => ({
      ...map,
      decisions: map.decisions.map((one) => ({
        ...one,
        kind,
        arms: Object.entries(counts).map(([arm, count]) => ({ arm, count })),
      })),
    });
    const shown = (given: FunctionMap) => layoutMap({ map: given, listing, arms: [] })[0]?.decisions;
    expect(shown(of("optional", { left: 0, right: 9 }))).toEqual([]);
    expect(shown(of("optional", { left: 2, right: 9 }))?.[0]?.arms.map(({ words }) => words)).toEqual([
      "stopped",
      "went on",
    ]);
    expect(shown(of("while", { body: 18 }))?.[0]?.arms).toMatchObject([{ words: "entered", share: undefined }]);
  });

  it("finds the arm that a line names as a whole string", () => {
    expect(rows.map(({ armNamed }) => armNamed)).toEqual([undefined, undefined, "escalate"]);
  });
});
