import { brandOf, byteLengthOf } from "../brands";
import { dataOf } from "../encode";
import { builtin } from "../runtime";
import { isSecretKey } from "../secret-keys";

const maxDepth = 4;
const maxItems = 30;
const maxText = 200;
const maxPreview = 2_048;

/** JSON text of a value that was looked at when it was recorded, since it may change. */
export class Preview {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Stands for a value that is not known. */
export const leftOut = new Preview('{"$":"l"}');

/** What is kept of a value: a primitive as it is, of anything else a bounded preview (see `RecordedValue`). */
export function keep(value: unknown): unknown {
  switch (typeof value) {
    case "object":
      if (value === leftOut) return value;
      return value === null ? null : new Preview(new Writer().object(value, 0));
    case "function":
      return new Preview(functionText(value));
    case "string":
      return value.length <= maxText ? value : new Preview(cutText(value));
    case "symbol":
      return new Preview(tagged("y", value.description));
    case "bigint":
      return new Preview(bigintText(value));
    default:
      return value;
  }
}

/** What is kept of a secret: only whether it was true and whether it was there. */
export function redacted(value: unknown): Preview {
  return new Preview(redactedText(value));
}

/** The JSON text of what `keep` gave. */
export function keptText(kept: unknown): string {
  if (kept instanceof Preview) return kept.text;
  switch (typeof kept) {
    case "string":
      return JSON.stringify(kept);
    case "number":
      return numberText(kept);
    case "undefined":
      return '{"$":"u"}';
    default:
      return String(kept);
  }
}

function redactedText(value: unknown): string {
  const truth = value ? ',"t":true' : "";
  return `{"$":"r"${truth}${value === null || value === undefined ? ',"z":true' : ""}}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value) && !Object.is(value, -0)) return String(value);
  return `{"$":"n","v":"${Object.is(value, -0) ? "-0" : value}"}`;
}

function bigintText(value: bigint): string {
  // Its decimal digits take quadratic time: a huge one is told by its size.
  const isHuge = value > 1n << 256n || value < -(1n << 256n);
  return isHuge ? '{"$":"b","v":"…"}' : `{"$":"b","v":"${value}"}`;
}

function cutText(value: string): string {
  return `{"$":"s","v":${JSON.stringify(value.slice(0, maxText))},"n":${value.length}}`;
}

function functionText(value: object): string {
  const name = isProxy(value) ? undefined : dataOf(value, "name")?.value;
  return tagged("f", typeof name === "string" ? name : "");
}

function tagged(tag: string, value: string | undefined): string {
  return `{"$":"${tag}","v":${JSON.stringify((value ?? "").slice(0, maxText))}}`;
}

function isProxy(value: object): boolean {
  return builtin("node:util")?.types.isProxy(value) ?? false;
}

class Writer {
  private left = maxPreview;
  private readonly open: object[] = [];

  object(value: object, depth: number): string {
    if (isProxy(value)) return '{"$":"p"}';
    if (this.open.includes(value)) return '{"$":"c"}';
    if (depth >= maxDepth || this.left <= 0) return '{"$":"l"}';
    this.open.push(value);
    try {
      return this.known(value, depth);
    } catch {
      return '{"$":"l"}';
    } finally {
      this.open.pop();
    }
  }

  private value(value: unknown, depth: number): string {
    const text = typeof value === "object" && value !== null ? this.object(value, depth) : keptText(keep(value));
    this.left -= text.length;
    return text;
  }

  private known(value: object, depth: number): string {
    if (Array.isArray(value)) return this.array(value, depth);
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null;
    if (!isPlain) {
      switch (brandOf(value)) {
        case "date":
          return dateText(value as Date);
        case "error":
          return errorText(value as Error);
        case "map":
          return this.collection(value as Map<unknown, unknown>, "Map", depth);
        case "set":
          return this.collection(value as Set<unknown>, "Set", depth);
        case "promise":
          return '{"$":"q"}';
        case "bytes":
          return bytesText(value as ArrayBuffer);
        default:
      }
    }
    return this.fields(value, isPlain ? undefined : classOf(prototype), depth);
  }

  private array(list: unknown[], depth: number): string {
    const parts: string[] = [];
    const { length } = list;
    for (let index = 0; index < length && index < maxItems && this.left > 0; index++)
      parts.push(this.property(list, String(index), depth));
    const text = `[${parts.join(",")}]`;
    return parts.length < length ? `{"$":"a","v":${text},"n":${length}}` : text;
  }

  private fields(value: object, className: string | undefined, depth: number): string {
    const keys = Object.keys(value);
    const parts: string[] = [];
    for (const key of keys) {
      if (parts.length >= maxItems || this.left <= 0) break;
      const shown = key.length <= maxText ? key : key.slice(0, maxText);
      this.left -= shown.length + 3;
      parts.push(
        `${JSON.stringify(shown)}:${isSecretKey(key) ? secretText(value, key) : this.property(value, key, depth)}`,
      );
    }
    const text = `{${parts.join(",")}}`;
    const isCut = parts.length < keys.length;
    if (className === undefined && !isCut && !keys.includes("$")) return text;
    return `{"$":"o","v":${text}${className === undefined ? "" : `,"c":${JSON.stringify(className)}`}${isCut ? `,"n":${keys.length}` : ""}}`;
  }

  private property(owner: object, key: string, depth: number): string {
    const found = dataOf(owner, key);
    if (!found) return '{"$":"u"}';
    return "value" in found ? this.value(found.value, depth + 1) : '{"$":"g"}';
  }

  private collection(value: Map<unknown, unknown> | Set<unknown>, name: "Map" | "Set", depth: number): string {
    const isMap = name === "Map";
    const items: Iterator<unknown> = isMap
      ? Map.prototype.entries.call(value as Map<unknown, unknown>)
      : Set.prototype.values.call(value as Set<unknown>);
    const parts: string[] = [];
    for (let next = items.next(); !next.done && parts.length < maxItems && this.left > 0; next = items.next())
      parts.push(this.value(next.value, depth + 1));
    const size = isMap ? mapSize.call(value) : setSize.call(value);
    return `{"$":"m","c":"${name}","v":[${parts.join(",")}],"n":${size}}`;
  }
}

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")?.get as (this: unknown) => number;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")?.get as (this: unknown) => number;

function secretText(owner: object, key: string): string {
  const found = dataOf(owner, key);
  return found && "value" in found ? redactedText(found.value) : '{"$":"r"}';
}

function dateText(value: Date): string {
  const ms = Date.prototype.getTime.call(value);
  return tagged("d", Number.isNaN(ms) ? "" : new Date(ms).toISOString());
}

function errorText(value: Error): string {
  const message = dataOf(value, "message")?.value;
  const name = classOf(Object.getPrototypeOf(value));
  const shown = typeof message === "string" ? message.slice(0, maxText) : "";
  return `{"$":"e","c":${JSON.stringify(name)},"v":${JSON.stringify(shown)}}`;
}

function bytesText(value: ArrayBuffer | ArrayBufferView): string {
  return `{"$":"x","c":${JSON.stringify(classOf(Object.getPrototypeOf(value)))},"n":${byteLengthOf(value)}}`;
}

/** A class's name by its prototype, without running code of its own. */
function classOf(prototype: unknown): string {
  if (typeof prototype !== "object" || prototype === null || isProxy(prototype)) return "Object";
  const found = dataOf(prototype, "constructor")?.value;
  if (typeof found !== "function" || isProxy(found)) return "Object";
  const name = dataOf(found, "name")?.value;
  return typeof name === "string" && name !== "" ? name.slice(0, 100) : "Object";
}
