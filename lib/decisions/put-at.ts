import type { Json } from "../contract/json";

/**
 * A copy of an answer with another value where a point reads it.
 * @param path dotted, such as `category`; null where the answer is the whole
 */
export function putAt(whole: Json, path: string | null, value: Json): Json {
  if (path === null || path === "") return value;
  const [key = "", ...rest] = path.split(".");
  const inside = rest.length === 0 ? null : rest.join(".");
  const own = typeof whole === "object" && whole !== null && !Array.isArray(whole) ? whole : {};
  return { ...own, [key]: putAt(own[key] ?? null, inside, value) };
}
