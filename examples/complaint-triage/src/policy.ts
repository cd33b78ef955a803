import type { Judgment } from "casebook";
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
type Seen = { type: Answer<ComplaintType>; condition: Answer<ItemCondition>; order: Order };

/** What happens to a complaint, by what the model said of it and what the order says; no model, no effects. */
export function routeComplaint({ type, condition, order }: Seen): Arm {
  "use audit";
  if (type.confidence !== null && type.confidence < confidenceFloor) return "escalate_low_confidence";

  const days = order.days_since_delivery;
  if (type.output === "refund") {
    if (days <= refundDays && condition.output === "unopened") return "approve_refund";
    return "escalate_refund";
  }
  if (type.output === "fraud") return "flag_for_review";
  if (type.output === "shipping") return "open_carrier_ticket";
  return "hand_to_human";
}
