import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMemory } from "../capture/load-audited";
import { type Evaluated, loadProgram, type Memory, record } from "./record";
import type { ExpectedLink } from "./shape";
import { shapes } from "./shapes";

let memory: Memory;

beforeAll(() => {
  memory = startMemory();
});
afterAll(() => memory.stop());

describe("links", () => {
  it.each(shapes.map((shape) => [`${shape.group}: ${shape.name}`, shape] as const))("%s", async (_name, shape) => {
    const rows = await record(loadProgram(shape.code), shape.answers, memory);
    const found = Object.fromEntries(Object.keys(shape.expect).map((text) => [text, linksOf(rows, text)]));
    expect(found).toEqual(shape.expect);
  });
});

/** The links of a condition: its own and its operands', of every time it was evaluated. */
function linksOf(rows: Evaluated[], text: string): ExpectedLink[] | "not evaluated" {
  const sites = new Set(rows.filter((row) => row.text === text && row.kind !== "operand").map(({ site }) => site));
  if (sites.size === 0) return "not evaluated";
  for (let before = -1; before !== sites.size; ) {
    before = sites.size;
    for (const { site, owner } of rows) if (owner !== undefined && sites.has(owner)) sites.add(site);
  }
  const links = new Map<string, ExpectedLink>();
  for (const row of rows) {
    if (!sites.has(row.site)) continue;
    for (const { point, via, field } of row.links) links.set(`${point} ${via} ${field}`, [point, via, field]);
  }
  return [...links.values()].sort((a, b) => a.join(" ").localeCompare(b.join(" ")));
}
