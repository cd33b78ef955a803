import type { Json, JsonObject } from "./contract/json";

type Bounds = { maxText: number; maxItems: number; maxDepth: number };

/**
 * A value small enough to send to a screen: long texts, long lists and deep nesting are cut, each with a visible
 * ellipsis that says how much is missing.
 * @param bounds `maxText` characters per text (default 2,000), `maxItems` per list or object (50), `maxDepth` (8)
 */
export function boundJson(value: Json, bounds: Partial<Bounds> = {}): Json {
  return bound(value, { maxText: 2000, maxItems: 50, maxDepth: 8, ...bounds }, 0);
}

function bound(value: Json, bounds: Bounds, depth: number): Json {
  if (typeof value === "string") return boundText(value, bounds.maxText);
  if (value === null || typeof value !== "object") return value;
  if (depth >= bounds.maxDepth) return "… nested deeper than shown here";
  if (Array.isArray(value)) {
    const items = value.slice(0, bounds.maxItems).map((item) => bound(item, bounds, depth + 1));
    return value.length > bounds.maxItems ? [...items, `… ${value.length - bounds.maxItems} more`] : items;
  }
  return boundObject(value, bounds, depth);
}

function boundText(text: string, maxText: number): string {
  if (text.length <= maxText) return text;
  const missing = (text.length - maxText).toLocaleString("en-US");
  return `${text.slice(0, maxText).replace(/[\ud800-\udbff]$/, "")}… ${missing} more characters`;
}

function boundObject(value: JsonObject, bounds: Bounds, depth: number): JsonObject {
  const entries = Object.entries(value);
  const shown: [string, Json][] = entries
    .slice(0, bounds.maxItems)
    .map(([key, item]) => [boundText(key, 200), bound(item, bounds, depth + 1)]);
  if (entries.length > bounds.maxItems) shown.push(["…", `${entries.length - bounds.maxItems} more`]);
  return Object.fromEntries(shown);
}
