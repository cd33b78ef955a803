import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgmentId } from "../../lib/contract/judgment";
import type { Span } from "../../lib/otlp/types";
import type { Db } from "../database";
import { requireJudgmentChain } from "../queries/judgment-chain";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import {
  casebookSpan,
  type Item,
  judgmentSpan,
  readCapture,
  sendItems,
  sendSpans,
  whole,
} from "./ingest-requests.fixture";

const traceId = "5b8efff798038103d269b633813fc60c";
const publicUrl = "http://casebook.test";

describe.each(testDialects)("ingest on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  it.each([
    "plain-otel-genai-content-in-log-event-json",
    "plain-otel-genai-v136-message-logs-protobuf",
    "vercel-ai-v6-json-small-batches",
    "vercel-ai-v7-decide-json",
  ])("derives the same from %s in any order, in any requests, with everything sent twice", async (name) => {
    const items = readCapture(name);
    await sendItems(db, name, items);
    const expected = await dump(db, name);
    expect(expected.judgments.length).toBeGreaterThan(0);
    const random = seeded(7);
    const orders = dialect === "sqlite" ? 12 : 3;
    for (let order = 0; order < orders; order++) {
      const project = `${name}-${order}`;
      for (const request of split(shuffle([...items, ...items], random), random)) await sendItems(db, project, request);
      expect(await dump(db, project)).toEqual(expected);
    }
  });

  it("says of a repeat that it is one, and changes nothing", async () => {
    const spans = [judgmentSpan({}), casebookSpan({ spanId: "b".repeat(16) })];
    expect(await sendSpans(db, "repeat", spans)).toMatchObject({ accepted: 2, duplicates: 0, rejected: 0 });
    const before = await dump(db, "repeat");
    expect(await sendSpans(db, "repeat", spans)).toMatchObject({
      accepted: 0,
      duplicates: 2,
      rejected: 0,
      message: "",
    });
    expect(await dump(db, "repeat")).toEqual(before);
  });

  it("keeps two projects apart that send the same trace id", async () => {
    await sendSpans(db, "one", [judgmentSpan({}, { output: '"refund"' })]);
    await sendSpans(db, "two", [judgmentSpan({}, { output: '"fraud"' })]);
    expect((await dump(db, "one")).judgments.map(({ output }) => output)).toEqual(["refund"]);
    expect((await dump(db, "two")).judgments.map(({ output }) => output)).toEqual(["fraud"]);
  });

  it("lets the version that ended later stand, whichever came first, and keeps the other in quarantine", async () => {
    const early = judgmentSpan({ endTimeUnixNano: "1754500001000000001" }, { output: '"fraud"' });
    const late = judgmentSpan({ endTimeUnixNano: "1754500001000000002" }, { output: '"refund"' });
    expect(await sendSpans(db, "early-late", [early])).toMatchObject({ rejected: 0 });
    expect(await sendSpans(db, "early-late", [late])).toMatchObject({ accepted: 1, rejected: 0, quarantined: 1 });
    expect(await sendSpans(db, "late-early", [late])).toMatchObject({ rejected: 0 });
    const lost = await sendSpans(db, "late-early", [early]);
    expect(lost).toMatchObject({ accepted: 0, rejected: 1, quarantined: 1 });
    expect(lost.message).toContain(`${traceId}/${early.spanId}`);
    expect(await dump(db, "late-early")).toEqual(await dump(db, "early-late"));
    expect(await quarantined(db, "late-early")).toEqual(await quarantined(db, "early-late"));
    expect(await sendSpans(db, "late-early", [early, late])).toMatchObject({
      duplicates: 1,
      rejected: 1,
      quarantined: 0,
    });
  });

  it("settles a conflict inside one request as it does between two", async () => {
    const early = judgmentSpan({ endTimeUnixNano: "1754500001000000001" }, { output: '"fraud"' });
    const late = judgmentSpan({ endTimeUnixNano: "1754500001000000002" }, { output: '"refund"' });
    await sendSpans(db, "inside", [early, late]);
    expect((await dump(db, "inside")).judgments.map(({ output }) => output)).toEqual(["refund"]);
    expect(await quarantined(db, "inside")).toHaveLength(1);
  });

  it("keeps refusals in quarantine, each once", async () => {
    const refusal = {
      index: 0,
      traceId: "",
      spanId: "",
      code: "invalid:otlp_span",
      message: "No id.",
      raw: { name: "x" },
    };
    const decoded = { ...whole([judgmentSpan({})]), refusals: [refusal], refusedCount: 1 };
    const first = await runCommand(db, "ingestSpans", { project: "refusals", decoded, publicUrl });
    expect(first).toMatchObject({ accepted: 1, rejected: 1, quarantined: 1, message: "#0: No id." });
    const second = await runCommand(db, "ingestSpans", { project: "refusals", decoded, publicUrl });
    expect(second).toMatchObject({ accepted: 0, rejected: 1, quarantined: 0 });
    expect(await quarantined(db, "refusals")).toHaveLength(1);
  });

  it("names a span by its place in the request, with those before it that could not be read", async () => {
    const late = judgmentSpan({ endTimeUnixNano: "1754500001000000002" });
    await sendSpans(db, "places", [late]);
    const unread = { traceId: "", spanId: "", code: "invalid:otlp_span", message: "No id.", raw: null };
    const refusals = [
      { ...unread, index: 0 },
      { ...unread, index: 2 },
    ];
    const items = [casebookSpan({ spanId: "c".repeat(16) }), judgmentSpan({})];
    const decoded = { ...whole(items), refusals, refusedCount: 2 };
    const { message } = await runCommand(db, "ingestSpans", { project: "places", decoded, publicUrl });
    expect(message).toContain(`#3 (${traceId}/${late.spanId})`);
  });

  it("keeps what people said when a late span changes the trace", async () => {
    const root = casebookSpan(
      { spanId: "c".repeat(16) },
      { kind: "workflow", name: "complaints", "subject.type": "complaint", "subject.id": "C-1" },
    );
    await sendSpans(db, "labelled", [judgmentSpan({ parentSpanId: root.spanId })]);
    await label(db, "labelled", judgmentSpan({}).spanId);
    await sendSpans(db, "labelled", [root]);
    const [judgment] = (await dump(db, "labelled")).judgments;
    expect(judgment).toMatchObject({ workflow: "complaints", subjectId: "C-1", labelState: "correct" });
  });

  it("supersedes a wrapper by the call that arrives late, and its label follows", async () => {
    const items = readCapture("vercel-ai-v6-protobuf").flatMap((item) => ("span" in item ? item.span : []));
    const { outer, inner } = findWrapper(items);
    await sendSpans(db, "late-child", [outer]);
    await label(db, "late-child", outer.spanId, outer.traceId);
    await sendSpans(db, "late-child", [inner]);
    const { judgments } = db.tables;
    const rows = await db.orm.select().from(judgments).where(eq(judgments.project, "late-child"));
    const standing = rows.filter(({ supersededBy }) => supersededBy === null);
    expect(standing).toMatchObject([{ labelState: "correct" }]);
    const gone = rows.filter(({ supersededBy }) => supersededBy !== null);
    expect(gone.map(({ supersededBy }) => supersededBy)).toEqual(
      gone.map(() => judgmentId(standing[0] as (typeof standing)[0])),
    );
  });

  it("says of a judgment that left without successor that it is gone, and keeps its label for one that comes", async () => {
    const project = "gone";
    const { spanId } = judgmentSpan({});
    const id = judgmentId({ traceId, spanId, ordinal: 0 });
    await sendSpans(db, project, [judgmentSpan({})]);
    await label(db, project, spanId);
    await sendSpans(db, project, [casebookSpan({ spanId, endTimeUnixNano: "1754500001000000002" })]);
    const gone = { code: "not_found:judgment", message: expect.stringContaining("no longer a judgment") };
    await expect(requireJudgmentChain(db, { project, id })).rejects.toMatchObject(gone);
    await expect(label(db, project, spanId)).rejects.toMatchObject(gone);
    const late = judgmentSpan({ spanId: "e".repeat(16) });
    await sendSpans(db, project, [late]);
    const { judgment } = await requireJudgmentChain(db, { project, id });
    expect(judgment).toMatchObject({ spanId: late.spanId, labelState: "correct" });
  });

  it("finds judgments by the words of input, output, rationale and subject", async () => {
    const root = casebookSpan(
      { spanId: "c".repeat(16) },
      { kind: "workflow", name: "w", "subject.type": "complaint", "subject.id": "C-777" },
    );
    const judged = judgmentSpan(
      { parentSpanId: root.spanId },
      { input: '{"text":"hello zebra"}', "judgment.rationale": "wants cash" },
    );
    await sendSpans(db, "words", [root, judged]);
    for (const query of ["zebra", "refund", "cash", "C-777"]) expect(await found(db, "words", query)).toHaveLength(1);
    expect(await found(db, "words", "giraffe")).toEqual([]);
  });

  it("takes words of any length and script into the index", async () => {
    const hangul = "\uac01".repeat(800);
    const marks = `x ${"\u0301".repeat(5)} y`;
    const spans = [hangul, marks, `a${"\u{1d400}".repeat(900)}`].map((text, index) =>
      judgmentSpan({ traceId: String(index + 1).repeat(32) }, { input: JSON.stringify({ text }) }),
    );
    await sendSpans(db, "long-words", spans);
    expect(await quarantined(db, "long-words")).toEqual([]);
    expect(await found(db, "long-words", hangul)).toHaveLength(1);
  });

  it("reads texts whose JSON hides what no database holds", async () => {
    const hidden = JSON.stringify({ text: "nul \u0000 high \ud83d" });
    const root = casebookSpan(
      { spanId: "c".repeat(16) },
      { kind: "workflow", name: "w", input: hidden, output: hidden, "subject.type": "x", "subject.id": "y" },
    );
    const judged = judgmentSpan(
      { parentSpanId: root.spanId },
      { input: hidden, output: hidden, "judgment.task": "generate", "judgment.choices": "null" },
    );
    await sendSpans(db, "hidden", [root, judged]);
    expect(await quarantined(db, "hidden")).toEqual([]);
    expect(await found(db, "hidden", "nul")).toHaveLength(1);
  });

  it("refuses the one span of a request that the database cannot hold", async () => {
    const bad = casebookSpan({ spanId: "b".repeat(16), droppedAttributesCount: Number.NaN });
    const result = await sendSpans(db, "unholdable", [judgmentSpan({}), bad, casebookSpan({ spanId: "c".repeat(16) })]);
    expect(result).toMatchObject({ accepted: 2, rejected: 1, quarantined: 1 });
    expect(result.message).toContain(`#1 (${traceId}/${bad.spanId})`);
    expect(await quarantined(db, "unholdable")).toMatchObject([{ code: "invalid:otlp_span", spanId: bad.spanId }]);
  });

  it("reads past judgments again when a person changes the point", async () => {
    const structured = (spanId: string, answer: string) =>
      judgmentSpan(
        { spanId: spanId.repeat(16) },
        {
          output: JSON.stringify({ category: answer, sure: 0.5 }),
          "judgment.task": "extract",
          "judgment.choices": "null",
        },
      );
    await sendSpans(db, "shape", [structured("1", "refund"), structured("2", "fraud")]);
    const { points, judgments } = db.tables;
    const [point] = await db.orm.select().from(points).where(eq(points.project, "shape"));
    const settings = {
      task: "classify" as const,
      choices: ["refund", "fraud"],
      answerPath: "category",
      confidencePath: "sure",
    };
    await runCommand(db, "updatePoint", { project: "shape", pointId: point?.id ?? "", settings, actor: "Ann" });
    const rows = await db.orm
      .select()
      .from(judgments)
      .where(eq(judgments.project, "shape"))
      .orderBy(asc(judgments.spanId));
    expect(rows).toMatchObject([
      { task: "classify", output: "refund", outputText: "refund", confidence: 0.5 },
      { task: "classify", output: "fraud", outputText: "fraud", confidence: 0.5 },
    ]);
    await runCommand(db, "updatePoint", {
      project: "shape",
      pointId: point?.id ?? "",
      settings: { task: "extract", answerPath: null },
      actor: "Ann",
    });
    const [first] = await db.orm
      .select()
      .from(judgments)
      .where(and(eq(judgments.project, "shape"), eq(judgments.spanId, "1".repeat(16))));
    expect(first).toMatchObject({ task: "extract" });
  });

  it("derives again, at the start of a version that can, the traces an earlier one could not", async () => {
    await sendSpans(db, "retry", [judgmentSpan({})]);
    const { steps, judgments, quarantine } = db.tables;
    const expected = await dump(db, "retry");
    await db.orm.delete(steps).where(eq(steps.project, "retry"));
    await db.orm.delete(judgments).where(eq(judgments.project, "retry"));
    const failure = { traceId, spanId: "", code: "internal:derive", message: "Not read.", raw: null };
    const row = { project: "retry", signal: "traces" as const, atUs: 1, digest: "d", ...failure };
    await db.insert(quarantine, [row]);
    expect(await runCommand(db, "retryDerivations", {})).toEqual({ marked: 1 });
    expect(await runCommand(db, "deriveStale", { publicUrl })).toEqual({ derived: 1 });
    expect(await runCommand(db, "deriveStale", { publicUrl })).toEqual({ derived: 0 });
    expect(await dump(db, "retry")).toEqual(expected);
    expect(await quarantined(db, "retry")).toEqual([]);
  });

  it("applies a changed shape to a long past chunk by chunk", async () => {
    const spans = Array.from({ length: 700 }, (_, index) =>
      judgmentSpan(
        { traceId: (index + 1).toString(16).padStart(32, "0") },
        { output: '{"category":"fraud"}', "judgment.task": "extract", "judgment.choices": "null" },
      ),
    );
    await sendSpans(db, "long", spans);
    const { points, judgments } = db.tables;
    const [point] = await db.orm.select().from(points).where(eq(points.project, "long"));
    const settings = { task: "classify" as const, choices: ["refund", "fraud"], answerPath: "category" };
    await runCommand(db, "updatePoint", { project: "long", pointId: point?.id ?? "", settings, actor: "Ann" });
    const projected = async () =>
      (
        await db.orm
          .select()
          .from(judgments)
          .where(and(eq(judgments.project, "long"), eq(judgments.outputText, "fraud")))
      ).length;
    expect(await projected()).toBe(500);
    while (!(await runCommand(db, "continueReprojection", {})).isDone);
    expect(await projected()).toBe(700);
  });
});

