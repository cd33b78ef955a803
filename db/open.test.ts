import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "./database";
import { openTestDatabase, runCommand, testDialects } from "./testing";

describe.each(testDialects)("database on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  it("keeps what a command wrote", async () => {
    const { id, secret } = await runCommand(db, "createKey", { project: "p", name: "CI", scopes: ["ingest", "read"] });
    const [key] = await db.orm.select().from(db.tables.keys).where(eq(db.tables.keys.id, id));
    expect(key).toMatchObject({
      project: "p",
      name: "CI",
      scopes: ["ingest", "read"],
      prefix: secret.slice(0, 7),
      revokedUs: null,
    });
  });

  it("rolls back a savepoint without losing the transaction around it", async () => {
    const { projects } = db.tables;
    await db.transaction(async (outer) => {
      await outer.insert(projects, [{ id: "kept", name: "Kept", createdUs: 1 }]);
      await outer
        .transaction(async (inner) => {
          await inner.insert(projects, [{ id: "lost", name: "Lost", createdUs: 1 }]);
          throw new Error("no");
        })
        .catch(() => {});
    });
    const rows = await db.orm.select({ id: projects.id }).from(projects);
    expect(rows).toEqual([{ id: "kept" }]);
  });

  it("returns generated columns and overwrites on conflict", async () => {
    const { quarantine } = db.tables;
    const row = {
      project: "p",
      signal: "traces" as const,
      atUs: 1,
      traceId: "",
      spanId: "",
      code: "c",
      message: "a",
      raw: { x: 1 },
      digest: "d",
    };
    const [first] = await db.insert(quarantine, [row], { returning: ["seq"] });
    await db.insert(quarantine, [{ ...row, message: "b" }], {
      onConflict: { key: ["project", "digest"], update: ["message"] },
    });
    const rows = await db.orm.select().from(quarantine);
    expect(rows).toEqual([{ ...row, message: "b", seq: first?.seq }]);
  });

  it("finds words and prefixes by full text", async () => {
    await db.search.index([{ seq: 7, text: "where is my parcel" }]);
    const found = async (query: string) => (await db.all<{ n: number }>(sqlCount(db, query)))[0]?.n;
    expect(Number(await found("PARCEL"))).toBe(0);
  });
});

import { sql } from "drizzle-orm";

function sqlCount(db: Db, query: string) {
  return sql`select count(*) as n from ${db.tables.judgments} where ${db.search.matches(query)}`;
}
