import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { SiteTable } from "../../../lib/contract/sites";
import { loadAudited, startMemory } from "../capture/load-audited";
import type { Memory } from "./record";

let memory: Memory;

beforeAll(() => {
  memory = startMemory();
});
beforeEach(() => memory.reset());
afterAll(() => memory.stop());

const triage = `import { judge, workflow } from "casebook";
function route(type, order) {
  "use audit";
  if (type.confidence !== null && type.confidence < 0.6) return "review";
  const days = order.days_since_delivery;
  let limit = 30;
  if (type.output === "refund") {
    limit = 60;
    const half = limit / 2;
    if (days > half) return limit;
  }
  const rest = limit - days;
  return rest;
}
export const triage = workflow("triage", async (days) => {
  const type = await judge({ point: "type", input: 1 }, () => ({ output: "refund", confidence: 0.9 }));
  const rest = route(type, { days_since_delivery: days });
  if (rest === 48) return "kept";
  return "sent";
});`;

/** The links of each row of a branch, by the row's name or its kind and line. */
function linksOf(branch: string, table: SiteTable): Record<string, string[]> {
  const found = memory.branches().find(({ name }) => name === branch)?.rows;
  const named = (found?.rows ?? []).map(([, index, , id = 0]) => {
    const site = table.sites[index];
    const links = (found?.pv?.[id] ?? []).map(([, via, field]) => `${via} ${field}`);
    return [site?.name ?? `${site?.kind} ${site?.at[0]}`, links] as const;
  });
  return Object.fromEntries(named);
}

it("names a judgment by control only outside of the arms it decided, and not behind its exits", async () => {
  const { exports, table } = loadAudited(triage, { file: "src/triage.ts" });
  await exports.triage(12);
  expect(linksOf("route", table)).toMatchObject({
    "if 4": ["value confidence"],
    days: [],
    "if 7": ["value output"],
    half: [],
    "if 10": [],
    rest: ["control output"],
    "return 13": ["control output"],
  });
});

it("lets the caller know by what a returned value was chosen", async () => {
  const { exports, table } = loadAudited(triage, { file: "src/triage.ts" });
  await exports.triage(12);
  expect(linksOf("triage", table)).toMatchObject({
    rest: ["control confidence", "control output"],
    "if 18": ["control confidence", "control output"],
    "return 18": [],
  });
});
