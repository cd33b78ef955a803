import { z } from "zod";
import { caseItem } from "./case";
import { caseStates, exportFormatNames, splits } from "./vocabulary";

/** A suite in lists: counts are of its newest version. */
export const suiteItem = z.object({
  id: z.string(),
  name: z.string(),
  pointId: z.string(),
  workflow: z.string(),
  version: z.number(),
  /** Cases that are exported, those set aside while people disagree, and inputs with different expectations. */
  cases: z.number(),
  drafts: z.number(),
  conflicts: z.number(),
  holdoutShare: z.number(),
  updatedAt: z.iso.datetime(),
});
export type SuiteItem = z.infer<typeof suiteItem>;

/** A case as the suite's screen lists it. */
export const listedCase = caseItem.extend({ state: z.enum(caseStates), isConflict: z.boolean() });
export type ListedCase = z.infer<typeof listedCase>;

/** One change of a suite; version 1 is its first case. */
export const suiteVersion = z.object({
  version: z.number(),
  at: z.iso.datetime(),
  author: z.string(),
  change: z.string(),
  caseId: z.string(),
});
export type SuiteVersionItem = z.infer<typeof suiteVersion>;

export const createSuiteRequest = z.object({ pointId: z.string().min(1).max(200) });
export const addCasesRequest = z.object({ judgmentIds: z.array(z.string().max(100)).min(1).max(200) });

/** Query of a list of cases. */
export const listQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** Query of `…/export`. `split` defaults to what everybody may see. */
export const exportQuery = z.object({
  format: z.enum(exportFormatNames).default("jsonl"),
  version: z.coerce.number().int().min(0).optional(),
  split: z.enum([...splits, "all"]).default("dev"),
});
