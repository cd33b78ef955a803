import { z } from "zod";

/** Values JSON has no form for that a record still holds whole: their text stands in the JSON, their kind here. */
export const revivedKinds = ["undefined", "null", "date", "bigint", "number", "map", "set"] as const;
export type RevivedKind = (typeof revivedKinds)[number];

/**
 * `casebook.replay`: what a replay needs beside the recorded JSON to give a call's result, or a workflow's arguments,
 * back as they were.
 */
export const replayForm = z.object({
  /** How many arguments a workflow was called with, where it was not one: its input is then the list of them. */
  args: z.number().int().nonnegative().optional(),
  /** What a fact or action gave: absent for a plain value. */
  returns: z.enum(["promise", "generator"]).optional(),
  /** How many awaited calls of the outermost execution had ended before it: a replay lets them arrive in that order. */
  ended: z.number().int().nonnegative().optional(),
  /** Path below the span (`output.createdAt`, `input.order.total`) to the kind of value that stood there. */
  revive: z.record(z.string(), z.enum(revivedKinds)).optional(),
});
export type ReplayForm = z.infer<typeof replayForm>;
