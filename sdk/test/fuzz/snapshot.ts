import { types } from "node:util";

/**
 * Writes values as text that tells apart whatever a program could tell apart: -0, NaN, holes, getters, key order,
 * prototypes, a function's name and length, and identity (an object met again is named by its number).
 * Runs none of the program's code.
 */
export type Snapshot = (value: unknown) => string;

/**
 * A snapshot that numbers objects in the order it meets them.
 * @param names what some values are called
 */
export function snapshots(names: ReadonlyMap<unknown, string>, { maxDepth = 5 } = {}): Snapshot {
  const met = new Map<unknown, number>();

  function write(value: unknown, depth: number): string {
    const named = names.get(value);
    if (named !== undefined) return named;
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "bigint") return `${value}n`;
    if (Object.is(value, -0)) return "-0";
    if (typeof value !== "function" && (typeof value !== "object" || value === null)) return String(value);
    const seen = met.get(value);
    if (seen !== undefined) return `#${seen}`;
    const number = met.size;
    met.set(value, number);
    if (types.isProxy(value)) return `#${number}=proxy`;
    return `#${number}=${typeof value === "function" ? functionText(value) : ""}${depth > maxDepth ? "…" : members(value, depth)}`;
  }

  function functionText(value: object): string {
    const of = (key: string) => {
      const found = Object.getOwnPropertyDescriptor(value, key);
      return found ? String("value" in found ? write(found.value, maxDepth) : "accessor") : "none";
    };
    return `function ${of("name")}/${of("length")}`;
  }

  function members(value: object, depth: number): string {
    const parts: string[] = [];
    if (types.isNativeError(value)) parts.push(`message: ${write(printed(ownData(value, "message")), depth + 1)}`);
    if (types.isMap(value))
      for (const [key, item] of mapEntries.call(value))
        parts.push(`${write(key, depth + 1)} => ${write(item, depth + 1)}`);
    if (types.isSet(value)) for (const item of setValues.call(value)) parts.push(write(item, depth + 1));
    for (const key of Reflect.ownKeys(value)) {
      if (
        key === "stack" ||
        (typeof value === "function" && (key === "name" || key === "length" || key === "prototype"))
      )
        continue;
      if (types.isNativeError(value) && key === "message") continue;
      parts.push(`${String(key)}${propertyText(value, key, depth)}`);
    }
    return `${prototypeText(value)}{${parts.join(", ")}}`;
  }

  function propertyText(value: object, key: PropertyKey, depth: number): string {
    const found = Object.getOwnPropertyDescriptor(value, key);
    if (!found) return "?";
    const flags = `${found.enumerable ? "" : "~"}${found.configurable ? "" : "!"}`;
    if ("value" in found) return `${flags}: ${write(found.value, depth + 1)}`;
    return `${flags}: ${found.get ? "get" : ""}${found.set ? "set" : ""}`;
  }

  function prototypeText(value: object): string {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === null) return "null";
    if (types.isProxy(prototype)) return "proxy";
    const maker = ownData(prototype, "constructor");
    const name = typeof maker === "function" && !types.isProxy(maker) ? ownData(maker, "name") : undefined;
    return typeof name === "string" ? name : "?";
  }

  return (value) => write(value, 0);
}

const mapEntries = Map.prototype.entries as (this: Map<unknown, unknown>) => Iterable<[unknown, unknown]>;
const setValues = Set.prototype.values as (this: Set<unknown>) => Iterable<unknown>;

/**
 * Some errors print the text of a function, which instrumenting changes; and V8 says "(intermediate value)" once or
 * more of an arrow function by how its body is written.
 */
function printed(message: unknown): unknown {
  if (typeof message !== "string") return message;
  return message
    .replace(/(\bfunction\b(?= *\*? *[\w$]*\()|\bclass\b(?! extends value)|=>)[\s\S]*/i, "code")
    .replace(/(\(intermediate value\))+/g, "(intermediate value)");
}

function ownData(value: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
