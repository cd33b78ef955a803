import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgmentId } from "../../lib/contract/judgment";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { listFilterOptions } from "./filter-options";
import { getJudgment } from "./judgment-chain";
import { getJudgmentDetail, listOutcomes } from "./judgment-detail";
import type { ProjectFilter } from "./judgment-filter";
import { countArrivedSince, countJudgments, getNewestArrival, listJudgments, requireJudgment } from "./judgments";
import { branchRow, judgmentRow, payloadRow } from "./trace-rows.fixture";

const hour = 3_600_000_000;
const outputs = ["refund", "fraud", "shipping", "other"];
const spanOf = (n: number) => n.toString(16).padStart(16, "0");
const idOf = (n: number) => judgmentId({ traceId: "a".repeat(32), spanId: spanOf(n), ordinal: 0 });

/** Forty judgments an hour apart, number 0 the oldest; of two points, four outputs, two versions. */
const rows = Array.from({ length: 40 }, (_, n) =>
  judgmentRow({
    project: "p",
    spanId: spanOf(n),
    startUs: n * hour,
    endUs: n * hour + 1500,
    pointId: n % 2 === 0 ? "type" : "condition",
    point: n % 2 === 0 ? "complaint_type" : "item_condition",
    output: outputs[n % 4] ?? null,
    outputText: outputs[n % 4] ?? null,
    arm: n % 3 === 0 ? "approve" : "escalate",
    version: n < 20 ? "1" : "2",
    model: n % 5 === 0 ? "small" : "large",
    confidence: n === 38 ? null : n / 40,
    subjectType: "complaint",
    subjectId: `C-${n}`,
    labelState: n === 4 ? "incorrect" : "none",
    labelExpected: n === 4 ? "fraud" : null,
    labelAuthor: n === 4 ? "Ada" : null,
    labelUs: n === 4 ? 50 * hour : null,
    branches: [{ spanId: "b".repeat(16), name: "route", arm: "approve" }],
  }),
);

const newest = { project: "p", sort: "newest", limit: 100 } as const;
const numbersOf = (items: { spanId: string }[]) => items.map(({ spanId }) => Number.parseInt(spanId, 16));

