import { isNullish, isTruthy } from "../branches/values";
import type { Condition } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import { recordedOf } from "./execution-values";

const byTruth = new Set(["if", "ternary", "while", "do", "for", "and", "or", "and-assign", "or-assign"]);
const byNullish = new Set(["optional", "nullish", "nullish-assign"]);

/**
 * Whether a condition came out with a value.
 * @param isByWay only asks for the way the value led: true or false, there or not
 */
export function isSameOutcome(
  condition: Pick<Condition, "kind" | "value" | "note">,
  value: Json | undefined,
  { isByWay }: { isByWay: boolean },
): boolean {
  const recorded = recordedOf(condition);
  if (recorded === undefined) return value === undefined;
  const other = value === undefined ? { $: "u" } : value;
  if (canonicalJson(recorded) === canonicalJson(other)) return true;
  if (!isByWay) return false;
  // Of what was redacted only its truth stands there.
  if (byNullish.has(condition.kind) && condition.note === "redacted") return false;
  if (byTruth.has(condition.kind)) return isSameWay(isTruthy(recorded), isTruthy(other));
  return byNullish.has(condition.kind) && isSameWay(isNullish(recorded), isNullish(other));
}

const isSameWay = (a: boolean | undefined, b: boolean | undefined) => a !== undefined && a === b;

/** The name that a branch returned: by itself, or as the `arm` of an object. */
export function returnedArm(outcome: Json | null | undefined): string | undefined {
  if (typeof outcome === "string") return outcome;
  const isObject = typeof outcome === "object" && outcome !== null && !Array.isArray(outcome);
  const arm = isObject && Object.hasOwn(outcome, "arm") ? outcome.arm : undefined;
  return typeof arm === "string" ? arm : undefined;
}
