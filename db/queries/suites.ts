import { and, asc, count, countDistinct, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { SuiteItem, SuiteVersionItem } from "../../lib/contract/suite";
import { CasebookError } from "../../lib/errors";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";
import { toIsoTime } from "../times";

/** The suites of a project with their counts, by workflow and point. */
export function listSuites(db: Db, project: string): Promise<SuiteItem[]> {
  return selectSuites(db, eq(db.tables.suites.project, project));
}

/** One suite with its counts. @throws CasebookError `not_found:suite` */
export async function requireSuite(
  db: Db,
  { project, suiteId }: { project: string; suiteId: string },
): Promise<SuiteItem> {
  const { suites } = db.tables;
  const [suite] = await selectSuites(db, and(eq(suites.project, project), eq(suites.id, suiteId)));
  if (!suite) throw new CasebookError("not_found:suite", "There is no such suite in this project.");
  return suite;
}

async function selectSuites(db: Db, of: SQL | undefined): Promise<SuiteItem[]> {
  const { suites, points } = db.tables;
  const rows = await db.orm
    .select({ suite: suites, workflow: points.workflow })
    .from(suites)
    .innerJoin(points, eq(points.id, suites.pointId))
    .where(of)
    .orderBy(asc(points.workflow), asc(suites.name));
  const ids = rows.map(({ suite }) => suite.id);
  if (ids.length === 0) return [];
  const [counts, conflicts] = await Promise.all([countCases(db, ids), countConflicts(db, ids)]);
  return rows.map(({ suite, workflow }) => ({
    id: suite.id,
    name: suite.name,
    pointId: suite.pointId,
    workflow,
    version: suite.version,
    cases: counts.get(`${suite.id} active`)?.count ?? 0,
    drafts: counts.get(`${suite.id} draft`)?.count ?? 0,
    conflicts: conflicts.get(suite.id) ?? 0,
    holdoutShare: suite.holdoutShare,
    updatedAt: toIsoTime(Math.max(suite.createdUs, ...updatesOf(counts, suite.id))),
  }));
}

type Count = { count: number; updatedUs: number };

async function countCases(db: Db, suiteIds: string[]): Promise<Map<string, Count>> {
  const { cases } = db.tables;
  const rows = await db.orm
    .select({
      suiteId: cases.suiteId,
      state: cases.state,
      count: count(),
      updatedUs: sql<number>`max(${cases.updatedUs})`,
    })
    .from(cases)
    .where(inArray(cases.suiteId, suiteIds))
    .groupBy(cases.suiteId, cases.state);
  return new Map(
    rows.map((row) => [`${row.suiteId} ${row.state}`, { count: Number(row.count), updatedUs: Number(row.updatedUs) }]),
  );
}

const updatesOf = (counts: Map<string, Count>, suiteId: string) =>
  [...counts].filter(([key]) => key.startsWith(`${suiteId} `)).map(([, { updatedUs }]) => updatedUs);

/** How many inputs of each suite have exported cases with different expectations. */
async function countConflicts(db: Db, suiteIds: string[]): Promise<Map<string, number>> {
  const { cases } = db.tables;
  const rows = await db.orm
    .select({ suiteId: cases.suiteId, inputDigest: cases.inputDigest })
    .from(cases)
    .where(and(inArray(cases.suiteId, suiteIds), eq(cases.state, "active")))
    .groupBy(cases.suiteId, cases.inputDigest)
    .having(gt(countDistinct(cases.expectedText), 1));
  const bySuite = Map.groupBy(rows, (row) => row.suiteId);
  return new Map([...bySuite].map(([suiteId, found]) => [suiteId, found.length]));
}

/** Changes of a suite, newest first. @param limit 1 to 200 */
export async function listSuiteVersions(
  db: Db,
  { suiteId, cursor, limit }: { suiteId: string; cursor?: string | undefined; limit: number },
): Promise<{ items: SuiteVersionItem[]; nextCursor: string | null }> {
  const { suiteVersions } = db.tables;
  const before = cursor === undefined ? undefined : lt(suiteVersions.version, decodeCursor(cursor, ["whole"])[0]);
  const rows = await db.orm
    .select()
    .from(suiteVersions)
    .where(and(eq(suiteVersions.suiteId, suiteId), before))
    .orderBy(desc(suiteVersions.version))
    .limit(limit + 1);
  const items = rows
    .slice(0, limit)
    .map(({ version, atUs, author, change, caseId }) => ({ version, at: toIsoTime(atUs), author, change, caseId }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.version]) : null };
}
