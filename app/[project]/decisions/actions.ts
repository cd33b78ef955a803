"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db, publicUrl, write } from "@/app/db";
import { requirePerson } from "@/app/session";
import { listFilterOptions } from "@/db/queries/filter-options";
import { countArrivedSince, getNewestArrival } from "@/db/queries/judgments";
import { action } from "@/lib/action";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { judgmentFilter } from "@/lib/contract/judgment-query";
import { judgmentSorts } from "@/lib/contract/vocabulary";
import { CasebookError } from "@/lib/errors";
import { listDecisions } from "./list-decisions";
import { loadPeek } from "./load-peek";

const project = z.string().min(1).max(200);
const list = z.object({
  project,
  filter: judgmentFilter,
  sort: z.enum(judgmentSorts),
  cursor: z.string().max(1000).optional(),
});

/** The next page of the table, or its first with what has arrived since. */
export const loadDecisions = action(list, async (input) => {
  await requirePerson();
  const arrival = await getNewestArrival(db());
  return { ...(await listDecisions(input)), arrival };
});

/** How many judgments of the list have arrived since it was loaded. */
export const countNew = action(
  z.object({ project, filter: judgmentFilter, arrival: z.number().int().min(0) }),
  async ({ project, filter, arrival }) => {
    await requirePerson();
    return countArrivedSince(db(), { ...filter, project, seq: arrival });
  },
);

/** Everything the peek shows of one judgment. */
export const getPeek = action(z.object({ project, id: z.string().max(100) }), async (input) => {
  await requirePerson();
  return loadPeek(input);
});

/** What the filter menus offer. */
export const getFilterOptions = action(
  z.object({ project, pointId: z.string().max(200).optional() }),
  async (input) => {
    await requirePerson();
    return listFilterOptions(db(), input);
  },
);

/** Confirms what the model answered for up to 200 judgments. @returns their labels, and why others were refused */
export const confirmDecisions = action(
  z.object({ project, ids: z.array(z.string().max(100)).min(1).max(200) }),
  async ({ project, ids }) => {
    const { id, name } = await requirePerson();
    const author = { id, name };
    const labels: { id: string; label: JudgmentItem["label"] }[] = [];
    const refusals = new Set<string>();
    for (const judgmentId of ids) {
      const request = { verdict: "correct" as const };
      try {
        const { current } = await write("recordLabel", {
          project,
          judgmentId,
          request,
          author,
          publicUrl: publicUrl(),
        });
        labels.push({ id: judgmentId, label: current });
      } catch (error) {
        if (!(error instanceof CasebookError)) throw error;
        refusals.add(error.message);
      }
    }
    revalidatePath(`/${project}`, "layout");
    return { labels, refusals: [...refusals] };
  },
);
