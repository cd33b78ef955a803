import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Arm, routeComplaint } from "./policy.ts";
import type { ComplaintType, ItemCondition } from "./types.ts";

function armFor(seen: { type: ComplaintType; confidence?: number | null; condition?: ItemCondition; days?: number }) {
  return routeComplaint({
    type: { output: seen.type, confidence: seen.confidence ?? null },
    condition: { output: seen.condition ?? "unknown", confidence: null },
    order: { order_value: 40, days_since_delivery: seen.days ?? 10, tier: "basic" },
  });
}

describe("the policy", () => {
  it.each<[string, Parameters<typeof armFor>[0], Arm]>([
    [
      "approves an unopened refund on the last day",
      { type: "refund", condition: "unopened", days: 30 },
      "approve_refund",
    ],
    ["escalates it a day later", { type: "refund", condition: "unopened", days: 31 }, "escalate_refund"],
    ["escalates an opened refund", { type: "refund", condition: "opened", days: 3 }, "escalate_refund"],
    ["escalates a refund of unknown condition", { type: "refund", days: 3 }, "escalate_refund"],
    ["escalates what the model is unsure of", { type: "fraud", confidence: 0.59 }, "escalate_low_confidence"],
    ["acts on the floor itself", { type: "fraud", confidence: 0.6 }, "flag_for_review"],
    ["acts on an answer without confidence", { type: "shipping", confidence: null }, "open_carrier_ticket"],
    ["hands the rest to a human", { type: "other", confidence: 0.9 }, "hand_to_human"],
  ])("%s", (_name, seen, arm) => {
    expect(armFor(seen)).toBe(arm);
  });

  it("says its number of days once, so that changing it changes the rule and its text together", () => {
    const source = readFileSync(path.join(import.meta.dirname, "policy.ts"), "utf8");
    expect(source.match(/\b30\b/g)).toHaveLength(1);
  });
});
