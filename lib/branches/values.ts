import type { Json, JsonObject } from "../contract/json";
import type { ShownValue } from "./types";

const longestNote = 200;

/** A recorded value as a person reads it. Values inside it that JSON has no form for keep their tags. */
export function showValue(recorded: Json): ShownValue {
  const tag = tagOf(recorded);
  return tag ? { note: noteOf(tag) } : { value: recorded };
}

/** Whether a recorded value counted as true in a test; undefined where the record does not tell. */
export function isTruthy(recorded: Json): boolean | undefined {
  const tag = tagOf(recorded);
  if (!tag) return Boolean(recorded);
  if (tag.$ === "u") return false;
  if (tag.$ === "n") return String(tag.v).endsWith("Infinity");
  if (tag.$ === "b") return !/^-?0*n?$/.test(String(tag.v));
  if (tag.$ === "r") return tag.t === true;
  return tag.$ === "g" ? undefined : true;
}

/** Whether a recorded value was null or undefined; undefined where the record does not tell. */
export function isNullish(recorded: Json): boolean | undefined {
  const tag = tagOf(recorded);
  if (!tag) return recorded === null;
  if (tag.$ === "r") return tag.z === true;
  return tag.$ === "g" ? undefined : tag.$ === "u";
}

/**
 * A value with instances of classes as plain objects of their own fields: what a path into it may read. Other tags stay
 * as they are, and nothing is computed from them.
 */
export function fieldsOf(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  const tag = tagOf(value);
  if (tag) return tag.$ === "o" && isPlain(tag.v) ? mapFields(tag.v) : value;
  return Array.isArray(value) ? value.map(fieldsOf) : mapFields(value);
}

/** Whether all of a value was recorded, and nothing of it is behind a class. */
export function isWhole(value: Json): boolean {
  if (typeof value !== "object" || value === null) return true;
  const tag = tagOf(value);
  if (tag) return tag.$ === "u";
  return Object.values(value).every(isWhole);
}

const isPlain = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, fieldsOf(value)]));

type Tag = JsonObject & { $: string };

/** The value as a tag (`{ "$": "u" }`, lib/contract/rows.ts), if it is one. */
export function tagOf(value: Json | undefined): Tag | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, "$") && typeof value.$ === "string" ? (value as Tag) : undefined;
}

const notes: Record<string, (tag: Tag) => string> = {
  u: () => "undefined",
  n: ({ v }) => text(v),
  b: ({ v }) => `${text(v).replace(/n$/, "")}n`,
  y: ({ v }) => `Symbol(${text(v)})`,
  s: ({ v, n }) => `${JSON.stringify(text(v)).slice(0, -1)}…" (${counted(n, "character")})`,
  a: ({ n }) => `list (${counted(n, "item")})`,
  o: ({ c, n, v }) => `${text(c) || "object"} (${counted(n ?? Object.keys(v ?? {}).length, "key")})`,
  d: ({ v }) => text(v) || "date",
  e: ({ c, v }) => [text(c) || "Error", text(v)].filter(Boolean).join(": "),
  m: ({ c, n }) => `${text(c) || "Map"} (${counted(n, "entry")})`,
  x: ({ c, n }) => `${text(c) || "bytes"} (${counted(n, "byte")})`,
  f: ({ v }) => `function ${text(v)}`.trim(),
  q: () => "promise",
  p: () => "proxy",
  g: () => "getter, not read",
  r: () => "redacted",
  c: () => "contains itself",
  l: () => "left out for its depth",
};

function noteOf(tag: Tag): string {
  const note = Object.hasOwn(notes, tag.$) ? notes[tag.$]?.(tag) : undefined;
  return (note ?? "not recorded").slice(0, longestNote);
}

const text = (value: Json | undefined) =>
  value === undefined || value === null
    ? ""
    : typeof value === "string"
      ? value.slice(0, longestNote)
      : JSON.stringify(value).slice(0, longestNote);

const plurals: Record<string, string> = { entry: "entries" };

function counted(count: Json | undefined, noun: string): string {
  const number = typeof count === "number" ? count : Number.NaN;
  if (Number.isNaN(number)) return `many ${plurals[noun] ?? `${noun}s`}`;
  return `${number} ${number === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;
}
