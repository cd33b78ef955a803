import type { RevivedKind } from "../../lib/contract/replay-form";
import { maxJsonBytes } from "../../lib/contract/wire";
import { brandOf } from "./brands";
import type { SecretTexts } from "./capture/secret-texts";
import { isRedactedPath, isRedactedText } from "./redaction";
import { builtin } from "./runtime";
import { isSecretKey } from "./secret-keys";

/** Paths whose recorded JSON is not the whole value: cut, redacted, or not JSON to begin with. */
export type Lossy = string[];

export type EncodeOptions = {
  /** Path of the value itself, in front of every lossy path: `input`, `facts.order`. */
  at: string;
  lossy: Lossy;
  maxBytes?: number;
  /**
   * Collects, by path, the kind of values that JSON has no form for but whose text says all of them (dates, bigints,
   * maps): a replay makes them again. Without it they are lossy.
   */
  revive?: { [path: string]: RevivedKind };
  /** Told of what stands under the name of a secret. */
  secrets?: SecretTexts;
  /** Called with each object met and its path below the value (`""` for the value itself). */
  visit?: (object: object, path: string) => void;
};

type Found = { value?: unknown } | undefined;

const maxDepth = 24;
export const maxLossyPaths = 64;
const maxRevived = 64;

/**
 * Writes any value as JSON text without running the program's code: no getter, no `toJSON`, no proxy trap.
 * The text is always valid and at most `maxBytes` of UTF-8 (32 KiB); what is left out of it is named in `lossy`.
 * @returns undefined for `undefined`
 */
export function encode(value: unknown, options: EncodeOptions): string | undefined {
  const encoder = new Encoder(options);
  return encoder.write(value, "", 0);
}

class Encoder {
  private remaining: number;
  private readonly open = new Set<object>();
  private readonly options: EncodeOptions;

  constructor(options: EncodeOptions) {
    this.options = options;
    this.remaining = options.maxBytes ?? maxJsonBytes;
  }

  write(value: unknown, path: string, depth: number): string | undefined {
    switch (typeof value) {
      case "string":
        return this.text(value, path);
      case "number":
        if (Object.is(value, -0)) return this.revived("number", "-0", path);
        return Number.isFinite(value) ? this.plain(String(value), path) : this.revived("number", String(value), path);
      case "boolean":
        return this.plain(String(value), path);
      case "undefined":
        if (path !== "") this.isRevived("undefined", path);
        return undefined;
      case "object":
        if (value !== null) return this.object(value, path, depth);
        if (path === "") this.isRevived("null", path);
        return this.plain("null", path);
      case "bigint":
        return this.revived("bigint", String(value), path);
      default:
        return this.note(`[${typeof value}]`, path);
    }
  }

  private object(value: object, path: string, depth: number): string | undefined {
    if (builtin("node:util")?.types.isProxy(value)) return this.note("[proxy]", path);
    if (this.open.has(value)) return this.note("[circular]", path);
    if (depth >= maxDepth) return this.note("[too deep]", path);
    this.options.visit?.(value, path);
    const before = this.remaining;
    this.open.add(value);
    try {
      return this.known(value, path, depth);
    } catch {
      // Nothing of what was written is used.
      this.remaining = before;
      return this.note("[unreadable]", path);
    } finally {
      this.open.delete(value);
    }
  }

  private known(value: object, path: string, depth: number): string | undefined {
    if (Array.isArray(value)) return this.list(arrayItems(value), path, depth);
    switch (brandOf(value)) {
      case "date":
        return this.date(value as Date, path);
      case "bytes":
        return this.note("[bytes]", path);
      case "promise":
        return this.note("[promise]", path);
      case "map":
      case "set":
        return this.collection(value as Map<unknown, unknown> | Set<unknown>, path, depth);
      case "error":
        this.lose(path);
        return this.fields(value, ["name", "message"], path, depth);
      default:
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) this.lose(path);
    return this.fields(value, Object.keys(value), path, depth);
  }

  private collection(value: Map<unknown, unknown> | Set<unknown>, path: string, depth: number): string | undefined {
    const kind = collectionKind(value);
    if (!kind || !this.isRevived(kind, path)) this.lose(path);
    return this.list(collectionItems(value), path, depth);
  }

  private list(items: Iterable<Found>, path: string, depth: number): string | undefined {
    if (!this.take(2)) return this.drop(path);
    const parts: string[] = [];
    for (const found of items) {
      if (!this.take(8)) {
        this.lose(path);
        break;
      }
      this.remaining += 7;
      parts.push(this.item(found, join(path, String(parts.length)), depth));
    }
    return `[${parts.join(",")}]`;
  }

  /** An item of a list; `list` has left room for the `null` of one that has no text. */
  private item(found: Found, path: string, depth: number): string {
    const isGetter = found !== undefined && !("value" in found);
    const text = isGetter ? this.note("[getter]", path) : this.write(found?.value, path, depth + 1);
    if (text !== undefined) return text;
    this.take("null".length);
    return "null";
  }

