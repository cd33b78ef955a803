import { expect, it } from "vitest";
import type { Condition } from "@/lib/contract/branch";
import type { StepView } from "@/lib/contract/trace";
import { boundSteps } from "./bound-step";

const huge = "x".repeat(1_000_000);
const step: StepView = {
  spanId: "s",
  parentSpanId: null,
  workflowSpanId: null,
  kind: "branch",
  name: "route",
  status: "ok",
  startedAt: "2026-05-12T09:00:00.000000Z",
  durationMs: 1,
};
const condition: Condition = { text: huge, kind: "if", value: true, operands: [{ text: "t", value: huge }] };

it("answers with as many steps as one answer may weigh, however large their values", () => {
  const branch = {
    name: "route",
    file: null,
    functionName: null,
    line: null,
    commit: null,
    repository: null,
    arm: "approve",
    outcome: huge,
    facts: { text: { value: huge } },
    conditions: [condition],
  };
  const asked = Array.from({ length: 120 }, () => ({ ...step, input: huge, output: Array(60).fill(huge), branch }));
  const answered = boundSteps(asked);
  expect(JSON.stringify(answered).length).toBeLessThan(2_000_000);
  expect(answered.length).toBeGreaterThan(1);
  expect(answered[0]?.input).toMatch(/… 996,000 more characters$/);
  expect(answered[0]?.branch?.arm).toBe("approve");
});

it("leaves a step of ordinary size as it is", () => {
  const small = { ...step, input: { text: "Where is my parcel?" }, output: null };
  expect(boundSteps([small, small])).toEqual([small, small]);
});
