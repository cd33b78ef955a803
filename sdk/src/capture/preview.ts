import { brandOf, byteLengthOf, isProxy } from "../brands";
import { dataOf } from "../encode";
import { judgmentPart } from "../links";
import { isRedactedPath, isRedactedText } from "../redaction";
import { isSecretKey } from "../secret-keys";
import type { SecretTexts } from "./secret-texts";

const maxDepth = 4;
const maxItems = 30;
const maxText = 200;
const maxPreview = 2_048;

/** What a policy reads of a judgment; its scores are in its own span, and the row's links say which that is. */
const judgmentKeys = ["output", "confidence"];

/** JSON text of a value that was looked at when it was recorded, since it may change. */
export class Preview {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Stands for a value that is not known. */
export const leftOut = new Preview('{"$":"l"}');

/**
 * What is kept of a value: a primitive as it is, of anything else a bounded preview (see `recordedValue`).
 * @param name what the value is called, where values are redacted by their paths
 * @param secrets texts that are never shown; those that stand under the name of a secret are added
 */
export function keep(value: unknown, name?: string, secrets?: SecretTexts): unknown {
  if (name !== undefined && isRedactedPath(name)) return redacted(value);
  switch (typeof value) {
    case "object":
      if (value === null || value === leftOut) return value;
      return new Preview(new Writer(secrets).object(value, 0, name));
    case "function":
      return new Preview(functionText(value));
    case "string":
      if (isRedactedText(value) || secrets?.isIn(value)) return redacted(value);
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
  switch (typeof kept) {
    case "boolean":
      return kept ? "true" : "false";
    case "number":
      return numberText(kept);
    case "string":
      return JSON.stringify(kept);
    case "undefined":
      return '{"$":"u"}';
    default:
      return kept instanceof Preview ? kept.text : String(kept);
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

class Writer {
  private left = maxPreview;
  private readonly open: object[] = [];
  private readonly secrets: SecretTexts | undefined;

  constructor(secrets: SecretTexts | undefined) {
    this.secrets = secrets;
  }

  object(value: object, depth: number, path: string | undefined): string {
    if (isProxy(value)) return '{"$":"p"}';
    if (depth > 0 && this.open.includes(value)) return '{"$":"c"}';
    if (depth >= maxDepth || this.left <= 0) return '{"$":"l"}';
    this.open.push(value);
    const text = this.known(value, depth, path);
    this.open.pop();
    return text;
  }

  private value(value: unknown, depth: number, path: string | undefined): string {
    if (path !== undefined && isRedactedPath(path)) return redactedText(value);
    const isObject = typeof value === "object" && value !== null;
    if (isObject) {
      this.left -= 2;
      return this.object(value, depth, path);
    }
    const text = keptText(keep(value, undefined, this.secrets));
    this.left -= text.length;
    return text;
  }

  private known(value: object, depth: number, path: string | undefined): string {
    if (Array.isArray(value)) return this.array(value, depth, path);
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null;
    if (!isPlain) {
      switch (brandOf(value)) {
        case "date":
          return dateText(value as Date);
        case "error":
          return this.error(value as Error);
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
    return this.fields(value, isPlain ? undefined : classOf(prototype), depth, path);
  }

  private array(list: unknown[], depth: number, path: string | undefined): string {
    let text = "[";
    let index = 0;
    for (; index < list.length && index < maxItems && this.left > 0; index++)
      text += (index === 0 ? "" : ",") + this.property(list, String(index), depth, path);
    return index < list.length ? `{"$":"a","v":${text}],"n":${list.length}}` : `${text}]`;
  }

  private fields(value: object, className: string | undefined, depth: number, path: string | undefined): string {
    const keys = keysOf(value);
    let text = "{";
    let count = 0;
    let hasTag = false;
    for (const key of keys) {
      if (count >= maxItems || this.left <= 0) break;
      // It counts among the keys that are left out.
      if (isRedactedText(key)) continue;
      const shown = keyText(key);
      this.left -= shown.length + 1;
      const property = isSecretKey(key) ? this.secret(value, key) : this.property(value, key, depth, path);
      text += `${count === 0 ? "" : ","}${shown}:${property}`;
      if (key === "$") hasTag = true;
      count++;
    }
    const size = huge.get(value) ?? keys.length;
    const isCut = count < size;
    if (className === undefined && !isCut && !hasTag) return `${text}}`;
    const name = className === undefined ? "" : `,"c":${JSON.stringify(className)}`;
    return `{"$":"o","v":${text}}${name}${isCut ? `,"n":${size}` : ""}}`;
  }

  private property(owner: object, key: string, depth: number, path: string | undefined): string {
    const found = Object.getOwnPropertyDescriptor(owner, key);
    if (!found) return '{"$":"u"}';
    if (!("value" in found)) return '{"$":"g"}';
    return this.value(found.value, depth + 1, path === undefined ? undefined : `${path}.${key}`);
  }

  private secret(owner: object, key: string): string {
    const found = dataOf(owner, key);
    if (!found || !("value" in found)) return '{"$":"r"}';
    this.secrets?.note(found.value);
    return redactedText(found.value);
  }

  private error(value: Error): string {
    const found = dataOf(value, "message")?.value;
    const message = typeof found === "string" ? found : "";
    const isHidden = isRedactedText(message) || this.secrets?.isIn(message);
    const name = JSON.stringify(classOf(Object.getPrototypeOf(value)));
    return `{"$":"e","c":${name},"v":${JSON.stringify(isHidden ? "…" : message.slice(0, maxText))}}`;
  }

  private collection(value: Map<unknown, unknown> | Set<unknown>, name: "Map" | "Set", depth: number): string {
    const isMap = name === "Map";
    const items: Iterator<unknown> = isMap
      ? Map.prototype.entries.call(value as Map<unknown, unknown>)
      : Set.prototype.values.call(value as Set<unknown>);
    const parts: string[] = [];
    for (let next = items.next(); !next.done && parts.length < maxItems && this.left > 0; next = items.next())
      parts.push(this.value(next.value, depth + 1, undefined));
    const size = isMap ? mapSize.call(value) : setSize.call(value);
    return `{"$":"m","c":"${name}","v":[${parts.join(",")}],"n":${size}}`;
  }
}

const manyKeys = 1_000;
const huge = new WeakMap<object, number>();

/** An object's keys; one that was found to have very many is not listed again, that takes too long. */
function keysOf(value: object): string[] {
  if (judgmentPart(value)?.field === "") return judgmentKeys;
  if (huge.has(value)) return [];
  const keys = Object.keys(value);
  if (keys.length > manyKeys) huge.set(value, keys.length);
  return keys;
}

const keyTexts = new Map<string, string>();
const maxKeyTexts = 2_000;

/** A key as JSON; the same few come again and again. */
function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key.length <= maxText ? key : key.slice(0, maxText));
  if (keyTexts.size < maxKeyTexts && key.length <= maxText) keyTexts.set(key, text);
  return text;
}

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")?.get as (this: unknown) => number;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")?.get as (this: unknown) => number;

/** As it was when this was loaded: a program may put a `Date` of its own in its place. */
const NativeDate = Date;

function dateText(value: Date): string {
  const ms = NativeDate.prototype.getTime.call(value);
  return tagged("d", Number.isNaN(ms) ? "" : new NativeDate(ms).toISOString());
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
