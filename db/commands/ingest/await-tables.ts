import { missingTables, type SiteTables } from "../../../lib/decisions/derive-branch";
import type { DerivedTrace } from "../../../lib/decisions/types";
import type { Db } from "../../database";

/** Notes which traces hold rows of tables that have not arrived, so that they are derived again when one does. */
export async function awaitTables(
  db: Db,
  { project, derived, tables }: { project: string; derived: DerivedTrace[]; tables: SiteTables },
): Promise<void> {
  const rows = derived.flatMap(({ traceId, steps }) => {
    const missing = steps.flatMap(({ branch }) => (branch ? missingTables(branch, tables) : []));
    return [...new Set(missing)].map((sha256) => ({ project, sha256, traceId }));
  });
  if (rows.length === 0) return;
  await db.insert(db.tables.awaitedSites, rows, { onConflict: { key: ["project", "sha256", "traceId"] } });
}
