import { describe, expect, it } from "vitest";
import type { BranchRows } from "../contract/rows";
import { branchRows } from "../contract/rows";
import { type Site, type SiteTable, siteTable } from "../contract/sites";
import { decisionKinds } from "../contract/vocabulary";
import { expandBranch } from "./expand";

const kinds = [
  ...decisionKinds,
  "operand",
  "case",
  "catch",
  "finally",
  "return",
  "throw",
  "break",
  "end",
  "let",
  "call",
];
const judge = "a".repeat(16);

/** A table of one function: each site is given by its text, and by the text of the code that it decides about. */
function tableOf(
  source: string,
  sites: (Omit<Site, "fn" | "at" | "arms"> & { on: string; arms?: Record<string, string> })[],
) {
  const rangeOf = (text: string): Site["at"] => {
    const start = source.indexOf(text);
    if (start < 0) throw new Error(`no ${text}`);
    const place = (offset: number) => {
      const before = source.slice(0, offset).split("\n");
      return [before.length, before.at(-1)?.length ?? 0] as const;
    };
    return [...place(start), ...place(start + text.length)];
  };
  const table: SiteTable = {
    v: 1,
    file: "a.ts",
    language: "ts",
    source,
    functions: [{ name: "decide", at: rangeOf(source.trim()) }],
    sites: sites.map(({ on, arms, ...site }) => ({
      ...site,
      fn: 0,
      at: rangeOf(on),
      ...(arms && { arms: Object.fromEntries(Object.entries(arms).map(([arm, text]) => [arm, rangeOf(text)])) }),
    })),
  };
  return table;
}

const rowsOf = (rows: BranchRows["rows"], more: Partial<BranchRows> = {}): BranchRows =>
  branchRows.parse({ v: 1, frames: [[0, 0, -1, -1]], rows, ...more });

const policy = tableOf(
  `function decide(type, order) {
  if (!isOpen(order) && type.output === "refund") return 1;
  switch (type.output) {
    case "fraud": return 2;
    default:
      order.items++;
  }
}`,
  [
    // biome-ignore lint/suspicious/noThenProperty: an arm is called so
    { kind: "if", on: '!isOpen(order) && type.output === "refund"', arms: { then: "return 1;" } },
    { kind: "and", on: "!isOpen(order)", of: 0, arms: { right: 'type.output === "refund"' } },
    { kind: "operand", on: "isOpen(order)", of: 1 },
    { kind: "operand", on: "order) &&".slice(0, 5), of: 1 },
    { kind: "operand", on: "type.output", of: 0 },
    { kind: "switch", on: "type.output) {".slice(0, 11) },
    { kind: "case", on: '"fraud"', of: 5, name: '"fraud"', arms: { body: "return 2;" } },
    { kind: "case", on: "default", of: 5, name: "default", arms: { body: "order.items++;" } },
    { kind: "param", on: "type", name: "type" },
    { kind: "param", on: "order", name: "order" },
    { kind: "return", on: "2;" },
  ],
);

