import { and, asc, eq } from "drizzle-orm";
import { ulid } from "ulid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../lib/contract/json";
import type { LabelRequest } from "../../lib/contract/label";
import type { Db } from "../database";
import { streamCases } from "../queries/cases";
import { listLabels } from "../queries/labels";
import { listSuiteVersions } from "../queries/suites";
import { branchRow, judgmentRow, payloadRow, stepRow } from "../queries/trace-rows.fixture";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { followLabels } from "./labels";

const publicUrl = "https://casebook.example";
const ada = { id: "ada", name: "Ada" };
const bob = { id: "bob", name: "Bob" };
let count = 0;

describe.each(testDialects)("labels on %s", (dialect) => {
  let db: Db;
  let traceId: string;
  let judgmentId: string;

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const learned = { task: "classify" as const, choices: null, answerPath: null, confidencePath: null };
    await db.insert(db.tables.points, [
      { id: "point", project: "p", workflow: "w", name: "type", learned, evidence: {}, settings: {}, createdUs: 1 },
      {
        id: "set",
        project: "p",
        workflow: "w",
        name: "set",
        learned,
        evidence: {},
        settings: { choices: ["refund", "fraud"] },
        createdUs: 1,
      },
    ]);
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    traceId = (++count).toString(16).padStart(32, "0");
    judgmentId = `${traceId}-${"b".repeat(16)}`;
    await insertDecision({});
  });

  async function insertDecision(row: Parameters<typeof judgmentRow>[0]) {
    const spanId = "b".repeat(16);
    const branches = [{ spanId: "branch", name: "route", arm: "approve" }];
    const values = { traceId, spanId, point: "type", output: "refund", branches, arm: "approve", ...row };
    const [inserted] = await db.insert(db.tables.judgments, [judgmentRow(values)], { returning: ["seq"] });
    const input = { text: "My parcel is late" };
    await db.insert(db.tables.judgmentPayloads, [payloadRow({ judgmentSeq: inserted?.seq ?? 0, input })]);
  }

  const label = (request: LabelRequest, author = ada, nowUs = 1_700_000_000_000_001) =>
    runCommand(db, "recordLabel", { project: "p", judgmentId, request, author, publicUrl }, { nowUs });

  const caseRows = () =>
    db.orm
      .select()
      .from(db.tables.cases)
      .where(and(eq(db.tables.cases.project, "p"), eq(db.tables.cases.traceId, traceId)));

  const row = async () => {
    const { judgments } = db.tables;
    const [found] = await db.orm
      .select()
      .from(judgments)
      .where(and(eq(judgments.project, "p"), eq(judgments.traceId, traceId)))
      .orderBy(asc(judgments.seq));
    return found;
  };

  it("keeps the label, copies it onto the judgment and makes a case of it", async () => {
    const outcome = await label({ verdict: "incorrect", expected: "fraud", note: "card was stolen" });
    expect(outcome.label).toMatchObject({ judgmentId, verdict: "incorrect", expected: "fraud", author: "Ada" });
    expect(await row()).toMatchObject({
      labelState: "incorrect",
      labelExpected: "fraud",
      labelAuthor: "Ada",
      labelUs: 1_700_000_000_000_001,
    });
    expect(outcome.case).toMatchObject({
      v: 1,
      point: "type",
      input: { text: "My parcel is late" },
      expected: "fraud",
      expectedArm: null,
      actual: "refund",
      actualArm: "approve",
      match: "exact",
      split: "dev",
      label: { verdict: "incorrect", author: "Ada", note: "card was stolen" },
      source: { judgmentId, traceId, url: `${publicUrl}/p/traces/${traceId}?step=${"b".repeat(16)}` },
    });
    expect(await caseRows()).toMatchObject([{ state: "active", content: { expected: "fraud" } }]);
  });

  it("expects the arm that was taken once the answer is confirmed, and the operator's own where they name it", async () => {
    expect((await label({ verdict: "correct" })).case).toMatchObject({ expected: "refund", expectedArm: "approve" });
    const named = await label({ verdict: "incorrect", expected: "fraud", expectedArm: "flag" });
    expect(named.case).toMatchObject({ expected: "fraud", expectedArm: "flag" });
    expect(await caseRows()).toHaveLength(1);
  });

  it("re-evaluates the arm a corrected answer would have led to", async () => {
    const link = { spanId: "b".repeat(16), via: "value" as const, field: "output" };
    const isRefund = (value: string) => ({
      text: 'type === "refund"',
      kind: "if",
      value: value === "refund",
      operands: [{ text: "type", value, judgments: [link] }],
    });
    const run = (spanId: string, trace: string, type: string, arm: string) =>
      branchRow({ traceId: trace, spanId, name: "route", version: "7", arm, conditions: [isRefund(type)] });
    await db.insert(db.tables.branches, [run("branch", traceId, "refund", "approve")]);
    const elsewhere = `${traceId.slice(0, -1)}f`.replace(/^0/, "e");
    await db.insert(db.tables.branches, [run("x", elsewhere, "fraud", "flag")]);
    expect((await label({ verdict: "incorrect", expected: "fraud" })).case?.expectedArm).toBe("flag");
  });

  it("freezes the facts and the answers of the same execution", async () => {
    const step = (values: Parameters<typeof stepRow>[0]) => stepRow({ traceId, workflowSpanId: "root", ...values });
    await db.insert(db.tables.steps, [
      step({ spanId: "root", workflowSpanId: "root", kind: "workflow", input: { id: "C-1" } }),
      step({ spanId: "b".repeat(16), kind: "judgment" }),
      step({ spanId: "c", kind: "judgment" }),
      step({ spanId: "f", kind: "fact", name: "order", output: { days: 12 } }),
      step({ spanId: "g", kind: "fact", name: "elsewhere", output: 1, workflowSpanId: "another" }),
    ]);
    await db.insert(db.tables.judgments, [
      judgmentRow({ traceId, spanId: "c", point: "condition", output: "unopened", confidence: 0.7 }),
    ]);
    expect((await label({ verdict: "correct" })).case?.record).toEqual({
      input: { id: "C-1" },
      judgments: {
        condition: { output: "unopened", confidence: 0.7 },
        type: { output: "refund", confidence: 0.9 },
      },
      facts: { order: { days: 12 } },
    });
  });

  it("takes the same labelId once", async () => {
    const request = { verdict: "correct", labelId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" } as const;
    const ids = { first: `01ARZ3NDEKTSV4RRFFQ69G${count.toString().padStart(4, "0")}` };
    const first = await label({ ...request, labelId: ids.first });
    const again = await label({ ...request, labelId: ids.first }, ada, 1_800_000_000_000_000);
    expect(again.label).toEqual(first.label);
    expect(again.case?.id).toBe(first.case?.id);
    expect(await listLabels(db, { project: "p", judgmentId })).toHaveLength(1);
  });

  it("drafts the case of people who disagree and restores it when they agree", async () => {
    await label({ verdict: "correct" });
    await label({ verdict: "incorrect", expected: "fraud" }, bob);
    expect(await row()).toMatchObject({ labelState: "disputed", labelExpected: null });
    expect(await caseRows()).toMatchObject([{ state: "draft" }]);
    await label({ verdict: "incorrect", expected: "fraud" }, ada);
    expect(await row()).toMatchObject({ labelState: "incorrect", labelExpected: "fraud" });
    expect(await caseRows()).toMatchObject([{ state: "active", content: { expected: "fraud" } }]);
  });

  it("makes no case of unsure, and retires one when the last claim is withdrawn", async () => {
    expect((await label({ verdict: "unsure" })).case).toBeNull();
    expect(await caseRows()).toEqual([]);
    await label({ verdict: "correct" });
    const outcome = await label({ verdict: "withdrawn" });
    expect(outcome).toMatchObject({ case: null, current: null });
    expect(await row()).toMatchObject({ labelState: "none", labelExpected: null, labelAuthor: null, labelUs: null });
    expect(await caseRows()).toMatchObject([{ state: "retired" }]);
  });

  it("appends a suite version and a revision for every change of a case, and none for no change", async () => {
    const { case: made } = await label({ verdict: "correct" });
    await label({ verdict: "correct" });
    await label({ verdict: "withdrawn" });
    const { suiteVersions, caseRevisions } = db.tables;
    const changes = await db.orm
      .select({ change: suiteVersions.change, author: suiteVersions.author })
      .from(suiteVersions)
      .where(eq(suiteVersions.caseId, made?.id ?? ""))
      .orderBy(asc(suiteVersions.version));
    const revisions = await db.orm
      .select({ content: caseRevisions.content })
      .from(caseRevisions)
      .where(eq(caseRevisions.caseId, made?.id ?? ""))
      .orderBy(asc(caseRevisions.version));
    expect(changes.map(({ change }) => change)).toEqual(["added", "retired"]);
    expect(revisions.map(({ content }) => content === null)).toEqual([false, true]);
  });

  it.each<[string, LabelRequest, string]>([
    ["incorrect without an expected answer", { verdict: "incorrect" }, "expected"],
    ["incorrect with the model's own answer", { verdict: "incorrect", expected: "refund" }, "expected"],
    ["correct with another answer", { verdict: "correct", expected: "fraud" }, "expected"],
    ["unsure with an answer", { verdict: "unsure", expected: "fraud" }, "expected"],
    ["taking back what was never said", { verdict: "withdrawn" }, "verdict"],
    ["an answer past every bound", { verdict: "incorrect", expected: "x".repeat(100_001) }, "expected"],
  ])("refuses %s", async (_, request, field) => {
    await expect(label(request)).rejects.toMatchObject({ code: "invalid:label", field });
    expect(await listLabels(db, { project: "p", judgmentId })).toEqual([]);
  });

  it("refuses to confirm where the model gave no answer", async () => {
    traceId = (++count).toString(16).padStart(32, "0");
    judgmentId = `${traceId}-${"b".repeat(16)}`;
    await insertDecision({ output: null, outputText: null, status: "error" });
    await expect(label({ verdict: "correct" })).rejects.toMatchObject({ code: "invalid:label", field: "verdict" });
  });

  it("holds answers to the choices somebody set, not to those that were learned", async () => {
    expect((await label({ verdict: "incorrect", expected: "never seen" })).case?.expected).toBe("never seen");
    traceId = (++count).toString(16).padStart(32, "0");
    judgmentId = `${traceId}-${"b".repeat(16)}`;
    await insertDecision({ pointId: "set" });
    await expect(label({ verdict: "incorrect", expected: "other" })).rejects.toMatchObject({ field: "expected" });
    expect((await label({ verdict: "incorrect", expected: "fraud" })).case?.expected).toBe("fraud");
  });

  it("says which judgment is unknown", async () => {
    judgmentId = `${"f".repeat(32)}-${"f".repeat(16)}`;
    await expect(label({ verdict: "correct" })).rejects.toMatchObject({ code: "not_found:judgment" });
  });

  it("keeps labels of one project from another", async () => {
    const args = { project: "q", judgmentId, request: { verdict: "correct" as const }, author: ada, publicUrl };
    await expect(runCommand(db, "recordLabel", args)).rejects.toMatchObject({ code: "not_found:judgment" });
  });

  it("follows a superseded judgment to its successor, with labels and case", async () => {
    const { case: made } = await label({ verdict: "incorrect", expected: "fraud" });
    const successor = `${traceId}-${"d".repeat(16)}`;
    await insertDecision({ spanId: "d".repeat(16) });
    const { judgments } = db.tables;
    await db.orm
      .update(judgments)
      .set({ supersededBy: successor })
      .where(and(eq(judgments.traceId, traceId), eq(judgments.spanId, "b".repeat(16))));
    const context = { nowUs: 1, newId: () => "unused" };
    await db.transaction((tx) => followLabels(tx, { project: "p", judgmentId: successor, publicUrl }, context));
    const [labelled] = await db.orm
      .select()
      .from(judgments)
      .where(eq(judgments.spanId, "d".repeat(16)));
    expect(labelled).toMatchObject({ labelState: "incorrect", labelExpected: "fraud" });
    expect(await caseRows()).toMatchObject([{ id: made?.id, spanId: "d".repeat(16), state: "active" }]);
    const outcome = await label({ verdict: "withdrawn" });
    expect(outcome.label.judgmentId).toBe(successor);
    expect(outcome.history.map(({ verdict }) => verdict)).toEqual(["incorrect", "withdrawn"]);
  });

  const supersede = async (spanId: string, successor: string) => {
    const { judgments } = db.tables;
    await db.orm
      .update(judgments)
      .set({ supersededBy: successor })
      .where(and(eq(judgments.traceId, traceId), eq(judgments.spanId, spanId)));
    const context = { nowUs: 1, newId: () => ulid() };
    await db.transaction((tx) => followLabels(tx, { project: "p", judgmentId: successor, publicUrl }, context));
  };

  const exportedCases = async (suiteId: string) => {
    const [suite] = await db.orm.select().from(db.tables.suites).where(eq(db.tables.suites.id, suiteId));
    const found = [];
    const of = { suiteId, version: suite?.version ?? 0, splits: ["dev" as const] };
    for await (const chunk of streamCases(db, of)) found.push(...chunk);
    return found.filter(({ source }) => source.traceId === traceId).map(({ id }) => id);
  };

  it("takes a case out of the old suite when its judgment turns out to belong to another point", async () => {
    const { case: before } = await label({ verdict: "correct" });
    await insertDecision({ spanId: "d".repeat(16), pointId: "set", point: "set" });
    await supersede("b".repeat(16), `${traceId}-${"d".repeat(16)}`);
    const [moved] = await caseRows();
    expect(moved).toMatchObject({ id: before?.id, state: "active" });
    expect(moved?.suiteId).not.toBe(before?.suite);
    expect(await exportedCases(before?.suite ?? "")).toEqual([]);
    expect(await exportedCases(moved?.suiteId ?? "")).toEqual([before?.id]);
    const [change] = (await listSuiteVersions(db, { suiteId: before?.suite ?? "", limit: 1 })).items;
    expect(change).toMatchObject({ change: "moved", caseId: before?.id });
  });

  it.each([
    ["in the order they were labelled", ["b", "c"]],
    ["in the other order", ["c", "b"]],
  ])("keeps one case of several labelled judgments that one superseded, %s", async (_, order) => {
    const successor = `${traceId}-${"d".repeat(16)}`;
    await insertDecision({ spanId: "c".repeat(16) });
    const { case: first } = await label({ verdict: "correct" });
    judgmentId = `${traceId}-${"c".repeat(16)}`;
    await label({ verdict: "correct" }, bob);
    await insertDecision({ spanId: "d".repeat(16) });
    for (const sign of order) await supersede(sign.repeat(16), successor);
    const rows = await caseRows();
    expect(rows.filter(({ state }) => state === "active")).toMatchObject([{ spanId: "d".repeat(16) }]);
    expect(rows.filter(({ state }) => state === "retired")).toHaveLength(1);
    expect(await exportedCases(first?.suite ?? "")).toHaveLength(1);
    await label({ verdict: "withdrawn" }, ada);
    await label({ verdict: "withdrawn" }, bob);
    expect(await exportedCases(first?.suite ?? "")).toEqual([]);
  });

  it("adds labelled judgments to a suite and refuses those nobody labelled", async () => {
    const suite = await runCommand(db, "createSuite", { project: "p", pointId: "point", actor: "Ada" });
    const add = () =>
      runCommand(db, "addCases", {
        project: "p",
        suiteId: suite.id,
        judgmentIds: [judgmentId],
        actor: "Ada",
        publicUrl,
      });
    await expect(add()).rejects.toMatchObject({ code: "invalid:unlabelled" });
    await label({ verdict: "unsure" });
    await expect(add()).rejects.toMatchObject({ code: "invalid:unlabelled" });
    const { case: made } = await label({ verdict: "correct" });
    expect((await add()).map(({ id }: { id: string }) => id)).toEqual([made?.id]);
    expect(made?.suite).toBe(suite.id);
  });

  it("keeps texts no database can hold, visibly", async () => {
    const hostile = "a\u0000b\ud800c";
    const { label: kept } = await label({
      verdict: "incorrect",
      expected: hostile,
      note: hostile,
      expectedArm: hostile,
    });
    expect(kept.note).toBe("a\\u0000b\\ud800c");
    expect(kept).toMatchObject({ expected: kept.note, expectedArm: kept.note });
    expect(await listLabels(db, { project: "p", judgmentId })).toEqual([kept]);
  });

  it("keeps objects as expected answers, field by field", async () => {
    const expected: Json = { sku: "E1390", days: 3 };
    const outcome = await label({ verdict: "incorrect", expected });
    expect(outcome.case).toMatchObject({ match: "fields", expected });
  });
});
