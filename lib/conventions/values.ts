import { isShallow, type Json, type JsonObject } from "../contract/json";
import { maxDepth, sanitizeJson } from "../otlp/sanitize";
import type { Attributes } from "../otlp/types";

const longInteger = /[:,[]\s*-?\d{16}/;

/**
 * Reads text that may hold JSON, leniently: surrounding white space and a Markdown fence are ignored, whole numbers
 * too long for a double stay digits. The value is bounded in depth and storable. `undefined` when it is not JSON.
 */
export function parseJsonText(text: string): Json | undefined {
  const bare = text.trim();
  const trimmed = bare.startsWith("```") ? withoutFence(bare) : bare;
  if (!/^[[{"\d\-tfn]/.test(trimmed)) return undefined;
  // The reviver's third argument is newer than TypeScript's library.
  const keepDigits = (_key: string, value: Json, context?: { source?: string }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? (context?.source ?? value)
      : value;
  try {
    const value: Json = longInteger.test(trimmed) ? JSON.parse(trimmed, keepDigits) : JSON.parse(trimmed);
    // The text itself is storable already; only an escape in it can hide NUL or a lone surrogate.
    return trimmed.includes("\\u") || !isShallow(value, maxDepth) ? sanitizeJson(value) : value;
  } catch {
    return undefined;
  }
}

/** By hand: a pattern for this would take quadratic time on hostile text. */
function withoutFence(text: string): string {
  const lineEnd = text.indexOf("\n");
  const body = text.slice(lineEnd === -1 ? 3 : lineEnd + 1);
  return (body.endsWith("```") ? body.slice(0, -3) : body).trim();
}

/** A structured value: as it is, or parsed when it came as JSON text; `undefined` for anything else. */
export function structured(value: Json | undefined): Json[] | JsonObject | undefined {
  const parsed = typeof value === "string" && /^\s*(?:```|[[{])/.test(value) ? parseJsonText(value) : value;
  return parsed !== null && typeof parsed === "object" ? parsed : undefined;
}

/** Parsed JSON where the value is JSON text for an object or list, else the value itself. */
export function parsed(value: Json): Json {
  return structured(value) ?? value;
}

/** An entry of a table by a word from the wire, which may also be `constructor` or `__proto__`. */
export function lookUp<T>(table: { readonly [word: string]: T }, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
}

export function asList(value: Json | undefined): Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A text that says something: empty text counts as absent. */
export function asText(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A finite number, or the one a text writes; JSON's own `1e999` is none. */
export function asNumber(value: Json | undefined): number | undefined {
  const isText = typeof value === "string" && value.trim() !== "";
  if (typeof value !== "number" && !isText) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A count or place, rounded; `undefined` for what no database's integer holds exactly. */
export function whole(value: Json | undefined): number | undefined {
  // Adding 0 makes 0 of -0.
  const number = Math.round(asNumber(value) ?? Number.NaN) + 0;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A confidence: a number from 0 to 1. */
export function asShare(value: Json | undefined): number | undefined {
  const number = asNumber(value);
  return number !== undefined && number >= 0 && number <= 1 ? number : undefined;
}

/** The first of these attributes that holds text; JSON-quoted text (`"CHAT_MODEL"`) is unquoted. */
export function firstText(attributes: Attributes, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = attributes[key];
    if (typeof value !== "string" || value === "") continue;
    if (!value.startsWith('"')) return value;
    return asText(parseJsonText(value)) ?? value;
  }
  return undefined;
}

/** The first of these attributes that holds a number. */
export function firstNumber(attributes: Attributes, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const number = asNumber(attributes[key]);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The first of these attributes that is there and not empty. */
export function firstValue(attributes: Attributes, ...keys: string[]): Json | undefined {
  for (const key of keys) {
    const value = attributes[key];
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

/**
 * Rebuilds the value behind flattened attributes: `p.0.role`, `p.0.content` under prefix `p` give
 * `[{ role, content }]`. Numbered levels become lists in order; `undefined` when no key starts with the prefix.
 */
export function unflatten(attributes: Attributes, prefix: string): Json | undefined {
  const root: Node = new Map();
  for (const key of Object.keys(attributes)) {
    if (!key.startsWith(prefix) || key.length === prefix.length || key[prefix.length] !== ".") continue;
    place(
      root,
      key
        .slice(prefix.length + 1)
        .split(".")
        .slice(0, 16),
      attributes[key] ?? null,
    );
  }
  return root.size === 0 ? undefined : build(root);
}

type Node = Map<string, Node | { leaf: Json }>;

function place(node: Node, path: string[], leaf: Json): void {
  const [head = "", ...rest] = path;
  const existing = node.get(head);
  if (rest.length === 0) {
    if (!existing) node.set(head, { leaf });
    return;
  }
  const child = existing instanceof Map ? existing : new Map();
  node.set(head, child);
  place(child, rest, leaf);
}

function build(node: Node): Json {
  const entries = [...node].map(([key, child]) => [key, child instanceof Map ? build(child) : child.leaf] as const);
  if (!entries.every(([key]) => /^\d{1,6}$/.test(key))) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}
