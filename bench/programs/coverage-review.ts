/** A request for equipment as a payer reviews it. Half of it is what a form says, half what a model read in a text. */
export type Request = {
  payer: "medicare" | "medicaid" | "commercial" | "self_pay";
  kind: { output: "oxygen" | "wheelchair" | "bed" | "pump" | "walker"; confidence: number | null };
  urgency: { output: "discharge" | "routine" | "unknown"; confidence: number | null };
  patient: { age: number; state: string; hospice?: boolean; weightKg: number | null };
  order: { months: number; price: number; code?: string; previous?: { code: string; year: number } };
  notes: { faceToFace: boolean; saturation?: number; mobility?: { walksMeters: number; transfers: boolean } };
};

export type Review = { decision: "approve" | "deny" | "pend"; reason: string; rental: boolean; days: number };

/** The review: thirty conditions of the sort that rules in the field are made of, about half of them on each way. */
export function reviewCoverage({ payer, kind, urgency, patient, order, notes }: Request): Review {
  "use audit";
  let days = 14;
  let rental = order.months < 13;
  if (kind.confidence !== null && kind.confidence < 0.5) return { decision: "pend", reason: "unsure", rental, days };
  if (urgency.output === "discharge" && (urgency.confidence ?? 1) > 0.6) days = 1;
  if (payer === "self_pay") return { decision: "approve", reason: "private", rental: order.price > 900, days };
  if (patient.hospice) {
    return payer === "medicare"
      ? { decision: "deny", reason: "hospice pays", rental, days }
      : { decision: "pend", reason: "ask the hospice", rental, days };
  }
  if (!notes.faceToFace && payer !== "commercial") return { decision: "pend", reason: "no visit", rental, days };
  const isRepeat = order.previous !== undefined && order.previous.code === order.code;
  if (isRepeat && (order.previous?.year ?? 0) > 2021) return { decision: "deny", reason: "too soon", rental, days };

  let limit = 1_500;
  if (payer === "medicaid") limit = patient.age < 21 ? 4_000 : 1_200;
  else if (payer === "commercial") limit = 2_500;

  switch (kind.output) {
    case "oxygen":
      if (notes.saturation === undefined) return { decision: "pend", reason: "no saturation", rental, days };
      if (notes.saturation > 88) return { decision: "deny", reason: "saturation", rental, days };
      rental = true;
      break;
    case "wheelchair":
      if ((notes.mobility?.walksMeters ?? 0) > 50 || notes.mobility?.transfers === false) {
        return { decision: "pend", reason: "mobility", rental, days };
      }
      limit *= patient.weightKg !== null && patient.weightKg > 130 ? 2 : 1;
      break;
    case "bed":
      if (patient.age >= 80 || urgency.output === "discharge") rental = true;
      break;
    case "pump":
      rental = payer === "medicare" && order.months > 1;
      break;
    default:
      rental = false;
  }
  const price = rental ? order.price * Math.min(order.months, 13) : order.price * 10;
  if (price > limit && patient.state !== "NY") return { decision: "pend", reason: "over the limit", rental, days };
  return {
    decision: "approve",
    reason: order.code ?? "no code",
    rental,
    days: days > 7 && patient.age > 90 ? 7 : days,
  };
}
