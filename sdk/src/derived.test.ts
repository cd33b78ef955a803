import { describe, expect, it } from "vitest";
import { factsJson, linkDerived, readFact } from "./branch-facts";

const judgment = { output: { kind: "a" }, confidence: 0.9, scores: null, spanId: "5b8efff798038103" };
const link = (field: string) => [{ spanId: judgment.spanId, via: "value", field }];

describe("facts that were computed from judgments", () => {
  it("carry the link of what they were computed from, members included", () => {
    const facts = linkDerived({
      facts: { machine: judgment, code: { sku: "X" }, days: 3 },
      derived: { code: ["machine.kind"], days: ["nothing"], absent: ["machine"] },
    });
    expect(readFact(facts, "code")).toEqual({ value: { sku: "X" }, links: link("output.kind") });
    expect(readFact(facts, "code.sku")?.value).toBe("X");
    expect(readFact(facts, "days")).toEqual({ value: 3, links: [] });
    expect(JSON.parse(factsJson(facts, { lossy: [], maxBytes: 5_000 }))).toMatchObject({
      machine: { value: { kind: "a" }, judgments: link("output") },
      code: { value: { sku: "X" }, judgments: link("output.kind") },
      days: { value: 3 },
    });
  });

  it("take a judgment out of a record, which has no span, for its value only", () => {
    expect(readFact({ type: { output: "refund", confidence: null } }, "type")).toEqual({ value: "refund", links: [] });
  });
});
