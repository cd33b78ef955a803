import { describe, expect, it } from "vitest";
import type { Condition, JudgmentLink } from "../contract/branch";
import type { Json } from "../contract/json";
import { type ReevaluatedBranch, reevaluate } from "./reevaluate";
import type { Sibling } from "./siblings";

/** `workflow` calls `decideKind({ type })` and hands its `kind` to `decideCode({ kind, codes })`. */
const spanId = "1".repeat(16);
const linked = (via: JudgmentLink["via"]): JudgmentLink[] => [{ spanId, via, field: "output" }];
const kindOf = (type: string) => (type === "oxygen" ? "rental" : "purchase");

function decideKind(type: string): ReevaluatedBranch & { conditions: Condition[] } {
  const own: Condition = {
    text: 'type.output === "oxygen"',
    kind: "if",
    value: type === "oxygen",
    operands: [{ text: "type.output", value: type, judgments: linked("value") }],
  };
  const facts = { "type.output": { value: type, judgments: linked("value") } };
  return { name: "decideKind", arm: kindOf(type), outcome: kindOf(type), rows: "{}", conditions: [own], facts };
}

const codes = { rental: "R-1" };

function decideCode(type: string): ReevaluatedBranch & { conditions: Condition[] } {
  const kind = kindOf(type);
  const code = kind === "rental" ? codes.rental : undefined;
  const shown = code === undefined ? { value: false, note: "undefined" } : { value: code };
  const own: Condition = {
    text: "codes[kind]",
    kind: "if",
    ...shown,
    operands: [{ text: "codes[kind]", ...shown, judgments: linked("control") }],
  };
  const facts = { kind: { value: kind, judgments: linked("control") }, codes: { value: codes } };
  const arm = code === undefined ? "ask" : "found";
  return { name: "decideCode", arm, outcome: { arm, code: code ?? null }, rows: "{}", conditions: [own], facts };
}

function workflow(type: string, more: { call?: string; kind?: Json } = {}): ReevaluatedBranch {
  const { call = "decideCode({ kind, codes })", kind = kindOf(type) } = more;
  const facts = {
    kind: { value: kind, judgments: linked("control"), from: "decideKind({ type })" },
    code: { value: { code: null }, from: call },
  };
  return { name: "workflow", arm: "otherwise", outcome: null, rows: "{}", conditions: [], facts };
}

const runOf = (branch: ReevaluatedBranch) => ({ traceId: "t", spanId: "s", ...branch });

function answer(type: string, expected: string, given: { caller?: ReevaluatedBranch; others?: string[] } = {}) {
  const { caller = workflow(type), others = ["oxygen", "cpap"] } = given;
  const branch = decideCode(type);
  const siblings: Sibling[] = [
    { branch: caller, others: [] },
    { branch: decideKind(type), others: others.map((one) => runOf(decideKind(one))) },
    { branch, others: [] },
  ];
  const correction = { spanId, recorded: type, expected, isSpanShared: false };
  return reevaluate(
    branch,
    correction,
    ["oxygen", "cpap"].map((one) => runOf(decideCode(one))),
    siblings,
  ).reevaluated;
}

describe("a branch that was given what another one returned", () => {
  it("takes what that one would have returned", () => {
    expect(answer("oxygen", "cpap")).toMatchObject({ isKnown: true, arm: "ask" });
    expect(answer("cpap", "oxygen")).toMatchObject({ isKnown: true, arm: "found" });
    expect(answer("cpap", "walker")).toMatchObject({ isKnown: true, arm: "ask", isSameArm: true });
  });

  it("does not know where that one is not known, and says so", () => {
    expect(answer("oxygen", "cpap", { others: [] })).toMatchObject({
      isKnown: false,
      reason: expect.stringContaining("`decideKind`"),
    });
  });

  it.each([
    ["the caller computes what it hands on", { call: "decideCode({ kind: kind + 1, codes })" }],
    ["the caller hands on a member", { call: "decideCode(order.kind, codes)" }],
    ["the caller calls something else", { call: "logCode({ kind, codes })" }],
    ["the caller has another value", { kind: "lease" }],
  ])("does not know where %s", (_, more) => {
    expect(answer("oxygen", "cpap", { caller: workflow("oxygen", more) })).toMatchObject({ isKnown: false });
  });
});
