import { canonicalJson } from "./canonical-json";
import type { Json } from "./json";

/** The value decided as text of at most 200 characters: what the output filter and its index compare. */
export function outputText(output: Json): string {
  return (typeof output === "string" ? output : canonicalJson(output)).slice(0, 200);
}
