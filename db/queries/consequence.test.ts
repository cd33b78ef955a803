import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgmentId } from "../../lib/contract/judgment";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
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
