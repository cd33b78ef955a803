"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { write } from "@/app/db";
import { requirePerson } from "@/app/session";
import { action } from "@/lib/action";
import { keyScopes } from "@/lib/contract/vocabulary";

const name = z.string().trim().min(1, "needs at least one character").max(100, "has at most 100 characters");
const project = z.string().min(1).max(200);

/** Renames the signed-in person. */
export const saveName = action(z.object({ name }), async (input) => {
  const { id } = await requirePerson();
  await write("renamePerson", { id, name: input.name });
  revalidatePath("/", "layout");
});

export const saveProjectName = action(z.object({ project, name }), async (input) => {
  const person = await requirePerson();
  await write("renameProject", { id: input.project, name: input.name, actor: person.name });
  revalidatePath("/", "layout");
});

const newKey = z.object({ project, name, scopes: z.array(z.enum(keyScopes)).min(1, "needs at least one scope") });

/** Creates a key. @returns the key itself, this once */
export const createKey = action(newKey, async (input) => {
  const person = await requirePerson();
  const { secret } = await write("createKey", { ...input, actor: person.name });
  revalidatePath(`/${input.project}/settings`);
  return { secret };
});

export const revokeKey = action(z.object({ project, id: z.string() }), async (input) => {
  const person = await requirePerson();
  await write("revokeKey", { ...input, actor: person.name });
  revalidatePath(`/${input.project}/settings`);
});
