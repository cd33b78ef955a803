import { z } from "zod";
import { judgmentItem } from "./judgment";
import { pageOf } from "./page";
import { judgmentSorts, labelStates, tasks } from "./vocabulary";

const word = z.string().min(1).max(500);
const share = z.coerce.number().min(0).max(1);
/** A moment in UTC, or a day, which stands for its midnight. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: "must be a day such as 2026-05-12 or a moment such as 2026-05-12T09:00:00Z",
});

/** Which judgments to list (design.md §7); every part is optional and all given must hold. */
export const judgmentFilter = z.strictObject({
  workflow: word.optional(),
  point: word.optional(),
  pointId: word.optional(),
  version: word.optional(),
  model: word.optional(),
  /** The value decided, as text. */
  output: z.string().max(500).optional(),
  arm: word.optional(),
  label: z.enum(labelStates).optional(),
  task: z.enum(tasks).optional(),
  confidenceMin: share.optional(),
  confidenceMax: share.optional(),
  /** A subject's id, or `type:id`. */
  subject: word.optional(),
  /** Words that all occur in the judgment's texts. */
  q: z.string().max(500).optional(),
  /** Started at or after. */
  from: moment.optional(),
  /** Started before. */
  to: moment.optional(),
});
export type JudgmentFilter = z.infer<typeof judgmentFilter>;

/** The query string of `GET /api/v1/judgments`. */
export const judgmentQuery = judgmentFilter.extend({
  project: z.string().optional(),
  sort: z.enum(judgmentSorts).default("newest"),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of judgments; `searchedTo` is how far back a filter without an index was looked for, null where all was. */
export const judgmentPage = pageOf(judgmentItem).extend({ searchedTo: z.iso.datetime().nullable() });
export type JudgmentPage = z.infer<typeof judgmentPage>;
