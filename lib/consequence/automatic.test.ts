import { describe, expect, it } from "vitest";
import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import type { Json } from "../contract/json";
import { type ReevaluatedBranch, reevaluate } from "./reevaluate";
import type { RecordedRun } from "./types";

/** Conditions and facts as automatic capture states them (lib/branches). */
const spanId = "1".repeat(16);
const from = (field: string): JudgmentLink[] => [{ spanId, via: "value", field }];
const given = (type: string, more: BranchFacts = {}): BranchFacts => ({
  "type.output": { value: type, judgments: from("output") },
  "type.scores": { value: { [type]: 0.9 }, judgments: from("scores") },
  ...more,
});
const test = (text: string, value: boolean, operands: Operand[], more: Partial<Condition> = {}): Condition => ({
  text,
  kind: "if",
  value,
  operands,
  ...more,
});
const typeOf = (value: string): Operand => ({ text: "type.output", value, judgments: from("output") });
const isRefund = (type: string) => test('type.output === "refund"', type === "refund", [typeOf(type)]);

const run = (type: string, arm: string, conditions: Condition[], more: BranchFacts = {}): RecordedRun => ({
  traceId: type,
  spanId: "2",
  arm,
  conditions,
  facts: given(type, more),
});
const answer = (branch: RecordedRun & ReevaluatedBranch, expected: Json, others: RecordedRun[]) =>
  reevaluate(branch, { spanId, recorded: branch.traceId, expected, isSpanShared: false }, others).reevaluated;

describe("automatic branches", () => {
  it("compute a variable again from its own text", () => {
    const counted = (type: string, days: number) => {
      const refunds = type === "refund";
      const facts: BranchFacts = {
        refunds: { value: refunds, judgments: from("output"), from: 'type.output === "refund"' },
        days: { value: days, from: "order.days" },
        order: { value: { days } },
      };
      const own = test("refunds && days <= 30", refunds && days <= 30, [
        { text: "refunds", value: refunds, judgments: from("output") },
        { text: "days", value: days },
      ]);
      return run(type, own.value ? "approve" : "escalate", [own], facts);
    };
    const others = [counted("refund", 10), counted("refund", 40), counted("fraud", 3)];
    expect(answer(counted("fraud", 12), "refund", others)).toMatchObject({ isKnown: true, arm: "approve" });
    expect(answer(counted("fraud", 99), "refund", others)).toMatchObject({ isKnown: true, arm: "escalate" });
  });

  it("do not compute a variable whose text does not give what was recorded", () => {
    const odd: BranchFacts = { refunds: { value: true, judgments: from("output"), from: 'type.output === "refund"' } };
    const own = test("refunds", true, [{ text: "refunds", value: true, judgments: from("output") }]);
    expect(answer(run("fraud", "a", [own], odd), "refund", [])).toMatchObject({ isKnown: false });
  });

  it("take nothing from a variable that varies past a flip", () => {
    const limit = (value: number): Operand => ({ text: "limit", value, varies: true });
    const own = run("fraud", "no", [
      test("days < limit", false, [limit(3), { text: "days", value: 9 }]),
      isRefund("fraud"),
    ]);
    const later = test("limit > 5", true, [limit(9)]);
    const other = run("refund", "yes", [own.conditions[0] as Condition, isRefund("refund"), later]);
    expect(answer(own, "refund", [other])).toMatchObject({
      isKnown: false,
      reason: expect.stringContaining("`limit` was not recorded here"),
    });
  });

  it("keep the names of a nested call apart", () => {
    const nested = (days: number) =>
      test("days > 5", days > 5, [{ text: "days", value: days }], { scope: "/late@3#0" });
    const own = run("fraud", "no", [isRefund("fraud")], { days: { value: 9 } });
    const other = run("refund", "yes", [isRefund("refund"), nested(9)], { days: { value: 9 } });
    expect(answer(own, "refund", [other])).toMatchObject({ isKnown: false });
    const within = { ...own, conditions: [nested(7), ...own.conditions] };
    const alike = { ...other, conditions: [nested(7), isRefund("refund"), nested(9)] };
    expect(answer(within, "refund", [alike])).toMatchObject({ isKnown: true, arm: "yes" });
  });

  it("do not take a call as recorded where the whole depends on the answer", () => {
    const call = test("isLate(order)", true, [{ text: "order", value: 1 }], { judgments: from("output") });
    expect(answer(run("refund", "a", [call]), "fraud", [])).toMatchObject({ isKnown: false });
  });

  it("need no other run to bear an arm out that the path alone names", () => {
    const late = test("days > 30", true, [{ text: "days", value: 40 }], { arm: "then" });
    const named = { ...run("refund", "days > 30", [late]), rows: "{}", outcome: null };
    expect(answer(named, "fraud", [])).toMatchObject({ isKnown: true, isSameArm: true, others: { count: 0 } });
    const returned = { ...named, arm: "escalate", outcome: "escalate" };
    expect(answer(returned, "fraud", [])).toMatchObject({ isKnown: true, arm: "escalate" });
    const inside = { ...named, arm: "escalate", outcome: { arm: "escalate", days: 40 } };
    expect(answer(inside, "fraud", [])).toMatchObject({ isKnown: true, arm: "escalate" });
    const lookedUp = { ...named, arm: "escalate", outcome: { flow: "escalate" } };
    expect(answer(lookedUp, "fraud", [])).toMatchObject({ isKnown: false });
    const cut = { ...named, conditions: [late, test("the record was cut", true, [], { kind: "cut" })] };
    expect(answer(cut, "fraud", [])).toMatchObject({ isKnown: false });
    expect(answer({ ...named, rows: null }, "fraud", [])).toMatchObject({ isKnown: false });
  });

  it("keep the arm of a path that did not come to read the answer, whatever its scores were", () => {
    const text = 'days <= 30 && type.output === "refund"';
    const late = test(text, false, [{ text: "days", value: 40 }], { judgments: from("output") });
    const other = { ...run("fraud", "escalate", [late]), facts: given("fraud") };
    expect(answer(run("refund", "escalate", [late]), "fraud", [other])).toMatchObject({
      isKnown: true,
      arm: "escalate",
    });
  });
});
