import { describe, expect, it } from "vitest";
import type { Json } from "../contract/json";
import { createCaseFromLabel } from "./create-case";

/** The case of a `correct` label given when the answer read `confirmed`, of a judgment that now reads `output`. */
function caseOf(confirmed: Json, output: Json, named: string | null = null) {
  const label = {
    verdict: "correct" as const,
    expected: confirmed,
    author: "Ada",
    at: "2026-01-01T00:00:00Z",
  };
  const event = { ...label, id: "l", judgmentId: "t-s", expectedArm: named, note: null, tags: [], authorId: "ada" };
  const decision = {
    judgmentId: "t-s",
    traceId: "t",
    point: "type",
    workflow: "w",
    version: null,
    commit: null,
    task: "classify" as const,
    subject: null,
    input: "late parcel",
    choices: null,
    output,
    arm: "approve",
  };
  return createCaseFromLabel({
    id: "c",
    suiteId: "s",
    project: "p",
    decision,
    label: { ...label, source: event },
    reevaluatedArm: null,
    record: { judgments: {}, facts: {} },
    publicUrl: "https://casebook.example",
  });
}

describe("a case of a confirmed answer", () => {
  const whole = { category: "refund", confidence: 0.9 };

  it("expects the answer and the arm that was taken", () => {
    expect(caseOf("refund", "refund")).toMatchObject({ expected: "refund", actual: "refund", expectedArm: "approve" });
  });

  it("expects the part that counts as the answer since the point's settings changed", () => {
    expect(caseOf(whole, "refund")).toMatchObject({ expected: "refund", actual: "refund", expectedArm: "approve" });
  });

  it("claims no more than was confirmed where more counts as the answer now", () => {
    expect(caseOf("refund", whole)).toMatchObject({ expected: "refund", actual: whole, expectedArm: "approve" });
  });

  it("expects no arm of an answer that turned out to be another, unless the label names one", () => {
    expect(caseOf("refund", "fraud")).toMatchObject({ expected: "refund", actual: "fraud", expectedArm: null });
    expect(caseOf("refund", "fraud", "flag")).toMatchObject({ expectedArm: "flag" });
  });
});
