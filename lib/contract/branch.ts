import { z } from "zod";
import { json } from "./json";
import { linkVias } from "./vocabulary";

/** `[startLine, startColumn, endLine, endColumn]` in the original source, 1-based lines, 0-based columns. */
export const sourceRange = z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]);

/**
 * Where an operand's value came from. `field` says which part of the judgment was read: `output`, `confidence`,
 * `scores` or a path into the output (`output.days`); absent when the sender did not know.
 */
export const judgmentLink = z.object({
  spanId: z.string(),
  via: z.enum(linkVias).default("value"),
  field: z.string().optional(),
});
export type JudgmentLink = z.infer<typeof judgmentLink>;

export const operand = z.object({
  text: z.string(),
  value: json.optional(),
  /** A person's words for a value that JSON has no form for or that was left out: `undefined`, `redacted`, `Map (3)`. */
  note: z.string().optional(),
  judgments: z.array(judgmentLink).optional(),
  /** True for a variable that the code gives a value more than once: what it was here says nothing of later. */
  varies: z.boolean().optional(),
});
export type Operand = z.infer<typeof operand>;

/** One evaluated test of a branch, as `casebook.branch.path` carries it (design.md §5, expanded form). */
export const condition = z.object({
  at: sourceRange.optional(),
  text: z.string(),
  kind: z.string().default("if"),
  value: json.optional(),
  note: z.string().optional(),
  arm: z.string().optional(),
  /** The nested call it was made in, a name of its own within the branch; absent in the branch's own function. */
  scope: z.string().optional(),
  operands: z.array(operand).default([]),
  /** Judgments it depends on that none of its operands names. */
  judgments: z.array(judgmentLink).optional(),
});
export type Condition = z.infer<typeof condition>;

export const branchPath = z.array(condition);

/**
 * Every fact a hand-made branch was given, read or not: `casebook.branch.facts`, name to value and links. Of an
 * automatic branch its parameters and variables; `from` is the text that a variable was computed from, `isPartial` true
 * where the code may have seen more of the value than is recorded.
 */
export const branchFacts = z.record(
  z.string(),
  z.object({
    value: json,
    judgments: z.array(judgmentLink).optional(),
    from: z.string().optional(),
    isPartial: z.boolean().optional(),
  }),
);
export type BranchFacts = z.infer<typeof branchFacts>;
