"use server";

import { z } from "zod";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { listCases } from "@/db/queries/cases";
import { listSuiteVersions, requireSuite } from "@/db/queries/suites";
import { action } from "@/lib/action";
import { splits } from "@/lib/contract/vocabulary";

const page = z.object({ project: z.string(), suiteId: z.string(), cursor: z.string().max(500) });

/** The next cases of a suite's list. */
export const loadCases = action(page, async ({ project, suiteId, cursor }) => {
  await requirePerson();
  const { id } = await requireSuite(db(), { project, suiteId });
  return listCases(db(), { suiteId: id, states: ["active", "draft"], splits: [...splits], cursor, limit: 100 });
});

/** The next versions of a suite's history. */
export const loadVersions = action(page, async ({ project, suiteId, cursor }) => {
  await requirePerson();
  const { id } = await requireSuite(db(), { project, suiteId });
  return listSuiteVersions(db(), { suiteId: id, cursor, limit: 100 });
});
