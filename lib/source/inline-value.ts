import { showValue } from "../branches/values";
import type { Json } from "../contract/json";

const deepest = 3;
const mostItems = 12;

/**
 * A recorded value on one line, written as code writes it: `{ output: "refund", confidence: 0.93 }`. What JSON has no
 * form for stands as words in angle brackets: `‹undefined›`.
 * @param limit longest text in characters; longer ends in `…`
 */
export function inlineValue(value: Json, limit = 120): string {
  const text = write(value, 0, limit);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function write(recorded: Json, depth: number, limit: number): string {
  const { value, note } = showValue(recorded);
  if (value === undefined) return `‹${note ?? "not recorded"}›`;
  if (typeof value === "string") return JSON.stringify(value.length > limit ? `${value.slice(0, limit)}…` : value);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth >= deepest) return "…";
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const parts = entries
    .slice(0, mostItems)
    .map(([name, item]) => (isList ? "" : `${nameOf(name)}: `) + write(item, depth + 1, limit));
  if (entries.length > mostItems) parts.push("…");
  if (isList) return `[${parts.join(", ")}]`;
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

const nameOf = (name: string) => (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name));
