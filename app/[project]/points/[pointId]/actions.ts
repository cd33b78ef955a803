"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db, write } from "@/app/db";
import { requirePerson } from "@/app/session";
import { getPoint, listPointSamples } from "@/db/queries/points";
import { action } from "@/lib/action";
import { pointSettings } from "@/lib/contract/point";
import { CasebookError } from "@/lib/errors";
import { previewSamples } from "./preview-samples";

const request = z.object({ project: z.string(), pointId: z.string(), settings: pointSettings });

/** What the newest judgments would answer under settings that are not saved. */
export const previewSettings = action(request, async ({ settings, ...key }) => {
  await requirePerson();
  const [point, samples] = await Promise.all([getPoint(db(), key), listPointSamples(db(), key)]);
  if (!point) throw new CasebookError("not_found:point", "There is no such point in this project.");
  return previewSamples(samples, { learned: point.learned, settings });
});

/** Saves settings; past judgments follow. */
export const saveSettings = action(request, async ({ settings, ...key }) => {
  const { name } = await requirePerson();
  await write("updatePoint", { ...key, settings, actor: name });
  revalidatePath(`/${key.project}`, "layout");
});
