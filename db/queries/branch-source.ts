import { and, eq } from "drizzle-orm";
import { expandBranch } from "../../lib/branches/expand";
import { readBranchRows, readDigests } from "../../lib/branches/read-rows";
import type { BranchSource } from "../../lib/branches/types";
import type { Db } from "../database";
import { loadSiteTables } from "./site-tables";

/**
 * One automatically captured branch beside its source, or undefined where there is none, or its rows arrived cut or
 * malformed. A table that has not arrived is named by its digest alone.
 */
export async function getBranchSource(
  db: Db,
  { project, traceId, spanId }: { project: string; traceId: string; spanId: string },
): Promise<BranchSource | undefined> {
  const { branches, steps } = db.tables;
  const { rows: text, sites, commit, repository } = branches;
  const [row] = await db.orm
    .select({ text, sites, commit, repository, lossy: steps.lossy })
    .from(branches)
    .leftJoin(
      steps,
      and(eq(steps.project, branches.project), eq(steps.traceId, branches.traceId), eq(steps.spanId, branches.spanId)),
    )
    .where(and(eq(branches.project, project), eq(branches.traceId, traceId), eq(branches.spanId, spanId)));
  const rows = readBranchRows(row?.text ?? null);
  if (!row || !rows) return undefined;
  const digests = readDigests(row.sites);
  const here = await loadSiteTables(db, { project, digests });
  const tables = digests.map((digest) => here.get(digest));
  return {
    tables: digests.map((sha256, index) => ({ sha256, ...(tables[index] && { table: tables[index] }) })),
    rows,
    branch: expandBranch({ rows, tables, isCut: row.lossy?.includes("path") ?? false }),
    commit: row.commit,
    repository: row.repository,
  };
}
