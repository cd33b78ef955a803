import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LabelRequest } from "../../lib/contract/label";
import { type ReplayRequest, replayRequest } from "../../lib/contract/replay";
import type { Db } from "../database";
import { listCorrections } from "../queries/corrections";
import { findReplays, listReplays } from "../queries/replays";
import { judgmentRow } from "../queries/trace-rows.fixture";
import { openTestDatabase, runCommand, testDialects } from "../testing";

const spanId = "b".repeat(16);
const learned = { task: "classify" as const, choices: null, answerPath: null, confidencePath: null };
const point = { project: "p", workflow: "w", name: "type", evidence: {}, settings: {}, createdUs: 1 };
let count = 0;

describe.each(testDialects)("replays on %s", (dialect) => {
  let db: Db;
  let traceId: string;
  let judgmentId: string;

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    await db.insert(db.tables.points, [
      { ...point, id: "point", learned },
      { ...point, id: "structured", name: "structured", learned: { ...learned, answerPath: "category" } },
    ]);
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    traceId = (++count).toString(16).padStart(32, "0");
    judgmentId = `${traceId}-${spanId}`;
    await insertJudgment(`w${count}`);
  });

  const insertJudgment = (workflow: string, pointId = "point") =>
    db.insert(db.tables.judgments, [
      judgmentRow({ traceId, spanId, pointId, workflow, output: "refund", choices: null, startUs: count }),
    ]);

  const label = (request: LabelRequest, person = "Ada") =>
    runCommand(db, "recordLabel", {
      project: "p",
      judgmentId,
      request,
      author: { id: person, name: person },
      publicUrl: "http://127.0.0.1",
    });

  const correct = async (expected: string) => (await label({ verdict: "incorrect", expected })).label.id;

  function post(labelId: string, given: Partial<ReplayRequest> = {}, nowUs = 1_700_000_000_000_000) {
    const path = [{ text: 'type === "refund"', value: false }];
    const body = { traceId, labelId, commit: "c1", path, arm: "escalate", outcome: null, effects: [] };
    const request = replayRequest.parse({ ...body, verdict: "new-path", ...given });
    return runCommand(db, "recordReplay", { project: "p", request, author: "ci" }, { nowUs });
  }

  it("are found by judgment and by the answer they were run with, the newest first", async () => {
    const labelId = await correct("fraud");
    await post(labelId, { effects: [{ name: "refund", change: "dropped" }] });
    await post(labelId, { commit: "c2", arm: "flag" }, 1_700_000_000_000_001);
    const { items } = await listReplays(db, { project: "p", judgmentId, limit: 10 });
    expect(items.map(({ commit, arm }) => [commit, arm])).toEqual([
      ["c2", "flag"],
      ["c1", "escalate"],
    ]);
    expect(items[1]).toMatchObject({
      judgmentId,
      labelId,
      expected: "fraud",
      verdict: "new-path",
      path: [{ text: 'type === "refund"', value: false, kind: "if" }],
      effects: [{ name: "refund", change: "dropped" }],
      author: "ci",
      at: "2023-11-14T22:13:20.000000Z",
    });
    const keys = [{ traceId, spanId, ordinal: 0 }];
    const found = await findReplays(db, { project: "p", keys, answers: ["shipping", "fraud"] });
    expect(found.map((one) => one?.arm)).toEqual([undefined, "flag"]);
  });

  it("replace the one of the same label and commit", async () => {
    const labelId = await correct("fraud");
    const first = await post(labelId);
    const second = await post(labelId, { arm: "flag", verdict: "stopped", reason: "no record" });
    expect(second).toEqual({ ...first, arm: "flag", verdict: "stopped", reason: "no record" });
    expect((await listReplays(db, { project: "p", labelId, limit: 10 })).items).toEqual([second]);
  });

  it("page by cursor", async () => {
    const labelId = await correct("fraud");
    for (const commit of ["a", "b", "c"]) await post(labelId, { commit });
    const first = await listReplays(db, { project: "p", labelId, limit: 2 });
    const rest = await listReplays(db, { project: "p", labelId, limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items].map(({ commit }) => commit)).toEqual(["c", "b", "a"]);
    expect(rest.nextCursor).toBeNull();
  });

  it("are refused for an unknown label, one of another trace and one that names no other answer", async () => {
    const labelId = await correct("fraud");
    await expect(post("nobody's")).rejects.toMatchObject({ code: "not_found:label", field: "labelId" });
    await expect(post(labelId, { traceId: "e".repeat(32) })).rejects.toMatchObject({ field: "traceId" });
    const confirmed = await label({ verdict: "correct" }, "Bob");
    await expect(post(confirmed.label.id)).rejects.toMatchObject({ code: "invalid:replay", field: "labelId" });
  });

  it("have corrections to run: standing labels that name another answer, page by page", async () => {
    const first = await correct("fraud");
    const firstTrace = traceId;
    traceId = (++count).toString(16).padStart(32, "0");
    judgmentId = `${traceId}-${spanId}`;
    await insertJudgment(`w${count - 1}`, "structured");
    const second = await correct("shipping");
    const workflow = `w${count - 1}`;
    const page = { project: "p", workflow, limit: 1, seesHoldout: false };
    const newest = await listCorrections(db, page);
    const older = await listCorrections(db, { ...page, cursor: newest.nextCursor ?? "" });
    expect([...newest.items, ...older.items]).toMatchObject([
      { labelId: second, traceId, expected: "shipping", answerPath: "category", output: "refund" },
      { labelId: first, traceId: firstTrace, expected: "fraud", answerPath: null, author: "Ada" },
    ]);
    expect(older.nextCursor).toBeNull();
    await label({ verdict: "withdrawn" });
    expect((await listCorrections(db, { ...page, limit: 10 })).items.map(({ labelId }) => labelId)).toEqual([first]);
  });

  it("do not tell the corrections of holdout cases to those who must not see them", async () => {
    await correct("fraud");
    await db.orm.update(db.tables.cases).set({ split: "holdout" }).where(eq(db.tables.cases.traceId, traceId));
    const filter = { project: "p", workflow: `w${count}`, limit: 10 };
    expect((await listCorrections(db, { ...filter, seesHoldout: false })).items).toEqual([]);
    expect((await listCorrections(db, { ...filter, seesHoldout: true })).items).toMatchObject([{ expected: "fraud" }]);
  });
});
