import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { casebookSpan, sendSpans } from "./ingest-requests.fixture";

/** More ids than one statement may hold: SQLite binds 32,766 parameters, PostgreSQL 65,535. */
const many = { sqlite: 33_000, postgres: 66_000 };

describe.each(testDialects)("large requests on %s", (dialect) => {
  const count = many[dialect];
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  it("takes more traces in one request than a statement holds parameters", async () => {
    const spans = Array.from({ length: count }, (_, index) => casebookSpan({ traceId: hex(index + 1, 32) }));
    expect(await sendSpans(db, "many-traces", spans)).toMatchObject({ accepted: count, rejected: 0 });
    expect(await countTraces(db, "many-traces")).toBe(count);
  });

  it("knows a resent trace of more spans than a statement holds parameters", async () => {
    const spans = Array.from({ length: count }, (_, index) => casebookSpan({ spanId: hex(index + 1, 16) }));
    expect(await sendSpans(db, "long-trace", spans)).toMatchObject({ accepted: count });
    expect(await sendSpans(db, "long-trace", spans)).toMatchObject({ accepted: 0, duplicates: count, rejected: 0 });
  });
});

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

async function countTraces(db: Db, project: string): Promise<number> {
  const { traces } = db.tables;
  const [row] = await db.orm
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(traces)
    .where(eq(traces.project, project));
  return row?.count ?? 0;
}
