import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointItem } from "../../lib/contract/point";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { getPoint, getPointFigures, listPointNames, listPoints } from "./points";
import { judgmentRow } from "./trace-rows.fixture";

const learned = { task: "extract" as const, choices: null, answerPath: null, confidencePath: null };
const dayUs = 86_400_000_000;
const noon = Date.UTC(2026, 4, 12, 12) * 1000;

describe.each(testDialects)("points on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { points, judgments } = db.tables;
    const point = { project: "p", workflow: "triage", learned, evidence: {}, settings: {}, createdUs: 1 };
    await db.insert(points, [
      { ...point, id: "type", name: "complaint_type", settings: { task: "classify", answerPath: "category" } },
      { ...point, id: "empty", name: "another" },
      { ...point, id: "set", name: "by hand", settings: { task: "detect" } },
      { ...point, id: "suite", name: "in a suite" },
    ]);
    const suite = { project: "p", name: "s", seed: "", holdoutShare: 0, version: 0, createdUs: 1 };
    await db.insert(db.tables.suites, [{ ...suite, id: "s", pointId: "suite" }]);
    const at = (startUs: number) => ({ startUs, endUs: startUs });
    await db.insert(judgments, [
      judgmentRow({ spanId: "1", pointId: "type", outputText: "refund", confidence: 0.4, ...at(noon) }),
      judgmentRow({ spanId: "2", pointId: "type", outputText: "refund", confidence: 0.9, ...at(noon + dayUs) }),
      judgmentRow({
        spanId: "3",
        pointId: "type",
        outputText: "fraud",
        confidence: null,
        ...at(noon + dayUs),
        labelState: "incorrect",
      }),
      judgmentRow({ spanId: "4", pointId: "type", outputText: "other", supersededBy: "x", ...at(noon) }),
      judgmentRow({ spanId: "6", pointId: "empty", supersededBy: "x", ...at(noon) }),
      judgmentRow({ spanId: "5", pointId: "type", outputText: "refund", project: "other", ...at(noon) }),
    ]);
  });
  afterAll(() => db.close());

  it("lists points with what is in force, what was learned and what people said", async () => {
    const [set, type] = (await listPoints(db, "p")).map((item) => pointItem.parse(item));
    expect(set).toMatchObject({ id: "set", task: "detect", judgments: 0, lastSeenAt: null });
    expect(type).toMatchObject({
      task: "classify",
      answerPath: "category",
      learned,
      judgments: 3,
      labels: { none: 2, incorrect: 1, correct: 0 },
    });
  });

  it("leaves out a point that nothing is left of, and keeps one with settings or a suite", async () => {
    const ids = ["set", "type", "suite"];
    expect((await listPoints(db, "p")).map(({ id }) => id)).toEqual(ids);
    expect((await listPointNames(db, "p")).map(({ id }) => id)).toEqual(ids);
  });

  it("gets one point of its own project only", async () => {
    expect(await getPoint(db, { project: "p", pointId: "type" })).toMatchObject({ judgments: 3 });
    expect(await getPoint(db, { project: "other", pointId: "empty" })).toBeUndefined();
  });

  it("counts answers, days and low confidence without superseded judgments", async () => {
    expect(await getPointFigures(db, { project: "p", pointId: "type" })).toEqual({
      outputs: [
        { output: "refund", count: 2 },
        { output: "fraud", count: 1 },
      ],
      days: [
        { day: "2026-05-12", count: 1 },
        { day: "2026-05-13", count: 2 },
      ],
      confident: 2,
      unsure: 1,
    });
  });
});
