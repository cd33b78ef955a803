import { describe, expect, it } from "vitest";
import config from "../casebook.config.ts";
import { createModels, createOrders, createTriage, listComplaints } from "./index.ts";
import { readTexts } from "./texts.ts";

const complaints = listComplaints();

describe("the workflow", () => {
  it("takes the arm that the configured policy takes for the same record", async () => {
    const models = createModels(2);
    const triage = createTriage({ models, findOrder: createOrders(), version: "test" });
    const arms = new Set<string>();
    for (const { complaint, order } of complaints.slice(0, 300)) {
      const [type, condition] = [await models.type(complaint.text), await models.condition(complaint.text)];
      const judgments = {
        complaint_type: { output: type.output, confidence: type.confidence ?? null },
        item_condition: { output: condition.output, confidence: condition.confidence ?? null },
      };
      const arm = config.points.complaint_type.policy({ input: complaint, judgments, facts: { order } });
      expect(await triage(complaint)).toBe(arm);
      arms.add(arm);
    }
    expect(arms.size).toBe(6);
  });
});

describe("the models", () => {
  it("are trained on texts that the stream does not hold", () => {
    const trained = new Set(readTexts<{ text: string }>("labelled").map(({ text }) => text));
    expect(readTexts<{ text: string }>("stream").filter(({ text }) => trained.has(text))).toEqual([]);
  });

  it("make real mistakes, fewer in version 2, and are less sure where they are wrong", async () => {
    const [first, second] = [await measure(1), await measure(2)];
    expect(first.right).toBeGreaterThan(0.85);
    expect(second.right).toBeGreaterThan(first.right);
    expect(second.right).toBeLessThan(1);
    expect(second.confidenceWrong).toBeLessThan(second.confidenceRight - 0.1);
  });

  it("give the same answers each time they are trained", async () => {
    const { text } = complaints[7]?.complaint ?? { text: "" };
    expect(await createModels(1).type(text)).toEqual(await createModels(1).type(text));
  });
});

async function measure(version: 1 | 2) {
  const model = createModels(version).type;
  const sums = { right: { count: 0, confidence: 0 }, wrong: { count: 0, confidence: 0 } };
  for (const { complaint, truth } of complaints) {
    const { output, confidence } = await model(complaint.text);
    const sum = output === truth.type ? sums.right : sums.wrong;
    sum.count++;
    sum.confidence += confidence ?? 0;
  }
  return {
    right: sums.right.count / complaints.length,
    confidenceRight: sums.right.confidence / sums.right.count,
    confidenceWrong: sums.wrong.confidence / sums.wrong.count,
  };
}
