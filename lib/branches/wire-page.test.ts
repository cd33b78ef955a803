import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { branchRows } from "../contract/rows";
import { siteTable } from "../contract/sites";
import { siteKinds } from "../contract/vocabulary";
import { expandBranch } from "./expand";
import { showValue } from "./values";

const page = readFileSync(path.join(import.meta.dirname, "../../docs/reference/wire.md"), "utf8");
const section = page.slice(page.indexOf("## Automatic branches"), page.indexOf("## Resource"));
const [table, rows] = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => JSON.parse(text));

it("docs/reference/wire.md shows a table and rows that the server spells out", () => {
  const { frames, conditions, facts } = expandBranch({
    rows: branchRows.parse(rows),
    tables: [siteTable.parse(table)],
  });
  expect(conditions).toMatchObject([
    { text: 'type.output === "refund" && days <= 30', value: true, arm: "then", operands: [{}, { value: 12 }] },
  ]);
  expect(Object.keys(facts)).toEqual(["type.output", "type.confidence", "days"]);
  expect(frames[0]).toMatchObject({ functionName: "decide", outcome: { value: "approve" }, threw: false });
  expect(frames[0]?.lines.map(({ state }) => state)).toEqual(["ran", "ran", "not-run"]);
});

it("docs/reference/wire.md names every kind of site and every tag", () => {
  const firstCells = [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) => cell.match(/[\w-]+/g) ?? []);
  expect(siteKinds.filter((kind) => !firstCells.includes(kind))).toEqual([]);
  const tags = "unbysaodemxfqpgrcl".split("");
  expect(tags.filter((tag) => !firstCells.includes(tag))).toEqual([]);
  for (const tag of tags) expect(showValue({ $: tag, v: "x" }).note).not.toBe("not recorded");
});
