import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgmentId } from "../../lib/contract/judgment";
import { type ReplayRequest, replayRequest } from "../../lib/contract/replay";
import type { Db } from "../database";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { explainAnswers } from "./consequence";
import { branchRow, judgmentRow } from "./trace-rows.fixture";

const more = 505;

describe.each(testDialects)("consequence on %s", (dialect) => {
  let db: Db;
  const own = judgmentRow({
    traceId: "f".repeat(32),
    spanId: "a".repeat(16),
    version: "1",
    output: "cpap",
    outputText: "cpap",
    branches: [{ spanId: "branch", name: "acquisition", arm: "buy" }],
  });

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const learned = { task: "classify" as const, choices: null, answerPath: null, confidencePath: null };
    await db.insert(db.tables.points, [
      { id: "point", project: "p", workflow: "w", name: "machine", learned, evidence: {}, settings: {}, createdUs: 1 },
    ]);
    const seen = (version: string | null, n: number) =>
      judgmentRow({
        traceId: `${version ?? 0}${n}`.padStart(32, "0"),
        version,
        startUs: n,
        branches: [{ spanId: "b", name: "acquisition", arm: `arm ${version}` }],
      });
    const many = (version: string | null, from: number, count: number) =>
      Array.from({ length: count }, (_, n) => seen(version, from + n));
    await db.insert(db.tables.judgments, [own, ...many("1", 10, 3), ...many("2", 1_000, more), ...many(null, 20, 2)]);
    await db.insert(db.tables.branches, [branchRow({ traceId: own.traceId, spanId: "branch", version: "1" })]);
  });
  afterAll(() => db.close());

  async function seenBy(values: Partial<typeof own>) {
    const row = { ...own, ...values };
    await db.insert(db.tables.judgments, [row]);
    await db.insert(db.tables.branches, [branchRow({ traceId: row.traceId, spanId: "branch", version: row.version })]);
    return seenBefore(row);
  }

  async function seenBefore(row: typeof own, answer = "concentrator") {
    const [consequence] = await explainAnswers(db, { project: "p", judgmentId: judgmentId(row), answers: [answer] });
    return consequence?.branches[0]?.seenBefore;
  }

  it("counts decisions of the same version, however many newer ones another version made", async () => {
    expect(await seenBefore(own)).toMatchObject({ total: 3, isCapped: false, arms: [{ arm: "arm 1", count: 3 }] });
  });

  it("counts decisions without a version among themselves", async () => {
    const unversioned = { traceId: "e".repeat(32), version: null };
    expect(await seenBy(unversioned)).toMatchObject({ total: 2, isCapped: false, arms: [{ arm: "arm null" }] });
  });

  it("says when only the newest were counted", async () => {
    expect(await seenBy({ traceId: "d".repeat(32), version: "2" })).toMatchObject({ total: 500, isCapped: true });
  });

  it("tells what the team's own code did with an answer, where that was replayed", async () => {
    const row = { ...own, traceId: "9".repeat(32), choices: null };
    await db.insert(db.tables.judgments, [row]);
    await db.insert(db.tables.branches, [branchRow({ traceId: row.traceId, spanId: "branch", arm: "buy" })]);
    const place = { project: "p", judgmentId: judgmentId(row) };
    const author = { id: "a", name: "Ada" };
    const { label } = await runCommand(db, "recordLabel", {
      ...place,
      request: { verdict: "incorrect", expected: "concentrator" },
      author,
      publicUrl: "http://127.0.0.1",
    });
    const replay = (given: Partial<ReplayRequest>) =>
      runCommand(db, "recordReplay", {
        project: "p",
        request: replayRequest.parse({
          traceId: row.traceId,
          labelId: label.id,
          commit: "c1",
          path: [],
          arm: "rent",
          outcome: null,
          effects: [
            { name: "place_rental", change: "new" },
            { name: "place_order", change: "dropped" },
          ],
          branches: [{ name: "acquisition", spanId: "branch", recordedArm: "buy", arm: "rent", hasRun: true }],
          verdict: "new-path",
          stale: ["s"],
          ...given,
        }),
        author: "ci",
      });
    await replay({});
    const explain = () => explainAnswers(db, { ...place, answers: ["concentrator", "oxygen"] });
    expect(await explain()).toMatchObject([
      {
        replay: { commit: "c1", verdict: "new-path", effects: ["place_rental"], stale: 1 },
        branches: [{ replayed: { isKnown: true, arm: "rent", isSameArm: false, effects: ["place_rental"] } }],
      },
      { replay: null, branches: [{ replayed: null }] },
    ]);
    await replay({ verdict: "stopped", reason: "nobody recorded the fact" });
    expect((await explain())[0]?.branches[0]?.replayed).toEqual({
      isKnown: false,
      reason: "The replay stopped: nobody recorded the fact.",
    });
  });

  it("does not take itself for one it left out", async () => {
    const exactly = (n: number) =>
      judgmentRow({
        traceId: `3${n}`.padStart(32, "0"),
        version: "3",
        startUs: n,
        branches: [{ spanId: "b", name: "acquisition", arm: "rent" }],
      });
    await db.insert(
      db.tables.judgments,
      Array.from({ length: 500 }, (_, n) => exactly(n)),
    );
    const answer = { output: "concentrator", outputText: "concentrator" };
    const one = { traceId: "c".repeat(32), version: "3", startUs: 9_000, ...answer };
    expect(await seenBy(one)).toMatchObject({ total: 500, isCapped: false });
  });
});
