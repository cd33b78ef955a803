"use server";

import { z } from "zod";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { findSubject } from "@/db/queries/traces";
import { action } from "@/lib/action";

const request = z.object({ project: z.string().min(1).max(200), subject: z.string().trim().min(1).max(500) });

/** The executions about a subject, by its id as typed: an auditor's way in. */
export const findSubjects = action(request, async (input) => {
  await requirePerson();
  return findSubject(db(), { ...input, limit: 8 });
});
