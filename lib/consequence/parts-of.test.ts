import { expect, it } from "vitest";
import type { Condition } from "../contract/branch";
import { partsOf } from "./parts-of";
import { reevaluate } from "./reevaluate";

const spanId = "1111111111111111";
const judged = [{ spanId, via: "value" as const, field: "output" }];
const scores = [{ spanId, via: "value" as const, field: "scores" }];
const text = "days <= 30 && type.output === 'refund'";
const tooLate: Condition = {
  text,
  kind: "if",
  value: false,
  operands: [
    { text: "days", value: 40 },
    { text, value: false, judgments: judged },
  ],
};

it("a test that ended at its left side is computed from what it read", () => {
  expect(partsOf(tooLate).map((operand) => operand.text)).toEqual(["days"]);
});

it("a test whose text says more than comparisons stays its own operand", () => {
  const called: Condition = { ...tooLate, text: "isLate(days)", operands: [{ text: "isLate(days)", value: true }] };
  expect(partsOf(called)).toEqual(called.operands);
});

it("a correction of an answer that was not read leaves the path, whatever its scores were", () => {
  const facts = {
    "type.output": { value: "refund", judgments: judged },
    "type.scores": { value: { refund: 0.7 }, judgments: scores },
  };
  const other = (output: string, share: number) => ({
    traceId: output,
    spanId: "2",
    arm: "escalate",
    conditions: [tooLate],
    facts: {
      "type.output": { value: output, judgments: judged },
      "type.scores": { value: { refund: share }, judgments: scores },
    },
  });
  const correction = { spanId, recorded: "refund", expected: "fraud", isSpanShared: false };
  const { reevaluated } = reevaluate({ arm: "escalate", conditions: [tooLate], facts }, correction, [
    other("fraud", 0.1),
  ]);
  expect(reevaluated).toMatchObject({ isKnown: true, arm: "escalate" });
});
