import { z } from "zod";
import { branchFacts, condition } from "./branch";
import { json } from "./json";
import { judgmentItem, subject } from "./judgment";
import { replayForm } from "./replay-form";
import { branchRows } from "./rows";
import { statuses, stepKinds } from "./vocabulary";

export const branchView = z.object({
  name: z.string(),
  file: z.string().nullable(),
  functionName: z.string().nullable(),
  line: z.number().nullable(),
  commit: z.string().nullable(),
  repository: z.string().nullable(),
  arm: z.string().nullable(),
  outcome: json.nullable(),
  facts: branchFacts.nullable(),
  conditions: z.array(condition),
  /** What an automatically captured branch recorded, and the digests of the site tables it is told against. */
  rows: branchRows.optional(),
  sites: z.array(z.string()).optional(),
});
export type BranchView = z.infer<typeof branchView>;

export const step = z.object({
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  workflowSpanId: z.string().nullable(),
  kind: z.enum(stepKinds),
  name: z.string(),
  status: z.enum(statuses),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  effect: z.boolean().optional(),
  judgments: z.array(judgmentItem).optional(),
  branch: branchView.optional(),
  input: json.optional(),
  output: json.optional(),
  error: z.object({ name: z.string(), message: z.string() }).optional(),
  /** Order and match key of the call within its workflow execution (docs/reference/wire.md). */
  seq: z.number().optional(),
  key: z.string().optional(),
  /** Paths of recorded values that are not whole; a replay stops at them. */
  lossy: z.array(z.string()).optional(),
  replay: replayForm.optional(),
  /** Confidence and scores as the judgment's sender gave them, before the point's shape is applied. */
  stated: z
    .object({ confidence: z.number().nullable(), scores: z.record(z.string(), z.number()).nullable() })
    .optional(),
});
export type StepView = z.infer<typeof step>;

export const traceItem = z.object({
  traceId: z.string(),
  workflow: z.string(),
  version: z.string().nullable(),
  subject: subject.nullable(),
  status: z.enum(statuses),
  complete: z.boolean(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
});
export type TraceItem = z.infer<typeof traceItem>;

/** `GET /api/v1/traces/{traceId}`: steps in the order they ran. */
export const traceDetail = traceItem.extend({ steps: z.array(step) });
export type TraceDetail = z.infer<typeof traceDetail>;

/** The query string of `GET /api/v1/traces`; `subject` is a subject's id, or `type:id`. */
export const traceQuery = z.object({
  workflow: z.string().optional(),
  subject: z.string().optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
