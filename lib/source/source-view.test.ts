import { describe, expect, it } from "vitest";
import { expandBranch } from "../branches/expand";
import type { BranchSource } from "../branches/types";
import { branchRows } from "../contract/rows";
import { type SiteTable, siteTable } from "../contract/sites";
import { toSourceView } from "./source-view";

const source = `class Policy {
  decide(type, days) {
    if (type === "refund") return "approve";
    return "escalate";
  }
}
`;
const table = siteTable.parse({
  v: 1,
  file: "src/policy.ts",
  language: "ts",
  source,
  functions: [{ name: "decide", at: [2, 2, 5, 3], isWorkflow: true }],
  sites: [
    // biome-ignore lint/suspicious/noThenProperty: the name of an arm, and nothing awaits it
    { kind: "if", fn: 0, at: [3, 8, 3, 25], arms: { then: [3, 27, 3, 44] } },
    { kind: "return", fn: 0, at: [4, 11, 4, 21] },
    { kind: "param", fn: 0, at: [2, 9, 2, 13], name: "type" },
  ],
});

function sourceOf(given: object, tables: (SiteTable | undefined)[] = [table]): BranchSource {
  const rows = branchRows.parse({ v: 1, frames: [[0, 0, -1, -1]], rows: [], ...given });
  return {
    tables: tables.map((one, index) => ({ sha256: String(index).repeat(64), ...(one && { table: one }) })),
    rows,
    branch: expandBranch({ rows, tables }),
    commit: "c0ffee",
    repository: null,
  };
}

describe("toSourceView", () => {
  it("lists only the function that ran, without the blanks all its lines began with", async () => {
    const { listings, frames } = await toSourceView(sourceOf({ rows: [[0, 0, false]] }));
    expect(listings).toMatchObject([{ file: "src/policy.ts", from: 2, indent: 2, linesLeft: 0 }]);
    const text = listings[0]?.lines.map(({ tokens }) => tokens.map(([part]) => part).join(""));
    expect(text?.[0]).toBe("decide(type, days) {");
    expect(text?.at(-1)).toBe("}");
    expect(frames).toMatchObject([{ functionName: "decide", listing: 0, isWorkflow: true }]);
  });

  it("lists a function once, however often it was called", async () => {
    const frames = Array.from({ length: 200 }, (_, index) => [0, 0, index === 0 ? -1 : 0, -1]);
    const view = await toSourceView(sourceOf({ frames, rows: frames.map((_, index) => [index, 0, true]) }));
    expect(view.listings).toHaveLength(1);
    expect(view.frames).toHaveLength(120);
    expect(view.framesLeft).toBe(80);
  });

  it("names the parts of a line that only one outcome runs", async () => {
    const { frames } = await toSourceView(sourceOf({ rows: [[0, 0, false]] }));
    expect(frames[0]?.arms).toEqual([{ site: 0, arm: "then", at: [3, 27, 3, 44] }]);
  });

  it("cuts long values and counts lines beyond the limit", async () => {
    const long = {
      ...table,
      source: "x();\n".repeat(5000),
      functions: [{ name: "all", at: [1, 0, 5000, 4] as never }],
    };
    const rows = [[0, 2, { text: "x".repeat(9000) }]];
    const view = await toSourceView(sourceOf({ rows }, [long]));
    expect(view.listings[0]?.lines).toHaveLength(1500);
    expect(view.listings[0]?.linesLeft).toBe(3500);
    expect(JSON.stringify(view.frames[0]?.events).length).toBeLessThan(2000);
  });

  it("keeps the first rows of a table that has not arrived, and says which one", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [0, index, index]);
    const view = await toSourceView(sourceOf({ rows }, [undefined]));
    expect(view.listings).toEqual([]);
    expect(view.missing).toMatchObject([{ sha256: "0".repeat(64), rowCount: 60 }]);
    expect(view.missing[0]?.rows).toHaveLength(40);
    expect(view.missing[0]?.rows[1]).toEqual({ frame: 0, site: 1, value: 1 });
  });
});
