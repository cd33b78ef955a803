import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { traceDetail } from "../../lib/contract/trace";
import { casebookSpan, sendSpans } from "../commands/ingest-requests.fixture";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { assembleTrace } from "./steps";

const traceId = "5b8efff798038103d269b633813fc60c";
const root = "1".repeat(16);
const rows = {
  v: 1,
  frames: [[0, 0, -1, -1]],
  rows: [
    [0, 1, "refund", 1],
    [0, 2, { $: "u" }],
  ],
  pv: [[], [["2".repeat(16), "value", "output"]]],
  hash: "x1",
};

describe.each(testDialects)("what a replay needs of a trace on %s", (dialect) => {
  let db: Db;

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const step = (spanId: string, parentSpanId: string | undefined, attributes: Parameters<typeof casebookSpan>[1]) =>
      casebookSpan({ traceId, spanId, parentSpanId }, attributes);
    await sendSpans(db, "p", [
      step(root, undefined, { kind: "workflow", name: "triage", input: "[1,2]", replay: '{"args":2}' }),
      step("2".repeat(16), root, {
        kind: "judgment",
        name: "type",
        seq: 0,
        key: "type#0:abc",
        output: '"refund"',
        "judgment.confidence": 0.125,
        "judgment.scores": '{"refund":0.125}',
      }),
      step("3".repeat(16), root, {
        kind: "fact",
        name: "order",
        seq: 1,
        key: "order#0",
        output: '{"at":"2026-01-31T00:00:00.000Z","token":"[redacted]"}',
        lossy: '["output.token"]',
        replay: '{"returns":"promise","ended":1,"revive":{"output.at":"date"}}',
      }),
      step("4".repeat(16), root, {
        kind: "branch",
        name: "decide",
        key: "decide#0",
        "branch.rows": JSON.stringify(rows),
        sites: "a b",
      }),
      step("5".repeat(16), root, { kind: "branch", name: "broken", "branch.rows": "{", sites: "a" }),
    ]);
  });
  afterAll(() => db.close());

  it("is told by GET /api/v1/traces/{traceId}, by the contract", async () => {
    const trace = traceDetail.parse(await assembleTrace(db, { project: "p", traceId }));
    const named = Object.fromEntries(trace.steps.map((step) => [step.name, step]));
    expect(named.triage).toMatchObject({ input: [1, 2], replay: { args: 2 } });
    expect(named.type).toMatchObject({
      seq: 0,
      key: "type#0:abc",
      stated: { confidence: 0.125, scores: { refund: 0.125 } },
    });
    expect(named.order).toMatchObject({
      seq: 1,
      key: "order#0",
      lossy: ["output.token"],
      replay: { returns: "promise", ended: 1, revive: { "output.at": "date" } },
    });
    expect(named.decide).toMatchObject({
      key: "decide#0",
      branch: { rows: { ...rows, ambient: [], over: {} }, sites: ["a", "b"] },
    });
  });

  it("leaves out rows that are not what they should be", async () => {
    const trace = await assembleTrace(db, { project: "p", traceId });
    const broken = trace?.steps.find(({ name }) => name === "broken");
    expect(broken?.branch).toBeDefined();
    expect(broken?.branch?.rows).toBeUndefined();
  });
});
