"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db, publicUrl, write } from "@/app/db";
import { requirePerson } from "@/app/session";
import { explainAnswers } from "@/db/queries/consequence";
import { action } from "@/lib/action";
import { json } from "@/lib/contract/json";
import { labelRequest } from "@/lib/contract/label";

const place = { project: z.string().min(1).max(200), judgmentId: z.string().max(100) };

/** Records a label of the signed-in person. */
export const recordLabel = action(labelRequest.extend(place), async ({ project, judgmentId, ...request }) => {
  const { id, name } = await requirePerson();
  const outcome = await write("recordLabel", {
    project,
    judgmentId,
    request,
    author: { id, name },
    publicUrl: publicUrl(),
  });
  revalidatePath(`/${project}`, "layout");
  return outcome;
});

/** Says what each of several answers would have meant. Reads only. */
export const explain = action(z.object({ ...place, answers: z.array(json).min(1).max(20) }), async (input) => {
  await requirePerson();
  return { consequences: await explainAnswers(db(), input) };
});
