import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { traceDetail } from "../../lib/contract/trace";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { assembleTrace, getTraceSource, listExecutionHeads, listStepOutlines, listSteps } from "./steps";
import { branchRow, judgmentRow, stepRow, traceRow } from "./trace-rows.fixture";
import { findSubject, getTrace, listTraces } from "./traces";

const project = "p";
const traceId = "a".repeat(32);

describe.each(testDialects)("traces on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { traces, steps, judgments, branches } = db.tables;
    await db.insert(
      traces,
      [1, 2, 3, 4, 5].map((n) => traceRow({ traceId: String(n).repeat(32), startUs: n < 4 ? 100 : 200 })),
    );
    await db.insert(traces, [
      traceRow({ traceId, startUs: 1_700_000_000_123_456, startNs: 789, endUs: 1_700_000_000_623_456, endNs: 789 }),
      traceRow({ traceId: "b".repeat(32), project: "other" }),
    ]);
    await db.insert(steps, [
      stepRow({ spanId: "w", kind: "workflow", startUs: 10, endUs: 90, subjectType: "order", subjectId: "EO-1" }),
      stepRow({ spanId: "fact", kind: "fact", startUs: 30, endUs: 31, stepSeq: 2, output: { months: 3 } }),
      stepRow({ spanId: "judge", parentSpanId: "w", kind: "judgment", startUs: 10, endUs: 20, stepSeq: 0 }),
      stepRow({ spanId: "branch", kind: "branch", startUs: 40, endUs: 41 }),
      stepRow({ spanId: "act", kind: "action", startUs: 50, endUs: 51, effect: true, input: { sku: "E0601" } }),
    ]);
    await db.insert(judgments, [
      judgmentRow({ spanId: "judge", ordinal: 0, point: "machine.type" }),
      judgmentRow({ spanId: "judge", ordinal: 1, point: "machine.model" }),
      judgmentRow({ spanId: "judge", ordinal: 2, point: "machine.old", supersededBy: "x" }),
    ]);
    await db.insert(branches, [branchRow({ spanId: "branch", arm: "rental", commit: "4f2a9c1" })]);
  });
  afterAll(() => db.close());

  it("walks all traces newest first without repeating or skipping one", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTraces(db, { project, limit: 2, cursor });
      seen.push(...page.items.map((item) => item.traceId.slice(0, 1)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["a", "5", "4", "3", "2", "1"]);
  });

  it("refuses a cursor that another list made", async () => {
    await expect(listTraces(db, { project, limit: 2, cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid:cursor",
    });
  });

  it("finds a trace by the subject of one of its executions, with and without its type", async () => {
    for (const subject of ["EO-1", "order:EO-1"]) {
      const { items } = await listTraces(db, { project, subject, limit: 10 });
      expect(items.map((item) => item.traceId)).toEqual([traceId]);
      expect(await findSubject(db, { project, subject })).toMatchObject([
        { traceId, spanId: "w", type: "order", id: "EO-1" },
      ]);
    }
    expect(await findSubject(db, { project, subject: "invoice:EO-1" })).toEqual([]);
    expect(await findSubject(db, { project: "other", subject: "EO-1" })).toEqual([]);
  });

  it("keeps nanoseconds in a trace's start", async () => {
    const trace = await getTrace(db, { project, traceId });
    expect(trace).toMatchObject({ startedAt: "2023-11-14T22:13:20.123456789Z", durationMs: 500 });
    expect(await getTrace(db, { project: "other", traceId })).toBeUndefined();
  });

  it("assembles the contract's trace, steps in the order they ran", async () => {
    const detail = traceDetail.parse(await assembleTrace(db, { project, traceId }));
    expect(detail.steps.map((step) => step.spanId)).toEqual(["w", "judge", "fact", "branch", "act"]);
    expect(detail.steps[1]?.judgments?.map((judgment) => judgment.point)).toEqual(["machine.type", "machine.model"]);
    expect(detail.steps[2]).toMatchObject({ kind: "fact", output: { months: 3 } });
    expect(detail.steps[3]?.branch).toMatchObject({ arm: "rental", file: "src/policy.ts", line: 14 });
    expect(detail.steps[4]).toMatchObject({ effect: true, input: { sku: "E0601" } });
  });

  it("reads only the steps asked for", async () => {
    const steps = await listSteps(db, { project, traceId, spanIds: ["act", "branch", "unknown"] });
    expect(steps.map((step) => step.spanId)).toEqual(["branch", "act"]);
  });

  it("at one moment puts a parent before its child and a branch before the action it led to", async () => {
    const same = { traceId: "d".repeat(32), startUs: 10, startNs: 0 };
    await db.insert(db.tables.steps, [
      stepRow({ ...same, spanId: "act", parentSpanId: "w", kind: "action", endUs: 90 }),
      stepRow({ ...same, spanId: "branch", parentSpanId: "w", kind: "branch", endUs: 10 }),
      stepRow({ ...same, spanId: "circle-a", parentSpanId: "circle-b", endUs: 95 }),
      stepRow({ ...same, spanId: "circle-b", parentSpanId: "circle-a", endUs: 96 }),
      stepRow({ ...same, spanId: "w", kind: "workflow", endUs: 99 }),
    ]);
    const steps = await listStepOutlines(db, { project, traceId: same.traceId });
    const order = steps.map((step) => step.spanId).filter((spanId) => !spanId.startsWith("circle"));
    expect(order).toEqual(["w", "branch", "act"]);
    expect(steps).toHaveLength(5);
  });

  it("at one moment keeps the order of the calls, whichever ended first", async () => {
    const same = { traceId: "e".repeat(32), startUs: 10, startNs: 0, workflowSpanId: "w" };
    await db.insert(db.tables.steps, [
      stepRow({ ...same, spanId: "coverage", kind: "fact", endUs: 11, stepSeq: 1 }),
      stepRow({ ...same, spanId: "judge", kind: "judgment", endUs: 60, stepSeq: 0 }),
      stepRow({ ...same, spanId: "act", kind: "action", endUs: 20, stepSeq: 2 }),
      stepRow({ ...same, spanId: "branch", kind: "branch", endUs: 30 }),
    ]);
    const steps = await listStepOutlines(db, { project, traceId: same.traceId });
    expect(steps.map((step) => step.spanId)).toEqual(["branch", "judge", "coverage", "act"]);
  });

  it("names the executions of a trace and where their code lies", async () => {
    expect(await listExecutionHeads(db, { project, traceId })).toMatchObject([
      { spanId: "w", workflow: "equipment-order", subject: { type: "order", id: "EO-1" }, durationMs: 0.08 },
    ]);
    expect(await getTraceSource(db, { project, traceId })).toEqual({
      commit: "4f2a9c1",
      repository: null,
      file: "src/policy.ts",
      line: 14,
    });
    expect(await getTraceSource(db, { project: "other", traceId })).toMatchObject({ commit: null });
  });

  it("outlines steps with the number of judgments that stand", async () => {
    const outlines = await listStepOutlines(db, { project, traceId });
    expect(outlines.map((step) => [step.spanId, step.judgments, step.durationUs])).toEqual([
      ["w", 0, 80],
      ["judge", 2, 10],
      ["fact", 0, 1],
      ["branch", 0, 1],
      ["act", 0, 1],
    ]);
  });
});
