import { and, eq, sql } from "drizzle-orm";
import type { SiteTable } from "../../lib/contract/sites";
import { sanitizeText } from "../../lib/otlp/sanitize";
import type { Db } from "../database";
import type { Command } from "./command";

type StoreSiteTable = Pick<SiteTable, "file" | "language"> & {
  project: string;
  /** SHA-256 of `text`, in lower-case hex; the caller has computed it. */
  sha256: string;
  /** The table's JSON text, checked by the caller. */
  text: string;
};

/** Keeps a site table. Traces that wait for it are derived again in the background. */
export const storeSiteTable: Command<StoreSiteTable, { isNew: boolean }> = async (
  db,
  { project, sha256, file, language, text },
  { nowUs },
) => {
  // Inside the JSON text what no database stores is escaped; by itself it is not.
  const row = {
    project,
    sha256,
    file: sanitizeText(file),
    language,
    size: Buffer.byteLength(text),
    text,
    arrivedUs: nowUs,
  };
  const written = await db.insert(db.tables.sites, [row], {
    onConflict: { key: ["project", "sha256"] },
    returning: ["seq"],
  });
  return { isNew: written.length > 0 };
};

/** Traces taken up at a time. */
const batchSize = 500;

/** Marks traces whose awaited table has arrived as stale, some at a time. */
export async function markAwaiting(db: Db): Promise<void> {
  const { awaitedSites, staleTraces } = db.tables;
  // The tables are few and the traces many: the join order is part of the query.
  const here = await db.all<{ project: string; sha256: string; trace_id: string }>(
    sql`select a.project, a.sha256, a.trace_id from site_tables s cross join awaited_sites a
        where a.project = s.project and a.sha256 = s.sha256 limit ${batchSize}`,
  );
  if (here.length === 0) return;
  const traces = here.map(({ project, trace_id: traceId }) => ({ project, traceId }));
  await db.insert(staleTraces, traces, { onConflict: { key: ["project", "traceId"] } });
  for (const { project, sha256, trace_id: traceId } of here) {
    const key = [eq(awaitedSites.project, project), eq(awaitedSites.sha256, sha256), eq(awaitedSites.traceId, traceId)];
    await db.orm.delete(awaitedSites).where(and(...key));
  }
}
