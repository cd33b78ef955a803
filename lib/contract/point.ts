import { z } from "zod";
import { tasks } from "./vocabulary";

/** What a person may set on a point; a field left out (or null) falls back to what was learned. */
export const pointSettings = z.object({
  task: z.enum(tasks).nullable().optional(),
  choices: z.array(z.string().min(1).max(500)).min(1).max(1000).nullable().optional(),
  /** Dotted path of the answer inside a structured output, such as `category`. */
  answerPath: z.string().max(200).nullable().optional(),
  confidencePath: z.string().max(200).nullable().optional(),
});
export type PointSettings = z.infer<typeof pointSettings>;

/** What recognition learned from the judgments of a point (design.md §4). */
export const pointShape = z.object({
  task: z.enum(tasks),
  choices: z.array(z.string()).nullable(),
  answerPath: z.string().nullable(),
  confidencePath: z.string().nullable(),
});
export type PointShape = z.infer<typeof pointShape>;

export const pointItem = pointShape.extend({
  id: z.string(),
  workflow: z.string(),
  name: z.string(),
  learned: pointShape,
  settings: pointSettings,
  judgments: z.number(),
  labels: z.object({
    none: z.number(),
    correct: z.number(),
    incorrect: z.number(),
    unsure: z.number(),
    disputed: z.number(),
  }),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type PointItem = z.infer<typeof pointItem>;

/** What a point's judgments look like together. */
export const pointFigures = z.object({
  /** Answers by how often they were given, most frequent first; text as the `output` filter takes it. */
  outputs: z.array(z.object({ output: z.string().nullable(), count: z.number() })),
  /** Judgments per UTC day that has any, oldest first; `day` is `2026-05-12`. */
  days: z.array(z.object({ day: z.iso.date(), count: z.number() })),
  /** Judgments that state a confidence, and those of them below 0.7. */
  confident: z.number(),
  unsure: z.number(),
});
export type PointFigures = z.infer<typeof pointFigures>;

/** `GET /api/v1/points/{id}`. */
export const pointDetail = pointItem.extend({ figures: pointFigures });