  private fields(value: object, keys: string[], path: string, depth: number): string | undefined {
    if (!this.take(2)) return this.drop(path);
    const parts: string[] = [];
    for (const key of keys) {
      if (isRedactedText(key)) {
        this.lose(path);
        continue;
      }
      const name = JSON.stringify(key);
      const cost = byteLength(name) + 2;
      if (this.remaining < cost + 8) {
        this.lose(path);
        break;
      }
      this.remaining -= cost;
      const text = this.field(value, key, path, depth);
      if (text === undefined) this.remaining += cost;
      else parts.push(`${name}:${text}`);
    }
    return `{${parts.join(",")}}`;
  }

  private field(owner: object, key: string, path: string, depth: number): string | undefined {
    const fieldPath = join(path, key);
    const isSecret = isSecretKey(key);
    if (isSecret) this.options.secrets?.note(dataOf(owner, key)?.value);
    if (isSecret || isRedactedPath(join(this.options.at, fieldPath))) return this.note("[redacted]", fieldPath);
    const found = dataOf(owner, key);
    if (!found) return undefined;
    return "value" in found ? this.write(found.value, fieldPath, depth + 1) : this.note("[getter]", fieldPath);
  }

  /** A string, cut at the budget where it does not fit. */
  private text(value: string, path: string): string | undefined {
    if (isRedactedText(value)) return this.note("[redacted]", path);
    if (!this.take(2)) return this.drop(path);
    let end = 0;
    let bytes = 0;
    while (end < value.length) {
      const code = value.codePointAt(end) ?? 0;
      const cost = jsonCost(code);
      if (bytes + cost > this.remaining) break;
      bytes += cost;
      end += code > 0xffff ? 2 : 1;
    }
    this.remaining -= bytes;
    if (end < value.length) this.lose(path);
    return JSON.stringify(value.slice(0, end));
  }

  private plain(text: string, path: string): string | undefined {
    return this.take(text.length) ? text : this.drop(path);
  }

  /** A word in place of a value that JSON has no form for; the path says that it is not the value itself. */
  private note(text: string, path: string): string | undefined {
    this.lose(path);
    return this.take(text.length + 2) ? JSON.stringify(text) : undefined;
  }

  private date(value: Date, path: string): string | undefined {
    const text = dateText(value);
    const isPlain = Object.getPrototypeOf(value) === NativeDate.prototype && Object.keys(value).length === 0;
    return isPlain && text !== invalidDate ? this.revived("date", text, path) : this.note(text, path);
  }

  /** The text of a value that a replay makes again from it; lossy where nobody asked for that. */
  private revived(kind: RevivedKind, text: string, path: string): string | undefined {
    if (this.isRevived(kind, path)) return this.take(text.length + 2) ? JSON.stringify(text) : this.drop(path);
    return kind === "number" && text === "-0" ? this.plain("0", path) : this.note(text, path);
  }

  private isRevived(kind: RevivedKind, path: string): boolean {
    const { at, revive } = this.options;
    const full = join(at, path);
    if (!revive || full.length > 200 || Object.keys(revive).length >= maxRevived) return false;
    revive[full] = kind;
    return true;
  }

  private take(bytes: number): boolean {
    if (this.remaining < bytes) return false;
    this.remaining -= bytes;
    return true;
  }

  private drop(path: string): undefined {
    this.lose(path);
    return undefined;
  }

  private lose(path: string): void {
    const { at, lossy } = this.options;
    const full = join(at, path).slice(0, 200);
    if (lossy.length < maxLossyPaths && !lossy.includes(full)) lossy.push(full);
  }
}

function join(path: string, key: string): string {
  if (key === "") return path;
  return path === "" ? key : `${path}.${key}`;
}

function* arrayItems(list: unknown[]): Generator<Found> {
  for (let index = 0; index < list.length; index++) yield dataOf(list, String(index));
}

/** Entries of a Map, values of a Set, by the built-in iterators: the object's own may be overridden. */
function* collectionItems(value: Map<unknown, unknown> | Set<unknown>): Generator<Found> {
  const items: Iterable<unknown> =
    brandOf(value) === "map"
      ? Map.prototype.entries.call(value as Map<unknown, unknown>)
      : Set.prototype.values.call(value as Set<unknown>);
  for (const item of items) yield { value: item };
}

/** A Map or Set as the language makes them; undefined for one of a class of its own. */
function collectionKind(value: object): "map" | "set" | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Map.prototype) return "map";
  return prototype === Set.prototype ? "set" : undefined;
}

/** `{ value }` of a data property, `{}` of a getter (left alone), undefined where there is none. */
export function dataOf(owner: object, key: string): Found {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  if (!property) return undefined;
  return "value" in property ? { value: property.value } : {};
}

const invalidDate = "[invalid date]";

/** As it was when this was loaded: a program may put a `Date` of its own in its place. */
const NativeDate = Date;

function dateText(value: Date): string {
  const ms = NativeDate.prototype.getTime.call(value);
  return Number.isNaN(ms) ? invalidDate : new NativeDate(ms).toISOString();
}

/** Bytes of one code point inside a JSON string as `JSON.stringify` writes it, in UTF-8. */
function jsonCost(code: number): number {
  if (code === 0x22 || code === 0x5c) return 2;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  return utf8Cost(code);
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Cost(character.codePointAt(0) ?? 0);
  return bytes;
}

function utf8Cost(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code > 0xffff ? 4 : 3;
}
