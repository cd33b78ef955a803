import type { Kit } from "../sqlite/kit";

/** Source and source ranges of builds, by the digest of their text, and the traces that wait for one. */
export function siteTables(kit: Kit) {
  /** Content never changes: its digest is its name. */
  const sites = kit.table(
    "site_tables",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      sha256: kit.txt().notNull(),
      file: kit.txt().notNull(),
      language: kit.txt().notNull(),
      /** Bytes of UTF-8. */
      size: kit.int().notNull(),
      /** The JSON text as it was sent, so that its digest can be computed again. */
      text: kit.txt().notNull(),
      arrivedUs: kit.int().notNull(),
    },
    (t) => [kit.uniqueIndex("site_tables_key").on(t.project, t.sha256)],
  );

  /** Traces with rows of a table that has not arrived: their branches are stored unexpanded until it does. */
  const awaitedSites = kit.table(
    "awaited_sites",
    {
      project: kit.txt().notNull(),
      sha256: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.project, t.sha256, t.traceId] })],
  );

  return { sites, awaitedSites };
}
