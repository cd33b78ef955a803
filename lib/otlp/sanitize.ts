import { createHash } from "node:crypto";
import type { Json } from "../contract/json";

/** Longest text stored whole, in UTF-8 bytes (design.md §6). */
export const maxValueBytes = 1024 * 1024;
/** Deepest nesting kept of a structured value. */
export const maxDepth = 64;
/** Most attributes of one span, event, link, resource, scope or log record, most events and most links of one span. */
export const maxEntries = 4096;
const tooDeep = `[nested deeper than ${maxDepth} levels]`;
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Makes text storable in every database: NUL and lone surrogates become the visible escape `\u0000`, `\ud83d`, …
 * Text without them comes back as it is.
 */
export function sanitizeText(text: string): string {
  if (!text.includes("\0") && text.isWellFormed()) return text;
  return text.replace(unstorable, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Cuts text over 1 MiB at a character boundary and says, at its end, how long it was and its SHA-256.
 * Text within the limit comes back as it is.
 */
export function cutText(text: string): string {
  // A UTF-16 unit is at most three bytes of UTF-8, so short text needs no count.
  if (text.length * 3 <= maxValueBytes) return text;
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= maxValueBytes) return text;
  let end = maxValueBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const digest = createHash("sha256").update(bytes).digest("hex");
  return `${bytes.toString("utf8", 0, end)} [cut by Casebook: ${bytes.length} bytes, SHA-256 ${digest}]`;
}

/**
 * The one place where text from the wire is made storable. It remembers what it had to change, so that a span can
 * say so in `sanitized` and the sender gets a warning for what was cut.
 */
export class Sanitizer {
  readonly warnings: string[] = [];
  #where = "";
  #size = 0;
  #changed = false;

  /** Cleans one named value: `read` builds it with `text` and `nested`; `changed` is told when it was altered. */
  value(where: string, read: () => Json, changed: (where: string) => void): Json {
    this.#where = where;
    this.#size = 0;
    this.#changed = false;
    let result = read();
    // Many small texts in one structured value count together.
    if (this.#size > maxValueBytes && result !== null && typeof result === "object")
      result = this.#cut(JSON.stringify(result));
    if (this.#changed) changed(where);
    return result;
  }

  /** One text inside the current value. */
  text(text: string): string {
    const clean = sanitizeText(text);
    if (clean !== text) this.#changed = true;
    this.#size += clean.length;
    return this.#cut(clean);
  }

  /** Guards recursion into a structured value: beyond 64 levels only a note remains. */
  nested(depth: number, read: () => Json): Json {
    if (depth < maxDepth) return read();
    this.#changed = true;
    return tooDeep;
  }

  /** The first 4,096 of a list. */
  entries<Entry>(where: string, all: Entry[]): Entry[] {
    if (all.length <= maxEntries) return all;
    this.warnings.push(`${where} had ${all.length} entries, of which the first ${maxEntries} are stored`);
    return all.slice(0, maxEntries);
  }

  #cut(text: string): string {
    const cut = cutText(text);
    if (cut === text) return text;
    this.#changed = true;
    this.warnings.push(`${this.#where.slice(0, 200)} was longer than 1 MiB and is stored cut`);
    return cut;
  }
}

/** Sets a key that came from the wire; `__proto__` becomes an ordinary property. */
export function setKey(target: { [key: string]: Json }, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}

/** A copy of a JSON value whose texts and keys are storable; what is nested deeper than 64 levels becomes a note. */
export function sanitizeJson(value: Json, depth = 0): Json {
  if (typeof value === "string") return sanitizeText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= maxDepth) return tooDeep;
  if (Array.isArray(value)) return value.map((item) => sanitizeJson(item, depth + 1));
  const result: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) setKey(result, sanitizeText(key), sanitizeJson(item, depth + 1));
  return result;
}
