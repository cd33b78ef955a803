import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { casebookSpan, sendSpans } from "./ingest-requests.fixture";

/** More ids than one statement may hold: SQLite binds 32,766 parameters, and PostgreSQL takes the same path. */
const count = 33_000;

describe("large requests", () => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase();
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

describe.each(testDialects)("long traces on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  it("derives a long trace that comes in many requests now and then, and in the end whole", async () => {
    const project = "grown";
    const requests = Array.from({ length: 100 }, (_, request) =>
      Array.from({ length: 100 }, (_, index) => casebookSpan({ spanId: hex(request * 100 + index + 1, 16) })),
    );
    for (const spans of requests) await sendSpans(db, project, spans);
    const stepCount = async () => {
      const { traces } = db.tables;
      const [row] = await db.orm.select({ count: traces.stepCount }).from(traces).where(eq(traces.project, project));
      return row?.count;
    };
    expect(await stepCount()).toBe(2_000);
    const publicUrl = "http://casebook.test";
    expect(await runCommand(db, "deriveStale", { publicUrl })).toEqual({ derived: 1 });
    expect(await stepCount()).toBe(10_000);
    expect(await runCommand(db, "deriveStale", { publicUrl })).toEqual({ derived: 0 });
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
