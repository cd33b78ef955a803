import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wire } from "../../lib/contract/wire";
import { rows, sha256, spans, table, text } from "../commands/captured.fixture";
import type { Db } from "../database";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { getBranchMap } from "./branch-map";
import { getBranchSource } from "./branch-source";

const project = "p";
const spanId = "b".repeat(16);
const traceId = "a".repeat(32);
/** The same function with the condition the other way. */
const refused = rows
  .replace("[0,5,12]", "[0,5,40]")
  .replace("[0,2,true,2]", "[0,2,false,2]")
  .replace('[0,7,"approve"]', '[0,8,"escalate"]');

describe.each(testDialects)("a branch and its source on %s", (dialect) => {
  let db: Db;
  const ingest = (trace: string, branchRows: string, more = {}) =>
    runCommand(db, "ingestSpans", {
      project,
      publicUrl: "",
      decoded: {
        items: spans(trace, { [wire.branchRows]: branchRows, [wire.sites]: sha256, [wire.branchArm]: "x", ...more }),
        refusals: [],
        refusedCount: 0,
        warnings: [],
      },
    });
  const pointId = async () => (await db.orm.select().from(db.tables.points))[0]?.id ?? "";

  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    await ingest(traceId, rows);
  });
  afterAll(() => db.close());

  it("names the table that has not arrived", async () => {
    const branch = await getBranchSource(db, { project, traceId, spanId });
    expect(branch).toMatchObject({ tables: [{ sha256 }], branch: { frames: [], conditions: [] } });
    expect(branch?.tables[0]).not.toHaveProperty("table");
    expect(await getBranchMap(db, { project, pointId: await pointId() })).toMatchObject({
      runs: 1,
      tables: [{ sha256 }],
      functions: [],
    });
  });

  it("gives source, values and lines once it has", async () => {
    const { file, language } = table;
    await runCommand(db, "storeSiteTable", { project, sha256, file, language, text });
    const branch = await getBranchSource(db, { project, traceId, spanId });
    expect(branch?.tables).toEqual([{ sha256, table }]);
    expect(branch?.branch.frames).toMatchObject([
      {
        functionName: "decide",
        outcome: { value: "approve" },
        threw: false,
        lines: [
          { line: 1, state: "ran" },
          { line: 2, state: "ran" },
          { line: 3, state: "not-run" },
        ],
      },
    ]);
  });

  it("knows no source of branches that have none", async () => {
    expect(await getBranchSource(db, { project, traceId, spanId: "c".repeat(16) })).toBeUndefined();
    expect(await getBranchSource(db, { project: "another", traceId, spanId })).toBeUndefined();
    const cut = "b".repeat(32);
    await ingest(cut, rows.slice(0, 50));
    expect(await getBranchSource(db, { project, traceId: cut, spanId })).toBeUndefined();
  });

  it("counts lines and arms over the runs of one build", async () => {
    for (const one of ["1", "2", "3"]) await ingest(one.repeat(32), refused, { "vcs.ref.head.revision": "abc" });
    await ingest("4".repeat(32), rows, { "vcs.ref.head.revision": "abc" });
    const id = await pointId();
    const builds = (await getBranchMap(db, { project, pointId: id })).builds;
    expect(new Map(builds.map(({ commit, runs }) => [commit, runs]))).toEqual(
      new Map([
        ["abc", 4],
        [null, 1],
      ]),
    );
    const build = builds.findIndex(({ commit }) => commit === "abc");
    const map = await getBranchMap(db, { project, pointId: id, build });
    expect(map).toMatchObject({ chosen: build, runs: 4, isSampled: false, arms: [{ branch: "decide", count: 4 }] });
    const [decide] = map.functions;
    expect(decide).toMatchObject({ functionName: "decide", runs: 4 });
    expect(decide?.lines).toEqual([
      { line: 1, runs: 4 },
      { line: 2, runs: 4 },
      { line: 3, runs: 3 },
    ]);
    expect(decide?.decisions.map(({ kind, arms }) => [kind, arms])).toEqual([
      [
        "if",
        [
          { arm: "then", count: 1 },
          { arm: "else", count: 3 },
        ],
      ],
      [
        "and",
        [
          { arm: "left", count: 0 },
          { arm: "right", count: 4 },
        ],
      ],
    ]);
  });
});
