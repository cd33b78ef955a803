"use server";

import { z } from "zod";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { listLabels } from "@/db/queries/labels";
import { listSteps } from "@/db/queries/steps";
import { action } from "@/lib/action";
import { boundSteps } from "./bound-step";
import { readSources } from "./load-sources";

const stepsRequest = z.object({
  project: z.string(),
  traceId: z.string(),
  spanIds: z.array(z.string().max(40)).max(120),
});

/** Payloads of steps that come into view on a long trace: the first of those asked for that fit into one answer. */
export const loadSteps = action(stepsRequest, async (key) => {
  await requirePerson();
  return boundSteps(await listSteps(db(), key));
});

const sourcesRequest = stepsRequest.extend({ spanIds: z.array(z.string().max(40)).max(20) });

/** Source views of branches that come into view: the first of those asked for that fit into one answer. */
export const loadSources = action(sourcesRequest, async (key) => {
  await requirePerson();
  return readSources(key);
});

/** What people said about the judgment that was selected. */
export const loadHistory = action(z.object({ project: z.string(), judgmentId: z.string() }), async (key) => {
  await requirePerson();
  return listLabels(db(), key);
});
