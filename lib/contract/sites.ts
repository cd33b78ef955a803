import { z } from "zod";
import { sourceRange } from "./branch";
import { type decisionKinds, siteKinds } from "./vocabulary";

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

/** What `PUT /api/v1/sites/{sha256}` answers; `size` in bytes of JSON text. */
export const storedSiteTable = z.object({ sha256: z.string(), file: z.string(), size: z.number() });

/** Largest site table that is taken, in bytes of JSON. */
export const maxSiteTableBytes = 8 * 1024 * 1024;
