import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { getPoint } from "../queries/points";
import { judgmentRow, payloadRow } from "../queries/trace-rows.fixture";
import { openTestDatabase, runCommand, testDialects } from "../testing";

const place = { project: "p", pointId: "type", actor: "Ada" };

describe.each(testDialects)("updatePoint on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { points, judgments, judgmentPayloads } = db.tables;
    await db.insert(points, [
      {
        id: "type",
        project: "p",
        workflow: "triage",
        name: "complaint_type",
        learned: { task: "extract", choices: null, answerPath: null, confidencePath: null },
        evidence: {},
        settings: {},
        createdUs: 1,
      },
    ]);
    const rawOutput = { category: "refund", sure: 0.4 };
    const [row] = await db.insert(judgments, [judgmentRow({ pointId: "type", task: "extract", output: rawOutput })], {
      returning: ["seq"],
    });
    await db.insert(judgmentPayloads, [payloadRow({ judgmentSeq: row?.seq ?? 0, input: "x", rawOutput })]);
  });
  afterAll(() => db.close());

  const judgment = async () => (await db.orm.select().from(db.tables.judgments))[0];
  const audited = async () => (await db.orm.select().from(db.tables.auditEvents)).map((event) => event.action);

  it("applies new settings to past judgments and says who changed them", async () => {
    const settings = { task: "classify" as const, answerPath: "category", confidencePath: "sure" };
    await runCommand(db, "updatePoint", { ...place, settings });
    expect(await judgment()).toMatchObject({
      task: "classify",
      output: "refund",
      outputText: "refund",
      confidence: 0.4,
    });
    expect(await getPoint(db, place)).toMatchObject({ settings, task: "classify", answerPath: "category" });
    const [event] = await db.orm.select().from(db.tables.auditEvents);
    expect(event).toMatchObject({
      actor: "Ada",
      action: "point.update",
      target: "type",
      detail: { from: {}, to: settings },
    });
  });

  it("changes nothing, and records nothing, when asked for what is already so", async () => {
    const before = await audited();
    await runCommand(db, "updatePoint", { ...place, settings: { answerPath: "category" } });
    expect(await audited()).toEqual(before);
  });

  it("goes back to what was learned, raw answers unharmed", async () => {
    const settings = { task: null, answerPath: null, confidencePath: null };
    await runCommand(db, "updatePoint", { ...place, settings });
    expect(await judgment()).toMatchObject({
      task: "extract",
      output: { category: "refund", sure: 0.4 },
      confidence: null,
    });
    expect(await getPoint(db, place)).toMatchObject({ settings: {} });
  });

  it("refuses a point of another project", async () => {
    const update = runCommand(db, "updatePoint", { ...place, project: "other", settings: { task: "score" } });
    await expect(update).rejects.toMatchObject({ code: "not_found:point" });
  });
});
