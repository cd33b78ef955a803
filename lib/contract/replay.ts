import { z } from "zod";
import { branchPath } from "./branch";
import { json } from "./json";
import { subject } from "./judgment";
import { effectChanges, replayVerdicts } from "./vocabulary";

/** An effect the replayed execution would have had, or no longer has. Nothing is carried out in a replay. */
export const replayedEffect = z.object({
  name: z.string().max(500),
  change: z.enum(effectChanges),
  /** What it acts on, where that was given. */
  input: json.optional(),
});
export type ReplayedEffect = z.infer<typeof replayedEffect>;

/** One branch of a replayed execution beside the recorded one it stands for. */
export const replayedBranch = z.object({
  name: z.string().max(500),
  /** The recorded branch; absent for one that only the replay ran. */
  spanId: z.string().max(16).optional(),
  recordedArm: z.string().max(500).nullable(),
  /** Null where the replay took no arm or did not come here any more. */
  arm: z.string().max(500).nullable(),
  /** False where only the record has it. */
  hasRun: z.boolean(),
});
export type ReplayedBranch = z.infer<typeof replayedBranch>;

/** What `POST /api/v1/replays` takes: the team's own code at a commit, run again with a label's expectation. */
export const replayRequest = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  /** The label whose expectation the judgment answered with. */
  labelId: z.string().min(1).max(100),
  commit: z.string().min(1).max(200),
  /** Conditions of the branch that reads the judgment, as the replay evaluated them. */
  path: branchPath.max(2_000),
  /** Arm of that branch, and what it returned. */
  arm: z.string().max(500).nullable(),
  outcome: json.nullable(),
  effects: z.array(replayedEffect).max(500),
  branches: z.array(replayedBranch).max(500).default([]),
  verdict: z.enum(replayVerdicts),
  /** Why it stopped or diverged, in a person's words. */
  reason: z.string().max(2_000).nullable().default(null),
  /** Span ids of later judgments whose input the correction changed: their recorded answers are only a guess. */
  stale: z.array(z.string().max(16)).max(500).default([]),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** A replay that was posted. */
export const replayItem = replayRequest.extend({
  id: z.string(),
  judgmentId: z.string(),
  expected: json,
  author: z.string(),
  at: z.iso.datetime(),
});
export type ReplayItem = z.infer<typeof replayItem>;

/** The query string of `GET /api/v1/replays`. */
export const replayQuery = z.object({
  judgmentId: z.string().max(100).optional(),
  labelId: z.string().max(100).optional(),
  commit: z.string().max(200).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A judgment whose standing label names another answer: what `casebook replay --corrections` runs. */
export const correctionItem = z.object({
  labelId: z.string(),
  judgmentId: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  ordinal: z.number(),
  point: z.string(),
  workflow: z.string(),
  version: z.string().nullable(),
  subject: subject.nullable(),
  /** The answer as the point reads it, and the one expected instead. */
  output: json,
  expected: json,
  /** Where in the recorded output that answer stands; null where it is the whole of it. */
  answerPath: z.string().nullable(),
  author: z.string(),
  at: z.iso.datetime(),
});
export type CorrectionItem = z.infer<typeof correctionItem>;

/** The query string of `GET /api/v1/corrections`. */
export const correctionQuery = z.object({
  workflow: z.string().max(500).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
