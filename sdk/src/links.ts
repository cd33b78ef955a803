import type { LinkVia } from "../../lib/contract/vocabulary";
import { dataOf } from "./encode";
import type { Judgment } from "./judgment";

/** Which judgment a value came from, and which part of it: `output`, `output.days`, `confidence`, `scores`. */
export type Link = { spanId: string; via: LinkVia; field: string };

const parts = new WeakMap<object, { spanId: string; field: string }>();

/** Remembers that an object is (part of) what a judgment answered, so that a branch that is given it links to it. */
export function rememberPart(object: object, part: { spanId: string; field: string }): void {
  parts.set(object, part);
}

/** The judgment an object is a part of, and which part. */
export function judgmentPart(object: object): { spanId: string; field: string } | undefined {
  return parts.get(object);
}

/** The judgment an object is a part of, as a link. */
export function linkOf(object: object): Link | undefined {
  const part = parts.get(object);
  // A judgment as a whole stands for its output where a person reads it.
  return part && part.field !== "" ? { spanId: part.spanId, via: "value", field: part.field } : undefined;
}

/**
 * Reads a value as a judgment: what `judge` gave, a copy of it, or `{ output, confidence }` from a record (which
 * then has no span to link to). Runs no getter.
 */
export function asJudgment(
  value: unknown,
): (Pick<Judgment<unknown>, "output" | "confidence"> & { spanId?: string }) | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const output = dataOf(value, "output");
  const confidence = dataOf(value, "confidence")?.value;
  if (!output || !("value" in output)) return undefined;
  if (confidence !== null && typeof confidence !== "number") return undefined;
  const spanId = dataOf(value, "spanId")?.value;
  const isLinked = typeof spanId === "string" && /^(?!0{16})[0-9a-f]{16}$/.test(spanId);
  return { output: output.value, confidence, ...(isLinked && { spanId }) };
}
