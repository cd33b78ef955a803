import type { Json } from "@/lib/contract/json";

/** What an outcome says that the arm does not: of `{ arm: "ask", code: null }` the code. Undefined for nothing more. */
export function beyondArm(outcome: Json, arm: string | null): Json | undefined {
  if (outcome === null || outcome === arm) return undefined;
  if (typeof outcome !== "object" || Array.isArray(outcome) || outcome.arm !== arm) return outcome;
  const { arm: repeated, ...rest } = outcome;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
