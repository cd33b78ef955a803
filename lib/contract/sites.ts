import { z } from "zod";
import { sourceRange } from "./branch";

/**
 * What a site of an audited function is. The first group decides (its row makes a condition), the second is read
 * inside a decision, the third says how a function was entered and left, the fourth is for looking at and for links.
 */
export const decisionKinds = [
  "if",
  "ternary",
  "while",
  "do",
  "for",
  "for-of",
  "for-in",
  "switch",
  "and",
  "or",
  "nullish",
  "and-assign",
  "or-assign",
  "nullish-assign",
  "optional",
  "default",
] as const;
export const siteKinds = [
  ...decisionKinds,
  /** A value a decision read; a non-literal `case` test too. */
  "operand",
  /** A `case` (or `default`) label that was arrived at. */
  "case",
  /** A `catch` clause that was entered, a `finally` block that was. */
  "catch",
  "finally",
  "return",
  "throw",
  "break",
  "continue",
  "yield",
  /** The end of a body that was reached without a return. */
  "end",
  /** A parameter as the function was called with it. */
  "param",
  /** A variable's new value. */
  "let",
  /** A call that may enter another audited function. */
  "call",
  /** A clock or random read. */
  "ambient",
] as const;
export type SiteKind = (typeof siteKinds)[number];
export type DecisionKind = (typeof decisionKinds)[number];

const index = z.number().int().nonnegative();

/** One audited function. Every nested function that holds a site is an entry of its own. */
export const siteFunction = z.object({
  /** Its own name, else that of what it is assigned to or handed to; `""` where there is none. */
  name: z.string(),
  at: sourceRange,
  /** The lexically enclosing audited function. */
  parent: index.optional(),
  /** True for the function literal handed to `workflow()`. */
  isWorkflow: z.boolean().optional(),
  /** True where all it can return is one of a few string literals, or an object with one as `arm`: they name its arms. */
  returnsNames: z.boolean().optional(),
});
export type SiteFunction = z.infer<typeof siteFunction>;

/** One place of an audited function that is recorded when it runs. */
export const site = z.object({
  kind: z.enum(siteKinds),
  /** Function it stands in. */
  fn: index,
  /** Its expression (a decision: the test; a loop over values: the iterable; others: the statement's value or keyword). */
  at: sourceRange,
  /** Its text where the source at `at` is not it (positions mapped back from compiled code). */
  text: z.string().optional(),
  /** The decision that an operand, case or sub-decision (`a && b` inside an `if`'s test) belongs to. */
  of: index.optional(),
  /** The code that runs only on one outcome: `then`, `else` (`if`, `?:`), `body` (loops, case, catch), `right` (`&&` `||` `??`). */
  arms: z.record(z.string(), sourceRange).optional(),
  /** Variable or parameter that a `let` or `param` names; the callee of a `call`; the label of a `case`, as written. */
  name: z.string().optional(),
});
export type Site = z.infer<typeof site>;

/**
 * The audited functions of one source file as they were built: `PUT /api/v1/sites/{sha256}`. Its digest is the SHA-256
 * of its JSON text as it is sent.
 */
export const siteTable = z.object({
  v: z.literal(1),
  /** Path from the source root (the repository where that is known), with forward slashes. */
  file: z.string().min(1),
  language: z.enum(["ts", "tsx", "js", "jsx"]),
  /** The original source, as the author wrote it. */
  source: z.string(),
  functions: z.array(siteFunction),
  sites: z.array(site),
});
export type SiteTable = z.infer<typeof siteTable>;

/** Largest site table that is taken, in bytes of JSON. */
export const maxSiteTableBytes = 8 * 1024 * 1024;