/** What a project shows of its traces, without what differs between projects: ids allotted on arrival. */
async function dump(db: Db, project: string) {
  const { traces, steps, branches, judgments, judgmentPayloads, points } = db.tables;
  const strip = <Row extends { project: string }>({ project: _project, ...row }: Row) => row;
  const traceRows = await db.orm.select().from(traces).where(eq(traces.project, project)).orderBy(asc(traces.traceId));
  const stepRows = await db.orm.select().from(steps).where(eq(steps.project, project)).orderBy(asc(steps.spanId));
  const branchRows = await db.orm
    .select()
    .from(branches)
    .where(eq(branches.project, project))
    .orderBy(asc(branches.spanId));
  const pointRows = await db.orm
    .select()
    .from(points)
    .where(eq(points.project, project))
    .orderBy(asc(points.workflow), asc(points.name));
  const rows = await db.orm
    .select()
    .from(judgments)
    .innerJoin(judgmentPayloads, eq(judgmentPayloads.judgmentSeq, judgments.seq))
    .where(eq(judgments.project, project))
    .orderBy(asc(judgments.traceId), asc(judgments.spanId), asc(judgments.ordinal));
  return {
    traces: traceRows.map(({ seq: _seq, ...row }) => strip(row)),
    steps: stepRows.map(strip),
    branches: branchRows.map(({ seq: _seq, ...row }) => strip(row)),
    points: pointRows
      .filter(({ id }) => rows.some((row) => row.judgments.pointId === id && row.judgments.supersededBy === null))
      .map(({ workflow, name, learned }) => ({ workflow, name, learned })),
    judgments: rows
      .filter((row) => row.judgments.supersededBy === null)
      .map(
        ({
          judgments: { seq: _seq, pointId: _pointId, ...row },
          judgment_payloads: { judgmentSeq: _s, ...payload },
        }) => ({
          ...strip(row),
          payload,
        }),
      ),
  };
}

