import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { RunCounter } from "../../lib/branches/count-runs";
import { readBranchRows, readDigests } from "../../lib/branches/read-rows";
import type { BranchMap } from "../../lib/branches/types";
import type { Db } from "../database";
import { lookUp } from "../look-up";
import { toIsoTime } from "../times";
import { loadSiteTables } from "./site-tables";

/** The project's newest judgments that are looked through for those of the point. */
const windowSize = 20_000;
/** Runs of branches that are counted at most. */
const maxRuns = 2_000;
/** How long they are counted before the rest is left out. */
const patienceMs = 600;
const partSize = 100;

type Key = { project: string; pointId: string };

/** A branch that read a judgment of the point. */
type Run = {
  traceId: string;
  spanId: string;
  name: string;
  arm: string | null;
  version: string | null;
  commit: string | null;
  repository: string | null;
  startUs: number;
};

/**
 * How recent runs went through the code that reads a point's judgments: per build (version and commit), per function,
 * line by line and arm by arm. Only the newest runs are counted, for a bounded time.
 * @param build which of the builds, the newest first, from 0
 */
export async function getBranchMap(
  db: Db,
  { project, pointId, build = 0 }: Key & { build?: number | undefined },
): Promise<BranchMap> {
  const { runs, hasMore } = await listRuns(db, { project, pointId });
  const builds = [...Map.groupBy(runs, ({ version, commit }) => JSON.stringify([version, commit])).values()];
  const chosen = Math.min(Math.max(0, build), Math.max(0, builds.length - 1));
  const own = builds[chosen] ?? [];
  const { counted, counter, tables } = await countRuns(db, project, own);
  return {
    builds: builds.map((of) => ({
      version: of[0]?.version ?? null,
      commit: of[0]?.commit ?? null,
      repository: of[0]?.repository ?? null,
      runs: of.length,
      lastSeenAt: toIsoTime(of[0]?.startUs ?? 0),
    })),
    chosen,
    runs: counted,
    isSampled: hasMore || counted < own.length,
    tables,
    functions: counter.list(),
    arms: countArms(own.slice(0, counted)),
  };
}

/** Branches that read the newest judgments of a point, newest first. */
async function listRuns(db: Db, { project, pointId }: Key): Promise<{ runs: Run[]; hasMore: boolean }> {
  const judgments = await newestJudgments(db, { project, pointId });
  const startOf = new Map<string, number>();
  for (const { traceId, branches, startUs } of judgments) {
    for (const { spanId } of branches) {
      if (startOf.size < maxRuns) startOf.set(`${traceId}-${spanId}`, startUs);
    }
  }
  const { branches: table } = db.tables;
  const { traceId, spanId, name, arm, version, commit, repository } = table;
  const found = await lookUp([...new Set(judgments.map((one) => one.traceId))], (part) =>
    db.orm
      .select({ traceId, spanId, name, arm, version, commit, repository })
      .from(table)
      .where(and(eq(table.project, project), inArray(table.traceId, part))),
  );
  const runs = found.flatMap((run): Run[] => {
    const startUs = startOf.get(`${run.traceId}-${run.spanId}`);
    return startUs === undefined ? [] : [{ ...run, startUs }];
  });
  return { runs: runs.sort((a, b) => b.startUs - a.startUs), hasMore: judgments.length >= maxRuns };
}

async function newestJudgments(db: Db, { project, pointId }: Key) {
  const { judgments } = db.tables;
  const { traceId, branches, startUs } = judgments;
  const recent = db.orm
    .select({ traceId, branches, startUs, pointId: judgments.pointId, supersededBy: judgments.supersededBy })
    .from(judgments)
    .where(eq(judgments.project, project))
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(windowSize)
    .as("recent");
  const rows = await db.orm
    .select({ traceId: recent.traceId, branches: recent.branches, startUs: recent.startUs })
    .from(recent)
    .where(and(eq(recent.pointId, pointId), isNull(recent.supersededBy)))
    .limit(maxRuns);
  if (rows.length > 0) return rows;
  // A point that is seldom asked: whichever of its judgments the index gives.
  return db.orm
    .select({ traceId, branches, startUs })
    .from(judgments)
    .where(and(eq(judgments.project, project), eq(judgments.pointId, pointId), isNull(judgments.supersededBy)))
    .limit(maxRuns);
}

async function countRuns(db: Db, project: string, runs: Run[]) {
  const counter = new RunCounter();
  const tables: BranchMap["tables"] = [];
  const started = performance.now();
  let counted = 0;
  while (counted < runs.length && (counted === 0 || performance.now() - started < patienceMs)) {
    const part = runs.slice(counted, counted + partSize);
    const records = await loadRecords(db, project, part);
    const here = await loadSiteTables(db, { project, digests: records.flatMap(({ digests }) => digests) });
    for (const { rows, digests } of records) {
      for (const sha256 of digests) {
        const table = here.get(sha256);
        if (tables.every((one) => one.sha256 !== sha256)) tables.push({ sha256, ...(table && { table }) });
      }
      const own = digests.map((digest) => here.get(digest));
      if (rows) counter.add({ rows, tables: own }, digests);
    }
    counted += part.length;
  }
  return { counted, counter, tables };
}

async function loadRecords(db: Db, project: string, runs: Run[]) {
  const { branches } = db.tables;
  const wanted = new Set(runs.map(({ traceId, spanId }) => `${traceId}-${spanId}`));
  const { traceId, spanId, rows, sites } = branches;
  const found = await db.orm
    .select({ traceId, spanId, rows, sites })
    .from(branches)
    .where(
      and(
        eq(branches.project, project),
        inArray(
          traceId,
          runs.map((run) => run.traceId),
        ),
      ),
    );
  return found
    .filter((row) => wanted.has(`${row.traceId}-${row.spanId}`))
    .map((row) => ({ rows: readBranchRows(row.rows), digests: readDigests(row.sites) }));
}

function countArms(runs: Run[]): BranchMap["arms"] {
  const groups = Map.groupBy(
    runs.filter(({ arm }) => arm !== null),
    ({ name, arm }) => JSON.stringify([name, arm]),
  );
  return [...groups.values()]
    .map((group) => ({ branch: group[0]?.name ?? "", arm: group[0]?.arm ?? "", count: group.length }))
    .sort((a, b) => b.count - a.count);
}
