import { afterAll, beforeAll, expect, it } from "vitest";
import { loadAudited, startMemory } from "../capture/load-audited";
import type { Memory } from "./record";

let memory: Memory;

beforeAll(() => {
  memory = startMemory();
});
afterAll(() => memory.stop());

const policy = `export function decide({ type, order }: { type: { output: string; confidence: number | null }; order: { days: number } }) {
  "use audit";
  if (type.confidence !== null && type.confidence < 0.6) return "escalate";
  if (type.output === "refund" && order.days <= 30) return "approve";
  return "reject";
}
export async function refine(label: string, ask: (label: string) => Promise<{ output: string }>) {
  "use audit";
  const finer = await ask(label);
  return finer.output;
}`;

const triage = `import { judge, workflow } from "casebook";
export const triage = workflow("triage", async (decide, refine) => {
  const type = await judge({ point: "type", input: 1 }, () => ({ output: "refund", confidence: 0.9 }));
  const arm = decide({ type, order: { days: 12 } });
  const finer = await refine(type.output, (label) => judge({ point: "finer", input: label }, () => label + "!"));
  if (finer === "refund!") return arm;
  return "other";
});`;

it("follows judgments from one audited file into another, and back", async () => {
  const { exports: helpers } = loadAudited(policy);
  const { exports, table } = loadAudited(triage, { file: "src/triage.ts" });
  expect(await exports.triage(helpers.decide, helpers.refine)).toBe("approve");
  const spanOf = (point: string) =>
    memory
      .spans()
      .find(({ name }) => name === `judgment ${point}`)
      ?.spanContext().spanId;
  const branches = memory.branches();
  const decided = branches.find(({ name }) => name === "decide");
  const fields = decided?.rows.rows.map(([, , , id = 0]) =>
    decided.rows.pv?.[id]?.map(([span, via, field]) => [span, via, field]),
  );
  expect(fields).toContainEqual([[spanOf("type"), "value", "confidence"]]);
  expect(fields).toContainEqual([[spanOf("type"), "value", "output"]]);
  const own = branches.find(({ name }) => name === "triage");
  const site = table.sites.findIndex(({ kind }) => kind === "if");
  const [, , , id = 0] = own?.rows.rows.find(([, at]) => at === site) ?? [];
  expect(own?.rows.pv?.[id]).toEqual([[spanOf("finer"), "value", "output"]]);
});
