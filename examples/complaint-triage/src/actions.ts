import { action } from "casebook";
import type { Arm } from "./policy.ts";
import type { Complaint, Order } from "./types.ts";

/** What each arm does. The example has no payment provider or carrier: each effect answers with a made-up receipt. */
const effects = {
  approve_refund: {
    name: "issue_refund",
    describe: (order: Order) => ({ amount: order.order_value, currency: "EUR" }),
  },
  escalate_refund: { name: "escalate", describe: () => ({ to: "refund desk" }) },
  escalate_low_confidence: { name: "escalate", describe: () => ({ to: "triage desk" }) },
  flag_for_review: { name: "flag_account", describe: () => ({ reason: "possible fraud" }) },
  open_carrier_ticket: { name: "open_ticket", describe: () => ({ with: "carrier" }) },
  hand_to_human: { name: "assign", describe: () => ({ to: "support" }) },
} satisfies Record<Arm, { name: string; describe: (order: Order) => object }>;

/** Carries out what the policy decided. */
export async function carryOut(
  arm: Arm,
  { complaint, order, beforeEffect }: { complaint: Complaint; order: Order; beforeEffect?: (() => void) | undefined },
) {
  const { name, describe } = effects[arm];
  const input = { complaint: complaint.id, ...describe(order) };
  return action(name, { effect: true, input }, async () => {
    beforeEffect?.();
    return { receipt: `${name}-${complaint.id}` };
  });
}