async function quarantined(db: Db, project: string) {
  const { quarantine } = db.tables;
  return db.orm
    .select({ code: quarantine.code, spanId: quarantine.spanId, raw: quarantine.raw, digest: quarantine.digest })
    .from(quarantine)
    .where(eq(quarantine.project, project));
}

async function label(db: Db, project: string, spanId: string, trace = traceId): Promise<void> {
  const id = judgmentId({ traceId: trace, spanId, ordinal: 0 });
  const author = { id: "ann", name: "Ann" };
  await runCommand(db, "recordLabel", { project, judgmentId: id, request: { verdict: "correct" }, author, publicUrl });
}

async function found(db: Db, project: string, query: string) {
  const { judgments } = db.tables;
  return db.orm
    .select({ spanId: judgments.spanId })
    .from(judgments)
    .where(and(eq(judgments.project, project), db.search.matches(query)));
}

/** A wrapper span and the model call inside it, both recognised when alone. */
function findWrapper(spans: Span[]): { outer: Span; inner: Span } {
  for (const inner of spans) {
    const outer = spans.find(({ spanId }) => spanId === inner.parentSpanId);
    if (outer?.name === "ai.generateText" && inner.name === "ai.generateText.doGenerate") return { outer, inner };
  }
  throw new Error("The capture holds no wrapper");
}

function split(items: Item[], random: () => number): Item[][] {
  const requests: Item[][] = [];
  for (let from = 0; from < items.length; ) {
    const size = 1 + Math.floor(random() * 6);
    requests.push(items.slice(from, from + size));
    from += size;
  }
  return requests;
}

function shuffle<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
