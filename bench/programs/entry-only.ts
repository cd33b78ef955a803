import type { Request } from "./coverage-review.ts";

/** Takes what the review takes and decides one thing: what it costs to enter an audited function. */
export function enterOnly({ payer, kind, urgency, patient, order, notes }: Request): unknown {
  "use audit";
  return payer === "self_pay" ? kind : [urgency, patient, order, notes].length;
}
