/** A request for equipment as a payer reviews it. Half of it is what a form says, half what a model read in a text. */
export type Request = {
  payer: "medicare" | "medicaid" | "commercial" | "self_pay";
  kind: { output: "oxygen" | "wheelchair" | "bed" | "pump" | "walker"; confidence: number | null };
  urgency: { output: "discharge" | "routine" | "unknown"; confidence: number | null };
  patient: { age: number; state: string; hospice?: boolean; weightKg: number | null };
  order: { months: number; price: number; code?: string; previous: { code: string; year: number }[] };
  notes: { faceToFace: boolean; saturation?: number; mobility?: { walksMeters: number; transfers: boolean } };
};

export type Review = { decision: "approve" | "deny" | "pend"; reason: string; rental: boolean; days: number };

const limits: Record<string, number> = { medicare: 1_500, commercial: 2_500 };
const notCovered = new Set(["E1013", "E1077", "E1191", "E1250"]);

/** The review: rules as they are in the field, some thirty conditions of which a request meets about half. */
export function reviewCoverage({ payer, kind, urgency, patient, order, notes }: Request): Review {
  "use audit";
  let days = 14;
  let rental = order.months < 13;
  if (kind.confidence !== null && kind.confidence < 0.5) return { decision: "pend", reason: "unsure", rental, days };
  if (urgency.output === "discharge" && (urgency.confidence ?? 1) > 0.6) days = 1;
  if (payer === "self_pay") return { decision: "approve", reason: "private", rental: order.price > 900, days };
  if (patient.hospice) return { decision: payer === "medicare" ? "deny" : "pend", reason: "hospice", rental, days };
  if (!notes.faceToFace && payer !== "commercial") return { decision: "pend", reason: "no visit", rental, days };

  const code = order.code?.trim().toUpperCase();
  if (code !== undefined && notCovered.has(code)) return { decision: "deny", reason: `${code} is out`, rental, days };
  const before = order.previous.find((one) => one.code === code);
  if (before && before.year > 2021) return { decision: "deny", reason: "too soon", rental, days };

  let limit = limits[payer] ?? 1_200;
  if (payer === "medicaid" && patient.age < 21) limit = 4_000;
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
      if (patient.weightKg !== null && patient.weightKg > 130) limit *= 2;
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
  if (price > limit && patient.state !== "NY") return { decision: "pend", reason: `${price} > ${limit}`, rental, days };
  return { decision: "approve", reason: code ?? "no code", rental, days: days > 7 && patient.age > 90 ? 7 : days };
}
