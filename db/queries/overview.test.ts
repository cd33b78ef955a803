import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgmentId } from "../../lib/contract/judgment";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { getFirstArrival, getOverview, listNewestCorrections, overviewDays } from "./overview";
import { judgmentRow, traceRow } from "./trace-rows.fixture";

const dayUs = 86_400_000_000;
const nowUs = 20_000 * dayUs + 1000;
const spanOf = (n: number) => n.toString(16).padStart(16, "0");
const at = (daysAgo: number) => ({ startUs: nowUs - daysAgo * dayUs, endUs: nowUs - daysAgo * dayUs + 10 });

describe.each(testDialects)("overview on %s", (dialect) => {
  let db: Db;

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { tables } = db;
    const labelled = { labelState: "incorrect" as const, labelAuthor: "Ada", labelExpected: "cpap" };
    await db.insert(tables.judgments, [
      judgmentRow({ spanId: spanOf(1), ...at(0), arm: "rental" }),
      judgmentRow({ spanId: spanOf(2), ...at(0), arm: "rental", confidence: 0.4 }),
      judgmentRow({ spanId: spanOf(3), ...at(3), arm: "purchase", confidence: 0.5, ...labelled, labelUs: 5 }),
      judgmentRow({ spanId: spanOf(4), ...at(3), confidence: null, status: "error", output: null, outputText: null }),
      judgmentRow({ spanId: spanOf(5), ...at(1), pointId: "other", point: "sku", ...labelled, labelUs: 9 }),
      judgmentRow({ spanId: spanOf(6), ...at(overviewDays + 1) }),
      judgmentRow({ spanId: spanOf(7), ...at(0), project: "elsewhere" }),
      judgmentRow({ spanId: spanOf(8), ...at(0), supersededBy: "x" }),
    ]);
    const label = {
      project: "p",
      traceId: "a".repeat(32),
      ordinal: 0,
      verdict: "incorrect" as const,
      expected: "cpap",
      expectedArm: null,
      note: null,
      tags: [],
      authorId: "a",
      author: "Ada",
    };
    await db.insert(tables.labels, [
      { ...label, id: "1", spanId: spanOf(3), atUs: 5 },
      { ...label, id: "2", spanId: spanOf(5), atUs: 9 },
    ]);
    await db.insert(tables.traces, [traceRow({ project: "silent" })]);
  });
  afterAll(() => db.close());

  test("tells volume by day, labels, low confidence, failures and arms of each point", async () => {
    const { points, isSampled } = await getOverview(db, { project: "p", nowUs });
    expect(isSampled).toBe(false);
    expect(points.map(({ name, judgments }) => [name, judgments])).toEqual([
      ["machine", 4],
      ["sku", 1],
    ]);
    const [machine] = points;
    expect(machine).toMatchObject({
      labels: { none: 3, incorrect: 1, correct: 0 },
      confident: 3,
      low: 2,
      lowUnlabelled: 1,
      failed: 1,
      arms: [
        { arm: "rental", count: 2 },
        { arm: "purchase", count: 1 },
      ],
    });
    expect(machine?.days).toHaveLength(overviewDays);
    expect(machine?.days.slice(-4)).toEqual([2, 0, 0, 2]);
  });

  test("lists what was corrected last, newest first", async () => {
    const items = await listNewestCorrections(db, { project: "p", limit: 5 });
    expect(items.map(({ spanId }) => spanId)).toEqual([spanOf(5), spanOf(3)]);
  });

  test("finds the first decision, or a trace without one, or nothing", async () => {
    expect(await getFirstArrival(db, "p")).toMatchObject({
      judgmentId: judgmentId({ traceId: "a".repeat(32), spanId: spanOf(6), ordinal: 0 }),
    });
    expect(await getFirstArrival(db, "silent")).toEqual({ traceId: "a".repeat(32), judgmentId: undefined });
    expect(await getFirstArrival(db, "nobody")).toBeUndefined();
  });
});
