import { z } from "zod";
import { json } from "./json";
import { labelStates, labelVerdicts } from "./vocabulary";

export const labelVerdict = z.enum(labelVerdicts);

/** What `POST /api/v1/judgments/{id}/labels` takes. `labelId` makes a repeat of the same request harmless. */
export const labelRequest = z.object({
  verdict: labelVerdict,
  expected: json.optional(),
  expectedArm: z.string().max(500).optional(),
  note: z.string().max(10_000).optional(),
  tags: z.array(z.string().max(100)).max(50).optional(),
  labelId: z.ulid().optional(),
});
export type LabelRequest = z.infer<typeof labelRequest>;

/** One event of a judgment's label history. */
export const labelEvent = z.object({
  id: z.string(),
  judgmentId: z.string(),
  verdict: labelVerdict,
  expected: json.nullable(),
  expectedArm: z.string().nullable(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  author: z.string(),
  at: z.iso.datetime(),
});
export type LabelEvent = z.infer<typeof labelEvent>;

/** The current label of a judgment (design.md §2); `disputed` where people disagree. */
export const currentLabel = z.object({
  verdict: z.enum(labelStates).exclude(["none"]),
  expected: json.nullable(),
  author: z.string(),
  at: z.iso.datetime(),
});
export type CurrentLabel = z.infer<typeof currentLabel>;
