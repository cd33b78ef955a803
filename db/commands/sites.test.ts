import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wire } from "../../lib/contract/wire";
import type { Span } from "../../lib/otlp/types";
import type { Db } from "../database";
import { listSteps } from "../queries/steps";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { judge, rows, sha256, spans, table, text } from "./captured.fixture";

const project = "p";
const captured = { [wire.branchRows]: rows, [wire.sites]: sha256, [wire.branchArm]: "approve" };

describe.each(testDialects)("site tables on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  const ingest = (traceId: string, attributes: Span["attributes"]) =>
    runCommand(db, "ingestSpans", {
      project,
      publicUrl: "",
      decoded: { items: spans(traceId, attributes), refusals: [], refusedCount: 0, warnings: [] },
    });
  const branchOf = async (traceId: string) => {
    const steps = await listSteps(db, { project, traceId });
    return steps.find(({ branch }) => branch)?.branch;
  };
  const store = (to = project) =>
    runCommand(db, "storeSiteTable", { project: to, sha256, file: table.file, language: table.language, text });

  it("keeps rows whose table has not arrived, and spells them out once it has", async () => {
    const traceId = "a".repeat(32);
    await ingest(traceId, captured);
    expect(await branchOf(traceId)).toMatchObject({ arm: "approve", conditions: [], facts: null });
    await runCommand(db, "deriveStale", { publicUrl: "" });
    expect((await branchOf(traceId))?.conditions).toEqual([]);
    expect(await store("another")).toEqual({ isNew: true });
    await runCommand(db, "deriveStale", { publicUrl: "" });
    expect((await branchOf(traceId))?.conditions).toEqual([]);
    expect(await store()).toEqual({ isNew: true });
    expect(await store()).toEqual({ isNew: false });
    await runCommand(db, "deriveStale", { publicUrl: "" });
    expect(await branchOf(traceId)).toMatchObject({
      conditions: [
        {
          text: 'type.output === "refund" && days <= refundDays',
          value: true,
          arm: "then",
          operands: [
            { text: "type.output", value: "refund", judgments: [{ spanId: judge, via: "value", field: "output" }] },
            { text: "days", value: 12 },
            { text: "refundDays", value: 30 },
          ],
        },
      ],
      facts: {
        refundDays: { value: 30 },
        days: { value: 12 },
        "type.output": { value: "refund", judgments: [{ spanId: judge, field: "output" }] },
        "type.confidence": { value: 0.9, judgments: [{ spanId: judge, field: "confidence" }] },
      },
    });
    expect(await db.orm.select().from(db.tables.awaitedSites)).toEqual([]);
  });

  it("spells rows out at once where the table is here, and names the arm where the sender did not", async () => {
    await store();
    const traceId = "b".repeat(32);
    await ingest(traceId, { [wire.branchRows]: rows, [wire.sites]: sha256 });
    const branch = await branchOf(traceId);
    expect(branch?.conditions).toHaveLength(1);
    expect(branch?.arm).toBe("type is refund and days ≤ refundDays");
  });

  it("names an arm by a source that holds what no database stores", async () => {
    const odd = { ...table, source: table.source.replace('"refund"', '"ref\0d\ud800"') };
    const oddText = JSON.stringify(odd);
    const oddDigest = createHash("sha256").update(oddText).digest("hex");
    const { file, language } = odd;
    await runCommand(db, "storeSiteTable", { project, sha256: oddDigest, file, language, text: oddText });
    const traceId = "e".repeat(32);
    await ingest(traceId, { [wire.branchRows]: rows, [wire.sites]: oddDigest });
    expect((await branchOf(traceId))?.arm).toBe("type is ref\\u0000d\\ud800 and days ≤ refundDays");
  });

  it("ties a branch to its judgment before its table has arrived", async () => {
    const traceId = "c".repeat(32);
    await ingest(traceId, { ...captured, [wire.sites]: "0".repeat(64) });
    const steps = await listSteps(db, { project, traceId });
    expect(steps.flatMap(({ judgments }) => judgments ?? [])).toMatchObject([{ branches: [{ arm: "approve" }] }]);
  });

  it.each([
    ["cut text", rows.slice(0, 40)],
    ["another form", '{"v":2}'],
    ["indices that lead nowhere", '{"v":1,"frames":[[9,9,9,9]],"rows":[[0,99,1],[7,1,2,99]]}'],
  ])("takes rows that are %s without losing the branch", async (_, text) => {
    await store();
    const traceId = createHash("md5").update(text).digest("hex");
    await ingest(traceId, { ...captured, [wire.branchRows]: text });
    expect(await branchOf(traceId)).toMatchObject({ name: "decide", arm: "approve", conditions: [] });
  });

  it("says where the sender left rows out", async () => {
    await store();
    const traceId = "d".repeat(32);
    await ingest(traceId, { ...captured, [wire.lossy]: '["path"]' });
    expect((await branchOf(traceId))?.conditions.map(({ kind }) => kind)).toEqual(["if", "cut"]);
  });

  it("takes rows that hold a value without end for no rows, and stores the rest", async () => {
    const traceId = "d".repeat(32);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const hostile = `{"v":1,"frames":[[0,0,-1,-1]],"rows":[[0,0,${deep}],[0,1,12]],"ambient":[[0,0,${deep}]]}`;
    await store();
    await ingest(traceId, { ...captured, [wire.branchRows]: hostile });
    expect(await branchOf(traceId)).toMatchObject({ arm: "approve", conditions: [], facts: null });
  });
});
