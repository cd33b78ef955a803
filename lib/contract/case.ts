import { z } from "zod";
import { json } from "./json";
import { subject } from "./judgment";
import { labelVerdict } from "./label";
import { splits, tasks } from "./vocabulary";

/**
 * What the code saw in the same execution: the answers by point, the judgment's own among them, and the recorded
 * facts by name. An execution test hands it to the team's policy, with a corrected answer put in its place.
 */
export const caseRecord = z.object({
  input: json.optional(),
  judgments: z.record(z.string(), z.object({ output: json, confidence: z.number().nullable() })),
  facts: z.record(z.string(), json),
});
export type CaseRecord = z.infer<typeof caseRecord>;

/** A case as `…/cases` lists it and as one export line (design.md §7). */
export const caseItem = z.object({
  v: z.literal(1),
  id: z.string(),
  suite: z.string(),
  point: z.string(),
  workflow: z.string(),
  task: z.enum(tasks),
  input: json,
  choices: z.array(z.string()).nullable(),
  expected: json,
  expectedArm: z.string().nullable(),
  actual: json,
  actualArm: z.string().nullable(),
  /** What `expected` is, and so how a difference reads: one value, or an object of `fields`. Both must be equal. */
  match: z.enum(["exact", "fields"]),
  split: z.enum(splits),
  label: z.object({ verdict: labelVerdict, author: z.string(), at: z.iso.datetime(), note: z.string().nullable() }),
  source: z.object({
    judgmentId: z.string(),
    traceId: z.string(),
    version: z.string().nullable(),
    commit: z.string().nullable(),
    url: z.string(),
  }),
  record: caseRecord,
  subject: subject.nullable().optional(),
});
export type CaseItem = z.infer<typeof caseItem>;
