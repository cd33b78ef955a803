import { createHash } from "node:crypto";
import { canonicalJson } from "../../../lib/contract/canonical-json";
import type { Json } from "../../../lib/contract/json";

/** SHA-256 of a JSON value as hex; equal for equal values, whatever the order of their keys. */
export function digestJson(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
