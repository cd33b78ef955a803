"use server";

import { z } from "zod";
import { db, write } from "@/app/db";
import { requirePerson } from "@/app/session";
import { getFirstArrival } from "@/db/queries/overview";
import { listProjects } from "@/db/queries/projects";
import { action } from "@/lib/action";
import { CasebookError } from "@/lib/errors";

const place = z.object({ project: z.string().min(1).max(200) });

/** Creates the key the first-trace guide shows, for sending only. */
export const createFirstKey = action(place, async ({ project }) => {
  const person = await requirePerson();
  const projects = await listProjects(db());
  if (!projects.some(({ id }) => id === project)) {
    throw new CasebookError("not_found:project", "There is no such project.", { field: "project" });
  }
  const { secret } = await write("createKey", {
    project,
    name: "First trace",
    scopes: ["ingest"],
    actor: person.name,
  });
  return { secret };
});

/** What has arrived in a project that was empty; null while nothing has. */
export const getFirst = action(place, async ({ project }) => {
  await requirePerson();
  return (await getFirstArrival(db(), project)) ?? null;
});
