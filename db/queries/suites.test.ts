import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LabelRequest } from "../../lib/contract/label";
import { encodeCursor } from "../cursor";
import type { Db } from "../database";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { countArms, listCases, listConflicts, streamCases } from "./cases";
import { listSuites, listSuiteVersions, requireSuite } from "./suites";
import { judgmentRow, payloadRow } from "./trace-rows.fixture";

const learned = { task: "classify" as const, choices: null, answerPath: null, confidencePath: null };
const point = { project: "p", workflow: "w", learned, evidence: {}, settings: {}, createdUs: 1 };

describe.each(testDialects)("suites on %s", (dialect) => {
  let db: Db;
  let suiteId: string;
  const inputs = ["Late parcel", "late  parcel ", "Broken cup", "Stolen card"];

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    await db.insert(db.tables.points, [
      { ...point, id: "point", name: "type" },
      { ...point, id: "other", name: "other", project: "q" },
      { ...point, id: "hostile", name: "hostile" },
    ]);
    for (const [n, inputPreview] of inputs.entries()) await insertJudgment(n, inputPreview);
    await label(0, { verdict: "correct", expectedArm: "approve" });
    await label(1, { verdict: "incorrect", expected: "shipping" });
    await label(2, { verdict: "correct" });
    await label(3, { verdict: "incorrect", expected: "fraud", expectedArm: "flag" });
    const [suite] = await listSuites(db, "p");
    suiteId = suite?.id ?? "";
  });
  afterAll(() => db.close());

  const traceIdOf = (n: number) => String(n + 1).padStart(32, "0");

  const insertJudgment = (n: number, inputPreview: string, pointId = "point") =>
    db.insert(db.tables.judgments, [
      judgmentRow({ traceId: traceIdOf(n), spanId: "b".repeat(16), pointId, output: "refund", inputPreview }),
    ]);

  const label = (n: number, request: LabelRequest, person = "Ada") =>
    runCommand(db, "recordLabel", {
      project: "p",
      judgmentId: `${traceIdOf(n)}-${"b".repeat(16)}`,
      request,
      author: { id: person, name: person },
      publicUrl: "http://127.0.0.1",
    });

  async function exportOf(version: number) {
    const found = [];
    for await (const chunk of streamCases(db, { suiteId, version, splits: ["dev"] })) found.push(...chunk);
    return found.map(({ source, expected }) => [Number(source.traceId), expected]);
  }

  it("makes one suite per point, with its cases, drafts and conflicts counted", async () => {
    expect(await listSuites(db, "p")).toMatchObject([
      { id: suiteId, name: "type", pointId: "point", workflow: "w", version: 4, cases: 4, drafts: 0, conflicts: 1 },
    ]);
    expect(await countArms(db, { suiteId, splits: ["dev"] })).toEqual({ cases: 4, withArm: 2 });
  });

  it("groups cases that expect different answers of inputs a person would call the same", async () => {
    const [group, ...rest] = await listConflicts(db, { suiteId, splits: ["dev"] });
    expect(group?.map(({ expected }) => expected)).toEqual(["refund", "shipping"]);
    expect(rest).toEqual([]);
  });

  it("lists cases newest first, a page at a time, and marks those in conflict", async () => {
    const of = { suiteId, states: ["active" as const], splits: ["dev" as const], limit: 3 };
    const first = await listCases(db, of);
    const second = await listCases(db, { ...of, cursor: first.nextCursor ?? "" });
    const items = [...first.items, ...second.items];
    expect(items.map(({ source }) => Number(source.traceId))).toEqual([4, 3, 2, 1]);
    expect(items.map(({ isConflict }) => isConflict)).toEqual([false, false, true, true]);
    expect(second.nextCursor).toBeNull();
  });

  it("refuses a cursor of another list", async () => {
    const refused = { code: "invalid:cursor" };
    for (const values of [["x"], [null], [1.5], [1e300], [1, 2]]) {
      const cursor = encodeCursor(values as number[]);
      const of = { suiteId, states: ["active" as const], splits: ["dev" as const], limit: 3, cursor };
      await expect(listCases(db, of)).rejects.toMatchObject(refused);
      await expect(listSuiteVersions(db, { suiteId, limit: 3, cursor })).rejects.toMatchObject(refused);
    }
  });

  it("keeps every version exportable as it was", async () => {
    await label(3, { verdict: "withdrawn" });
    await label(2, { verdict: "incorrect", expected: "other" });
    await label(1, { verdict: "correct" }, "Bob");
    const { version, drafts, cases } = await requireSuite(db, { project: "p", suiteId });
    expect({ version, drafts, cases }).toEqual({ version: 7, drafts: 1, cases: 2 });
    expect(await exportOf(2)).toEqual([
      [1, "refund"],
      [2, "shipping"],
    ]);
    expect(await exportOf(5)).toEqual([
      [1, "refund"],
      [2, "shipping"],
      [3, "refund"],
    ]);
    expect(await exportOf(7)).toEqual([
      [1, "refund"],
      [3, "other"],
    ]);
    const { items } = await listSuiteVersions(db, { suiteId, limit: 3 });
    expect(items.map(({ version: at, change }) => [at, change])).toEqual([
      [7, "disputed"],
      [6, "updated"],
      [5, "retired"],
    ]);
  });

  it("counts cases by their own arm, whatever their input looks like", async () => {
    const hostile = JSON.stringify({ a: 1, expectedArm: null, actual: 2 });
    await insertJudgment(10, hostile, "hostile");
    const { judgments, judgmentPayloads } = db.tables;
    const [row] = await db.orm.select().from(judgments).where(eq(judgments.pointId, "hostile"));
    await db.insert(judgmentPayloads, [payloadRow({ judgmentSeq: row?.seq ?? 0, input: JSON.parse(hostile) })]);
    await label(10, { verdict: "correct", expectedArm: "approve" });
    const suite = (await listSuites(db, "p")).find(({ pointId }) => pointId === "hostile");
    const counts = await countArms(db, { suiteId: suite?.id ?? "", splits: ["dev"] });
    expect(counts).toEqual({ cases: 1, withArm: 1 });
  });

  it("lets no split out that was not asked for", async () => {
    const { items } = await listCases(db, { suiteId, states: ["active"], splits: ["holdout"], limit: 10 });
    expect(items).toEqual([]);
    const chunks = [];
    for await (const chunk of streamCases(db, { suiteId, version: 7, splits: ["holdout"] })) chunks.push(chunk);
    expect(chunks).toEqual([]);
  });

  it("knows suites by project", async () => {
    await expect(requireSuite(db, { project: "q", suiteId })).rejects.toMatchObject({ code: "not_found:suite" });
    expect(await listSuites(db, "q")).toEqual([]);
  });
});
