import { and, asc, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import type { RecordedRun } from "../../lib/consequence/types";
import type { Db } from "../database";
import type { Branch, Judgment } from "../sqlite/tables";

/** Runs of the branch read on either side of this one in time: neighbours mostly share its version. */
const runsEachSide = 1_000;

/** Branches of the same trace that read the judgment, in the order they ran. */
export async function listReadingBranches(db: Db, judgment: Judgment): Promise<Branch[]> {
  const { branches } = db.tables;
  const rows = await db.orm
    .select()
    .from(branches)
    .where(and(eq(branches.project, judgment.project), eq(branches.traceId, judgment.traceId)));
  const place = new Map(judgment.branches.map((one, index) => [one.spanId, index]));
  return rows
    .filter((row) => place.has(row.spanId))
    .sort((a, b) => (place.get(a.spanId) ?? 0) - (place.get(b.spanId) ?? 0));
}

/** Other runs of the same branch at the same version and commit, newest first. */
export async function listOtherRuns(db: Db, branch: Branch): Promise<RecordedRun[]> {
  const { branches } = db.tables;
  const columns = {
    traceId: branches.traceId,
    spanId: branches.spanId,
    arm: branches.arm,
    conditions: branches.conditions,
    facts: branches.facts,
    version: branches.version,
    commit: branches.commit,
  };
  const side = (range: SQL, order: SQL) =>
    db.orm
      .select(columns)
      .from(branches)
      .where(
        and(
          eq(branches.project, branch.project),
          eq(branches.workflow, branch.workflow),
          eq(branches.name, branch.name),
          range,
        ),
      )
      .orderBy(order)
      .limit(runsEachSide);
  const [after, before] = await Promise.all([
    side(gte(branches.seq, branch.seq), asc(branches.seq)),
    side(lt(branches.seq, branch.seq), desc(branches.seq)),
  ]);
  return [...after.reverse(), ...before].filter(
    (run) =>
      run.version === branch.version &&
      run.commit === branch.commit &&
      (run.traceId !== branch.traceId || run.spanId !== branch.spanId),
  );
}