describe.each(testDialects)("judgments on %s", (dialect) => {
  let db: Db;

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { tables } = db;
    const shape = { task: "classify" as const, choices: null, answerPath: null, confidencePath: null };
    const point = {
      project: "p",
      workflow: "equipment-order",
      learned: shape,
      evidence: {},
      settings: {},
      createdUs: 0,
    };
    await db.insert(tables.points, [
      { ...point, id: "type", name: "complaint_type" },
      { ...point, id: "condition", name: "item_condition" },
    ]);
    const written = await db.insert(tables.judgments, rows, { returning: ["seq"] });
    await db.insert(tables.judgments, [
      judgmentRow({ project: "other", spanId: spanOf(0), startUs: 99 * hour }),
      judgmentRow({ project: "p", spanId: spanOf(900), startUs: 99 * hour, supersededBy: idOf(39) }),
    ]);
    await db.search.index(
      written.map(({ seq }, n) => ({ seq, text: n % 10 === 0 ? "the kettle arrived broken" : "where is my parcel" })),
    );
  });
  afterAll(() => db.close());

  test("newest first, without superseded ones and without other projects", async () => {
    const { items, nextCursor, searchedTo } = await listJudgments(db, newest);
    expect(numbersOf(items)).toEqual(Array.from({ length: 40 }, (_, n) => 39 - n));
    expect({ nextCursor, searchedTo }).toEqual({ nextCursor: null, searchedTo: null });
  });

  test.each(["newest", "oldest"] as const)("walks all pages of the %s first, each judgment once", async (sort) => {
    const found: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listJudgments(db, { project: "p", sort, limit: 7, ...(cursor && { cursor }) });
      found.push(...numbersOf(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    const ascending = Array.from({ length: 40 }, (_, n) => n);
    expect(found).toEqual(sort === "oldest" ? ascending : ascending.reverse());
  });

  const where = (keep: (n: number) => boolean) =>
    rows
      .map((_, n) => n)
      .filter(keep)
      .reverse();
  const filters: [string, Omit<ProjectFilter, "project">, (n: number) => boolean][] = [
    ["point", { point: "complaint_type" }, (n) => n % 2 === 0],
    ["a point of another workflow", { point: "complaint_type", workflow: "x" }, () => false],
    ["point and output", { pointId: "type", output: "refund" }, (n) => n % 4 === 0],
    ["output alone", { output: "fraud" }, (n) => n % 4 === 1],
    ["point and arm", { pointId: "type", arm: "approve" }, (n) => n % 6 === 0],
    ["point, output and arm", { pointId: "type", output: "refund", arm: "approve" }, (n) => n % 12 === 0],
    ["model", { model: "small" }, (n) => n % 5 === 0],
    ["version", { version: "2" }, (n) => n >= 20],
    ["task", { task: "extract" }, () => false],
    ["label", { label: "incorrect" }, (n) => n === 4],
    ["no label", { label: "none" }, (n) => n !== 4],
    ["confidence", { confidenceMin: 0.25, confidenceMax: 0.5 }, (n) => n >= 10 && n <= 20],
    ["subject", { subject: "C-12" }, (n) => n === 12],
    ["subject with type", { subject: "complaint:C-12" }, (n) => n === 12],
    ["subject of another type", { subject: "order:C-12" }, () => false],
    ["words", { q: "broken kett" }, (n) => n % 10 === 0],
    ["words and output", { q: "kettle", output: "refund" }, (n) => n % 20 === 0],
    ["time", { from: "1970-01-01T10:00:00Z", to: "1970-01-01T12:00:00Z" }, (n) => n === 10 || n === 11],
    ["a day", { from: "1970-01-02" }, (n) => n >= 24],
  ];
  test.each(filters)("filters by %s, and counts the same", async (_name, filter, keep) => {
    const { items } = await listJudgments(db, { ...newest, ...filter });
    expect(numbersOf(items)).toEqual(where(keep));
    expect(await countJudgments(db, { project: "p", ...filter })).toBe(items.length);
  });

  test("sorts by confidence within one point, leaving out those that stated none", async () => {
    const first = await listJudgments(db, { project: "p", pointId: "type", sort: "confidence-asc", limit: 3 });
    expect(numbersOf(first.items)).toEqual([0, 2, 4]);
    const cursor = first.nextCursor ?? "";
    const next = await listJudgments(db, { project: "p", pointId: "type", sort: "confidence-asc", limit: 3, cursor });
    expect(numbersOf(next.items)).toEqual([6, 8, 10]);
    const highest = await listJudgments(db, { project: "p", pointId: "type", sort: "confidence-desc", limit: 2 });
    expect(numbersOf(highest.items)).toEqual([36, 34]);
  });

  test("refuses an order by confidence over several points", async () => {
    await expect(listJudgments(db, { ...newest, sort: "confidence-asc" })).rejects.toMatchObject({
      code: "invalid:sort",
      field: "sort",
    });
  });

  test("refuses a cursor it did not make", async () => {
    await expect(listJudgments(db, { ...newest, cursor: "bm9wZQ" })).rejects.toMatchObject({ code: "invalid:cursor" });
  });

  test("a filter without an index searches a window, says how far, and goes on from there", async () => {
    const first = await listJudgments(db, { ...newest, version: "1" }, 15);
    expect(first).toMatchObject({ items: [], searchedTo: "1970-01-02T02:00:00.000000Z" });
    const second = await listJudgments(db, { ...newest, version: "1", cursor: first.nextCursor ?? "" }, 15);
    expect(numbersOf(second.items)).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11]);
    const third = await listJudgments(db, { ...newest, version: "1", cursor: second.nextCursor ?? "" }, 15);
    expect(numbersOf(third.items)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(third).toMatchObject({ nextCursor: null, searchedTo: null });
  });

  test("counts what has arrived since, by the same filter", async () => {
    const seq = (await getNewestArrival(db)) - 4;
    expect(await countArrivedSince(db, { project: "p", seq })).toBe(2);
    expect(await countArrivedSince(db, { project: "p", seq, output: outputs[39 % 4] })).toBe(1);
  });

  test("an id that was superseded leads to its successor", async () => {
    expect((await getJudgment(db, { project: "p", id: idOf(900) }))?.supersededBy).toBe(idOf(39));
    expect((await requireJudgment(db, { project: "p", id: idOf(900) })).spanId).toBe(spanOf(39));
    expect(await getJudgment(db, { project: "p", id: "nonsense" })).toBeUndefined();
    await expect(requireJudgment(db, { project: "other", id: idOf(3) })).rejects.toMatchObject({
      code: "not_found:judgment",
    });
  });

  test("a judgment's detail holds its payload and only the conditions that read it", async () => {
    const { tables } = db;
    const [row] = rows;
    const spanId = row?.spanId ?? "";
    const own = {
      kind: "if",
      text: "type is refund",
      value: true,
      operands: [{ text: "type", judgments: [{ spanId, via: "value" as const }] }],
    };
    await db.insert(tables.branches, [
      branchRow({
        project: "p",
        spanId: "b".repeat(16),
        name: "route",
        arm: "approve",
        outcome: "approved",
        conditions: [
          own,
          {
            kind: "if",
            text: "days < 30",
            value: true,
            operands: [{ text: "days", value: 12, judgments: [{ spanId, via: "control" }] }],
          },
        ],
        judgmentSpanIds: [spanId],
      }),
    ]);
    const stored = await requireJudgment(db, { project: "p", id: idOf(0) });
    await db.insert(tables.judgmentPayloads, [
      payloadRow({
        judgmentSeq: stored.seq,
        input: { text: "It arrived broken." },
        rationale: "the buyer wants money back",
      }),
    ]);
    const detail = await getJudgmentDetail(db, { project: "p", id: idOf(0) });
    expect(detail).toMatchObject({
      id: idOf(0),
      payload: { input: { text: "It arrived broken." }, rationale: "the buyer wants money back" },
      conditions: [{ text: "type is refund", branchSpanId: "b".repeat(16) }],
      readBy: [{ name: "route", arm: "approve", outcome: "approved" }],
    });
    const outcomes = await listOutcomes(db, {
      project: "p",
      keys: [{ traceId: detail.traceId, spanId: "b".repeat(16) }],
    });
    expect([...outcomes.values()]).toEqual(["approved"]);
  });

  test("offers the values that occur, most frequent first", async () => {
    const options = await listFilterOptions(db, { project: "p", pointId: "type" });
    expect(options.output).toEqual([
      { value: "refund", count: 10 },
      { value: "shipping", count: 10 },
    ]);
    expect(options.model).toEqual([
      { value: "large", count: 16 },
      { value: "small", count: 4 },
    ]);
  });
});
