import { createHash } from "node:crypto";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";

/**
 * SHA-256 of an input without what a person would not call a difference: letter composition, case, white space
 * and the order of keys. Inputs of equal digest with different expectations are a conflict.
 */
export function inputDigest(input: Json): string {
  return createHash("sha256")
    .update(canonicalJson(normalize(input)))
    .digest("hex");
}

function normalize(value: Json): Json {
  if (typeof value === "string") return value.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
  if (Array.isArray(value)) return value.map(normalize);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalize(member)]));
}
