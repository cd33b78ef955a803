import { branch, type Judgment } from "casebook";
import type { ComplaintType, ItemCondition, Order } from "./types.ts";

/** Refunds are approved up to this many days after delivery. */
const refundDays = 30;
/** Below this confidence nobody acts on what the model says. */
const confidenceFloor = 0.6;

export type Arm =
  | "approve_refund"
  | "escalate_refund"
  | "escalate_low_confidence"
  | "flag_for_review"
  | "open_carrier_ticket"
  | "hand_to_human";

type Answer<T> = Pick<Judgment<T>, "output" | "confidence">;

/** What happens to a complaint, by what the model said of it and what the order says; no model, no effects. */
export function decide(seen: { type: Answer<ComplaintType>; condition: Answer<ItemCondition>; order: Order }): Arm {
  const { type, condition, order } = seen;
  const confidence = type.confidence;
  const days = order.days_since_delivery;
  const facts = { type, condition, days, order_value: order.order_value, tier: order.tier };
  return branch({ name: "triage_policy", facts }, (b): Arm => {
    const isUnsure = confidence !== null && confidence < confidenceFloor;
    if (b.when(`type.confidence !== null && type.confidence < ${confidenceFloor}`, isUnsure)) {
      return b.arm("escalate_low_confidence");
    }
    if (b.when('type === "refund"', type.output === "refund")) {
      const isRecent = b.when(`days <= ${refundDays}`, days <= refundDays);
      if (isRecent && b.when('condition === "unopened"', condition.output === "unopened")) {
        return b.arm("approve_refund");
      }
      return b.arm("escalate_refund");
    }
    if (b.when('type === "fraud"', type.output === "fraud")) return b.arm("flag_for_review");
    if (b.when('type === "shipping"', type.output === "shipping")) return b.arm("open_carrier_ticket");
    return b.arm("hand_to_human");
  });
}