describe("expandBranch", () => {
  it("tells a decision with what it read, and the judgment that was read", () => {
    const rows = rowsOf(
      [
        [0, 3, { $: "o", c: "Order", n: 3 }],
        [0, 2, false],
        [0, 1, true],
        [0, 4, "fraud", 1],
        [0, 0, false, 1],
        [0, 5, "fraud", 1],
        [0, 6, { $: "u" }],
        [0, 10, 2],
      ],
      { pv: [[], [[judge, "value", "output"]]] },
    );
    const judgments = [{ spanId: judge, via: "value", field: "output" }];
    const { conditions, frames } = expandBranch({ rows, tables: [policy] });
    expect(conditions).toMatchObject([
      {
        kind: "if",
        text: '!isOpen(order) && type.output === "refund"',
        value: false,
        arm: "else",
        operands: [
          { text: "order", note: "Order (3 keys)" },
          { text: "isOpen(order)", value: false },
          { text: "type.output", value: "fraud", judgments },
        ],
      },
      { kind: "switch", text: "type.output", value: "fraud", arm: '"fraud"', operands: [{ judgments }] },
    ]);
    expect(frames[0]).toMatchObject({ outcome: { value: 2 }, threw: false });
    expect(frames[0]?.lines.map(({ line, state }) => [line, state])).toEqual([
      [1, "ran"],
      [2, "ran"],
      [3, "ran"],
      [4, "ran"],
      [5, "not-run"],
      [6, "not-run"],
    ]);
  });

  it("says where rows were left out", () => {
    const rows = rowsOf([[0, 5, "x"]], { over: { "0:5": 3 } });
    const { conditions, frames } = expandBranch({ rows, tables: [policy] });
    expect(conditions.map(({ kind }) => kind)).toEqual(["switch", "cut"]);
    expect(frames[0]?.over).toEqual([{ site: 5, count: 3 }]);
  });

  it("keeps conditions to what a database can hold, and says so", () => {
    const long = tableOf(`function f() { if (${"a && ".repeat(300)}b) return; }`, [
      { kind: "if", on: "a && ".repeat(300) },
    ]);
    const rows = rowsOf(
      Array.from({ length: 1_000 }, () => [0, 0, true, 1]),
      {
        pv: [[], Array.from({ length: 50 }, () => [judge, "value", "output"])],
      },
    );
    const { conditions } = expandBranch({ rows, tables: [long] });
    expect(JSON.stringify(conditions).length).toBeLessThan(500_000);
    expect(conditions.at(-1)?.kind).toBe("cut");
  });

  it("states a judgment by its parts, and nothing that varies", () => {
    const type = { output: "refund", confidence: 0.9, spanId: judge };
    const rows = rowsOf(
      [
        [0, 8, type, 1],
        [0, 9, { items: 3, type }, 2],
      ],
      { pv: [[], [[judge, "value", ""]], [[judge, "value", "", "type"]]] },
    );
    const link = (field: string) => [{ spanId: judge, via: "value", field }];
    expect(expandBranch({ rows, tables: [policy] }).facts).toEqual({
      "type.output": { value: "refund", judgments: link("output") },
      "type.confidence": { value: 0.9, judgments: link("confidence") },
    });
    const still = { ...policy, source: policy.source.replace("order.items++", "log(order)   ") };
    expect(expandBranch({ rows, tables: [still] }).facts).toMatchObject({
      order: { value: { items: 3 } },
      "order.type.output": { value: "refund", judgments: link("output") },
    });
  });

  it("reads constants of the module that decisions name", () => {
    const source = `const limit = 30;
const late: number = 1_000; // why
const name = "x" as const;
const sum = 1 +
  2;
const other = limit;
function decide(limit2) {
  if (limit > late && name === sum && other) return;
}`;
    const table = tableOf(source, [{ kind: "if", on: "limit > late && name === sum && other" }]);
    expect(expandBranch({ rows: rowsOf([[0, 0, true]]), tables: [table] }).facts).toEqual({
      limit: { value: 30 },
      late: { value: 1000 },
      name: { value: "x" },
    });
  });

  it("is total over rows and tables that make no sense", () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 1;
      return seed % below;
    };
    const odd = () => [-1, 0, 1, 2, 5, 2 ** 31, 1e15, -(2 ** 40)][next(8)] as number;
    const range = (): Site["at"] => [odd(), odd(), odd(), odd()];
    const value = () => [null, true, "x", 3, { $: "zz" }, { $: "s", v: null, n: "x" }, [[]], { $: 5 }][next(8)] ?? null;
    for (let round = 0; round < 300; round++) {
      const index = () => Math.abs(odd());
      const table = siteTable.parse({
        v: 1,
        file: "a",
        language: "ts",
        source: "/* ` */ function f(a) { for(;;){ `x` } /[}]/ } '".repeat(next(3)).slice(next(5)),
        functions: Array.from({ length: next(4) }, () => ({ name: "f", at: range(), parent: index() })),
        sites: Array.from({ length: 12 }, () => ({
          kind: kinds[next(kinds.length)],
          fn: next(3),
          at: range(),
          of: next(14),
          arms: { body: range(), right: range() },
        })),
      });
      const rows = branchRows.parse({
        v: 1,
        frames: Array.from({ length: 5 }, () => [next(2), next(3), odd(), odd()]),
        rows: Array.from({ length: 40 }, () => [next(6), next(13), value(), odd()]),
        pv: [[], [["x", "value", "", "a.__proto__.b"]], [["x", "window"]]],
        over: { "0:1": 5, "x:y": 3, "1:": -4 },
      });
      const { frames, conditions } = expandBranch({ rows, tables: [table, undefined, table] });
      expect(frames.length).toBeLessThanOrEqual(5);
      expect(JSON.parse(JSON.stringify(conditions))).toEqual(conditions);
    }
  });

  it("stays quick with a table made to slow it down", () => {
    const many = 20_000;
    const source = `${"{".repeat(many)}${"a.b[0]".repeat(many)}${"for (x of ".repeat(many)}`;
    const whole: Site["at"] = [1, 0, 1, source.length];
    const sites = Array.from({ length: many }, (_, index) => ({
      kind: (["for", "break", "let"] as const)[index % 3] ?? "let",
      fn: 0,
      at: [1, index, 1, index + 3] as Site["at"],
      name: "x",
      arms: { body: whole },
    }));
    const table: SiteTable = { v: 1, file: "a", language: "ts", source, functions: [{ name: "f", at: whole }], sites };
    const rows = rowsOf(Array.from({ length: 2_000 }, (_, index) => [0, index, true]));
    expect(expandBranch({ rows, tables: [table] }).frames).toHaveLength(1);
  });

  it("tells a bounded number of lines, however many calls of long functions the rows name", () => {
    const many = 20_000;
    const whole: Site["at"] = [1, 0, many, 1];
    const inner = Array.from({ length: many }, (_, at) => ({ name: "g", parent: 0, at: [at + 1, 0, at + 1, 1] }));
    const functions = [{ name: "f", at: whole }, ...inner] as SiteTable["functions"];
    const sites: Site[] = [{ kind: "for", fn: 0, at: [1, 0, 1, 1], arms: { body: whole } }];
    const table: SiteTable = { v: 1, file: "a", language: "ts", source: "f;\n".repeat(many), functions, sites };
    const rows = rowsOf(Array.from({ length: 100 }, (_, frame) => [frame, 0, true]));
    rows.frames = Array.from({ length: 100 }, (_, frame) => [0, 0, frame - 1, 0]);
    const { frames } = expandBranch({ rows, tables: [table] });
    expect(frames).toHaveLength(100);
    expect(frames.flatMap(({ lines }) => lines).length).toBeLessThan(500_000);
  });

  it("looks at a bounded number of blocks for what a function is", () => {
    const source = ") {\n".repeat(1_000_000);
    const functions: SiteTable["functions"] = [{ name: "f", at: [1, 0, 1_000_000, 3] }];
    const sites: Site[] = [{ kind: "if", fn: 0, at: [1, 0, 1, 1] }];
    const table: SiteTable = { v: 1, file: "a", language: "ts", source, functions, sites };
    expect(expandBranch({ rows: rowsOf([[0, 0, true]]), tables: [table] }).frames).toHaveLength(1);
  });
});
