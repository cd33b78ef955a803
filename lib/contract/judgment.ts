import { z } from "zod";
import { condition } from "./branch";
import { json } from "./json";
import { currentLabel } from "./label";
import { deciders, statuses, tasks } from "./vocabulary";

const scores = z.record(z.string(), z.number());

export const branchReference = z.object({ spanId: z.string(), name: z.string(), arm: z.string().nullable() });
export type BranchReference = z.infer<typeof branchReference>;

export const subject = z.object({ type: z.string(), id: z.string() });
export type Subject = z.infer<typeof subject>;

/** A judgment as lists show it (design.md §7). `input` is a preview; `output` the value decided. */
export const judgmentItem = z.object({
  id: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  pointId: z.string(),
  workflow: z.string(),
  version: z.string().nullable(),
  subject: subject.nullable(),
  point: z.string(),
  task: z.enum(tasks),
  decider: z.enum(deciders),
  model: z.object({
    provider: z.string().nullable(),
    requested: z.string().nullable(),
    responded: z.string().nullable(),
  }),
  input: z.string(),
  output: json,
  choices: z.array(z.string()).nullable(),
  confidence: z.number().nullable(),
  scores: scores.nullable(),
  status: z.enum(statuses),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  usage: z.object({ inputTokens: z.number().nullable(), outputTokens: z.number().nullable() }),
  costUsd: z.number().nullable(),
  branches: z.array(branchReference),
  label: currentLabel.nullable(),
});
export type JudgmentItem = z.infer<typeof judgmentItem>;

export const message = z.object({ role: z.string(), content: json });
export type Message = z.infer<typeof message>;

/** The whole of what was asked and answered; `cut` names the fields the sender or the store shortened. */
export const judgmentPayload = z.object({
  input: json,
  messages: z.array(message).nullable(),
  rawOutput: json,
  rationale: z.string().nullable(),
  error: z.object({ name: z.string(), message: z.string() }).nullable(),
  cut: z.array(z.string()),
});
export type JudgmentPayload = z.infer<typeof judgmentPayload>;

export const judgmentDetail = judgmentItem.extend({
  payload: judgmentPayload,
  conditions: z.array(condition.extend({ branchSpanId: z.string() })),
});
export type JudgmentDetail = z.infer<typeof judgmentDetail>;

/** `{traceId}-{spanId}`, and `-{ordinal}` from ordinal 1 on (design.md §4). */
export function judgmentId(key: { traceId: string; spanId: string; ordinal: number }): string {
  return key.ordinal === 0 ? `${key.traceId}-${key.spanId}` : `${key.traceId}-${key.spanId}-${key.ordinal}`;
}

/** Reads a judgment id back into its key, or `undefined` when it is not one. */
export function parseJudgmentId(id: string): { traceId: string; spanId: string; ordinal: number } | undefined {
  const match = /^([0-9a-f]{32})-([0-9a-f]{16})(?:-([1-9][0-9]{0,4}))?$/.exec(id);
  if (!match?.[1] || !match[2]) return undefined;
  return { traceId: match[1], spanId: match[2], ordinal: match[3] ? Number(match[3]) : 0 };
}
