import { createRandom } from "example-kit";
import { conditionSentence } from "./condition-phrases.ts";
import { readTexts } from "./texts.ts";
import type { Complaint, ComplaintType, ItemCondition, Order } from "./types.ts";

type StreamRow = { id: string; text: string; facts: Order; truth: ComplaintType };

/** A complaint with the order it is about and the truth that the models are measured by. */
export type KnownComplaint = {
  complaint: Complaint;
  order: Order;
  truth: { type: ComplaintType; condition: ItemCondition };
};

/** The stream's complaints in time order; the same ones on every call. */
export function listComplaints(): KnownComplaint[] {
  return readTexts<StreamRow>("stream").map((row) => {
    const random = createRandom(row.id);
    const mentionsCondition = random.chance(row.truth === "refund" ? 0.75 : 0.08);
    const condition = mentionsCondition ? random.weighted({ unopened: 5, opened: 3, damaged: 2 }) : "unknown";
    const id = `C-${row.id.slice(1)}`;
    const text = condition === "unknown" ? row.text : `${row.text} ${conditionSentence(condition, "heard", random)}`;
    const complaint = condition === "unknown" ? { id, text } : { id, text, synthetic: "condition sentence" };
    return { complaint, order: row.facts, truth: { type: row.truth, condition } };
  });
}
