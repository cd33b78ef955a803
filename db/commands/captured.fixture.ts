import { createHash } from "node:crypto";
import type { SiteTable } from "../../lib/contract/sites";
import { wire } from "../../lib/contract/wire";
import type { Span } from "../../lib/otlp/types";

const source = `export function decide(type, days) {
  if (type.output === "refund" && days <= refundDays) return "approve";
  return "escalate";
}
const refundDays = 30;
`;
export const table: SiteTable = {
  v: 1,
  file: "src/decide.ts",
  language: "ts",
  source,
  functions: [{ name: "decide", at: [1, 7, 4, 1], returnsNames: true }],
  sites: [
    { kind: "param", fn: 0, at: [1, 23, 1, 27], name: "type" },
    { kind: "param", fn: 0, at: [1, 29, 1, 33], name: "days" },
    // biome-ignore lint/suspicious/noThenProperty: an arm is called so
    { kind: "if", fn: 0, at: [2, 6, 2, 52], arms: { then: [2, 54, 2, 71] } },
    { kind: "and", fn: 0, at: [2, 6, 2, 30], of: 2, arms: { right: [2, 34, 2, 52] } },
    { kind: "operand", fn: 0, at: [2, 6, 2, 17], of: 3 },
    { kind: "operand", fn: 0, at: [2, 34, 2, 38], of: 2 },
    { kind: "operand", fn: 0, at: [2, 42, 2, 52], of: 2 },
    { kind: "return", fn: 0, at: [2, 61, 2, 70] },
    { kind: "return", fn: 0, at: [3, 9, 3, 19] },
  ],
};
export const text = JSON.stringify(table);
export const sha256 = createHash("sha256").update(text).digest("hex");
export const judge = "aaaaaaaaaaaaaaaa";
export const rows = JSON.stringify({
  v: 1,
  frames: [[0, 0, -1, -1]],
  rows: [
    [0, 0, { output: "refund", confidence: 0.9, spanId: judge }, 1],
    [0, 1, 12],
    [0, 4, "refund", 2],
    [0, 3, true, 2],
    [0, 5, 12],
    [0, 6, 30],
    [0, 2, true, 2],
    [0, 7, "approve"],
  ],
  pv: [[], [[judge, "value", ""]], [[judge, "value", "output"]]],
});

/** One execution: a workflow, its judgment and the branch that read it. */
export function spans(traceId: string, attributes: Span["attributes"]): Span[] {
  const base = {
    traceId,
    kind: 1,
    startTimeUnixNano: "1000000",
    endTimeUnixNano: "2000000",
    status: { code: 0, message: "" },
    events: [],
    links: [],
    droppedAttributesCount: 0,
    sanitized: [],
    resource: { attributes: {} },
    scope: { name: "", version: "", attributes: {} },
  };
  const root = "1".repeat(16);
  const judgment = {
    [wire.kind]: "judgment",
    [wire.name]: "complaint_type",
    [wire.output]: '"refund"',
    [wire.confidence]: 0.9,
  };
  return [
    { ...base, spanId: root, parentSpanId: undefined, name: "t", attributes: { [wire.kind]: "workflow" } },
    { ...base, spanId: judge, parentSpanId: root, name: "j", attributes: judgment },
    {
      ...base,
      spanId: "bbbbbbbbbbbbbbbb",
      parentSpanId: root,
      name: "b",
      attributes: { [wire.kind]: "branch", [wire.name]: "decide", ...attributes },
    },
  ];
}
