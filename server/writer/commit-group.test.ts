import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "@/db/commands";
import { judgmentSpan } from "@/db/commands/ingest-requests.fixture";
import type { Db } from "@/db/database";
import { openTestDatabase, testDialects } from "@/db/testing";
import { CasebookError } from "@/lib/errors";
import { commitGroup, type Job } from "./commit-group";
import { type Answer, createRunQueue } from "./run-queue";

const addProject =
  (id: string): Job =>
  async (db) => {
    await db.insert(db.tables.projects, [{ id, name: id, createdUs: 1 }]);
    return id;
  };

const addThenFail =
  (id: string, error: Error): Job =>
  async (db, context) => {
    await addProject(id)(db, context);
    throw error;
  };

describe.each(testDialects)("group commit on %s", (dialect) => {
  let db: Db;
  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    db = await openTestDatabase(dialect);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await db.close();
  });

  const projects = async () =>
    (await db.orm.select({ id: db.tables.projects.id }).from(db.tables.projects)).map(({ id }) => id);

  it("undoes a failing write alone", async () => {
    const refusal = new CasebookError("invalid:name", "No.", { field: "name" });
    const outcomes = await commitGroup(db, [addProject("a"), addThenFail("b", refusal), addProject("c")]);
    expect(outcomes).toEqual([
      { ok: true, result: "a" },
      { ok: false, error: { code: "invalid:name", message: "No.", field: "name" } },
      { ok: true, result: "c" },
    ]);
    expect((await projects()).sort()).toEqual(["a", "c"]);
  });

  it("goes on after a write that broke a constraint, and tells no more than that it failed", async () => {
    const [, second, third] = await commitGroup(db, [addProject("a"), addProject("a"), addProject("b")]);
    expect(second).toMatchObject({ ok: false, error: { code: "internal:write" } });
    expect(third).toMatchObject({ ok: true });
  });

  it("answers in groups: what arrives during a commit goes into the next one, all in order", async () => {
    const answered: Answer[][] = [];
    const queue = createRunQueue({ db, answer: (answers) => answered.push(answers) });
    for (let id = 0; id < 200; id++) queue.push({ id, bytes: 10, job: addProject(`p${id}`) });
    await queue.drain();
    expect(answered.flat().map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, id) => id));
    expect(answered.length).toBeLessThan(10);
    const rows = await db.orm.select().from(db.tables.projects).where(eq(db.tables.projects.id, "p199"));
    expect(rows).toHaveLength(1);
  });
});

it("has failed, to be sent again, what was stored but could not be derived for lack of space", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const db = await openTestDatabase("sqlite");
  const sendThenFillDisk: Job = async (tx, context) => {
    const items = [judgmentSpan({}, { input: JSON.stringify("long ".repeat(100_000)) })];
    const decoded = { items, refusals: [], refusedCount: 0, warnings: [] };
    await commands.ingestSpans(tx, { project: "p", decoded, publicUrl: "http://casebook.test" }, context);
    await tx.all(sql`pragma max_page_count = 1`);
  };
  const [outcome] = await commitGroup(db, [sendThenFillDisk]);
  expect(outcome).toMatchObject({ ok: false, error: { code: "busy:database" } });
  expect(await db.orm.select().from(db.tables.spans)).toEqual([]);
  await db.close();
  vi.restoreAllMocks();
});

it("fails every write when the commit fails", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const db = await openTestDatabase("sqlite");
  const loseDatabase: Job = () => db.close();
  const outcomes = await commitGroup(db, [addProject("a"), loseDatabase]);
  expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
  vi.restoreAllMocks();
});
