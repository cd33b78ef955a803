import { setTimeout } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "./database";
import { isPassingError } from "./passing-error";
import { judgmentRow } from "./queries/trace-rows.fixture";
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

  it("finds judgments by every word, and by a prefix from four letters on", async () => {
    const { judgments } = db.tables;
    const rows = ["a", "b", "c"].map((spanId) => judgmentRow({ project: "search", spanId }));
    const written = await db.insert(judgments, rows, { returning: ["seq", "spanId"] });
    const seqOf = (spanId: string) => written.find((row) => row.spanId === spanId)?.seq ?? 0;
    await db.search.index([
      { seq: seqOf("a"), text: "Where is my parcel? Señor O'Neill" },
      { seq: seqOf("b"), text: "the parcel came broken" },
      { seq: seqOf("c"), text: "nothing of the kind" },
    ]);
    await db.search.index([{ seq: seqOf("b"), text: "the package came broken" }]);
    const found = async (query: string) => {
      const hits = db.orm.select({ spanId: judgments.spanId }).from(judgments).where(db.search.matches(query));
      return (await hits).map(({ spanId }) => spanId).sort();
    };
    expect(await found("PARCEL")).toEqual(["a"]);
    expect(await found("package broken")).toEqual(["b"]);
    expect(await found("package parcel")).toEqual([]);
    expect(await found("the brok")).toEqual(["b"]);
    expect(await found("the bro")).toEqual([]);
    expect(await found("o'neill senor")).toEqual(["a"]);
    expect(await found("nothing & | ! ( \" ' :* kind")).toEqual(["c"]);
  });
});

describe.each(testDialects.filter((dialect) => dialect === "postgres"))("a connection of %s", (dialect) => {
  it("may be lost in the middle of a transaction: that one fails as passing, the next has another", async () => {
    const db = await openTestDatabase(dialect);
    const lost = db.transaction(async (tx) => {
      const [row] = await tx.all<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await db.all(sql`select pg_terminate_backend(${row?.pid})`);
      await setTimeout(50);
      await tx.all(sql`select 1`);
    });
    const error = await lost.catch((reason: unknown) => reason);
    expect(isPassingError(error)).toBe(true);
    expect(await db.transaction((tx) => tx.all(sql`select 1 as one`))).toEqual([{ one: 1 }]);
    await db.close();
  });
});
