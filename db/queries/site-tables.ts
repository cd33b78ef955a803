import { and, eq, inArray } from "drizzle-orm";
import { type SiteTable, siteTable } from "../../lib/contract/sites";
import type { Db } from "../database";

/** Characters of JSON text whose tables are kept parsed. */
const maxKept = 64 * 1024 * 1024;

/** Parsed tables by digest: equal digests hold equal tables, whatever project they came from. */
const kept = new Map<string, { table: SiteTable; size: number }>();
let keptSize = 0;

/** The tables of a project among some digests, parsed; what has not arrived is left out. */
export async function loadSiteTables(
  db: Db,
  { project, digests }: { project: string; digests: Iterable<string> },
): Promise<Map<string, SiteTable>> {
  const wanted = [...new Set(digests)];
  const found = new Map<string, SiteTable>();
  if (wanted.length === 0) return found;
  const { sites } = db.tables;
  const isHere = (names: string[]) => and(eq(sites.project, project), inArray(sites.sha256, names));
  const here = await db.orm.select({ sha256: sites.sha256 }).from(sites).where(isHere(wanted));
  const names = here.map(({ sha256 }) => sha256);
  for (const name of names) {
    const table = takeKept(name);
    if (table) found.set(name, table);
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  const rows = await db.orm.select({ sha256: sites.sha256, text: sites.text }).from(sites).where(isHere(missing));
  for (const { sha256, text } of rows) {
    const table = siteTable.parse(JSON.parse(text));
    found.set(sha256, table);
    keep(sha256, { table, size: text.length });
  }
  return found;
}

function takeKept(sha256: string): SiteTable | undefined {
  const entry = kept.get(sha256);
  if (!entry) return undefined;
  kept.delete(sha256);
  kept.set(sha256, entry);
  return entry.table;
}

/** Remembers a table; those that were not asked for the longest go first. */
function keep(sha256: string, entry: { table: SiteTable; size: number }): void {
  // Two questions at once may both have read it.
  keptSize += entry.size - (kept.get(sha256)?.size ?? 0);
  kept.set(sha256, entry);
  for (const [oldest, { size }] of kept) {
    if (keptSize <= maxKept || oldest === sha256) break;
    kept.delete(oldest);
    keptSize -= size;
  }
}
