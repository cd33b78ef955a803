import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "../database";
import type { Quarantined } from "../sqlite/tables";
import { toIsoTime } from "../times";

/** A refused span or log record, newest first in lists; `raw` is what arrived, at most 16 KiB of it. */
export type QuarantinedItem = Pick<
  Quarantined,
  "seq" | "signal" | "traceId" | "spanId" | "code" | "message" | "raw"
> & {
  at: string;
};

type Page = { project: string; limit?: number; beforeSeq?: number };

/**
 * A page of what was refused or lost a conflict in a project, newest first.
 * @param page `beforeSeq` is the last `seq` of the page before
 */
export async function listQuarantined(db: Db, { project, limit = 50, beforeSeq }: Page): Promise<QuarantinedItem[]> {
  const { quarantine } = db.tables;
  const rows = await db.orm
    .select()
    .from(quarantine)
    .where(and(eq(quarantine.project, project), beforeSeq === undefined ? undefined : lt(quarantine.seq, beforeSeq)))
    .orderBy(desc(quarantine.seq))
    .limit(limit);
  return rows.map(({ seq, signal, atUs, traceId, spanId, code, message, raw }) => ({
    seq,
    signal,
    at: toIsoTime(atUs),
    traceId,
    spanId,
    code,
    message,
    raw,
  }));
}

const countCap = 10_000;

/** How many items a project has in quarantine, counted up to 10,001. */
export async function countQuarantined(db: Db, project: string): Promise<number> {
  const { quarantine } = db.tables;
  const some = db.orm
    .select({ seq: quarantine.seq })
    .from(quarantine)
    .where(eq(quarantine.project, project))
    .limit(countCap + 1)
    .as("some");
  const [row] = await db.orm.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(some);
  return row?.count ?? 0;
}
