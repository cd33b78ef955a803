import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { branchRows } from "../../../lib/contract/rows";
import { loadAudited, readRows, startMemory } from "../../test/capture/load-audited";

let memory: ReturnType<typeof startMemory>;

beforeEach(() => {
  memory = startMemory();
});
afterEach(() => memory.stop());

const triage = `import { workflow } from "casebook";
export const triage = workflow("triage", async (ticket: { type: string; days: number; vip?: boolean }) => {
  const type = await Promise.resolve(ticket.type);
  return policy(type, ticket.days) + (ticket.vip ? "!" : "");
});
function policy(type: string, days: number) {
  "use audit";
  if (type === "fraud" || days < 0) return "escalate";
  if (type === "refund" && days <= 30) return "approve";
  return "reject";
}`;

describe("a workflow that calls an audited policy", () => {
  it("writes a branch for the policy with its rows, arm and outcome, and one for its own decisions", async () => {
    const { exports, table } = loadAudited(triage);
    expect(await exports.triage({ type: "refund", days: 12 })).toBe("approve");
    const [policy, own] = memory.branches();
    expect(policy).toMatchObject({ name: "policy", arm: "approve", outcome: '"approve"' });
    expect(own).toMatchObject({ name: "triage", outcome: '"approve"' });
    expect(policy?.span.attributes).toMatchObject({ "code.file.path": "src/policy.ts", "code.line.number": 6 });
    expect(branchRows.parse(policy?.rows).frames).toEqual([[0, 1, -1, -1]]);
    expect(readRows(policy?.rows as never, table)).toEqual([
      ["param", "type", "refund"],
      ["param", "days", 12],
      ["operand", "type", "refund"],
      ["or", 'type === "fraud"', false],
      ["operand", "days", 12],
      ["if", 'type === "fraud" || days < 0', false],
      ["operand", "type", "refund"],
      ["and", 'type === "refund"', true],
      ["operand", "days", 12],
      ["if", 'type === "refund" && days <= 30', true],
      ["return", '"approve"', "approve"],
    ]);
  });

  it("takes its arm's name from the `arm` of what it returns, where that is always one of a few", async () => {
    const { exports } = loadAudited(`import { workflow } from "casebook";
      export const order = workflow("order", (price: number) => ({ sku: find(price), other: guess(price) }));
      function find(price: number) {
        "use audit";
        if (price > 9) return { arm: "scripted", code: "A" };
        return price > 5 ? { arm: "facility", code: "B" } : { code: null, arm: "ask" };
      }
      function guess(price: number) {
        "use audit";
        if (price > 9) return { arm: String(price) };
        return { arm: "low" };
      }`);
    for (const price of [10, 7, 1]) exports.order(price);
    const named = (name: string) => memory.branches().filter((branch) => branch.name === name);
    expect(named("find").map(({ arm }) => arm)).toEqual(["scripted", "facility", "ask"]);
    expect(named("guess").map(({ arm }) => arm)).toEqual(["price > 9", "otherwise", "otherwise"]);
  });

  it("keeps of a judgment its answer and confidence: the rest is in the judgment's own span", async () => {
    const { exports, table } = loadAudited(`import { judge, workflow } from "casebook";
      export const ask = workflow("ask", async () => {
        const answer = { output: "refund", confidence: 0.9, scores: { refund: 0.9, other: 0.1 } };
        const type = await judge({ point: "type", input: {}, choices: ["refund", "other"] }, () => answer);
        return decide(type);
      });
      function decide(type: { output: string }) {
        "use audit";
        return type.output === "refund" ? "approve" : "reject";
      }`);
    await exports.ask();
    const decide = memory.branches().find(({ name }) => name === "decide");
    expect(readRows(decide?.rows as never, table)[0]).toEqual(["param", "type", { output: "refund", confidence: 0.9 }]);
  });

  it("hangs each branch on the workflow's span", async () => {
    const { exports } = loadAudited(triage);
    await exports.triage({ type: "other", days: 1 });
    const workflow = memory.spans().find((span) => span.name === "workflow triage");
    const parents = memory.branches().map(({ span }) => span.parentSpanContext?.spanId);
    expect(parents).toEqual([workflow?.spanContext().spanId, workflow?.spanContext().spanId]);
  });

  it("never mixes executions that run at the same time", async () => {
    const { exports } = loadAudited(triage);
    const days = Array.from({ length: 100 }, (_, index) => index);
    await Promise.all(days.map((day) => exports.triage({ type: "refund", days: day })));
    const policies = memory.branches().filter(({ name }) => name === "policy");
    expect(policies.map(({ rows }) => rows.rows[1]?.[2]).sort((a, b) => Number(a) - Number(b))).toEqual(days);
    expect(policies.filter(({ arm }) => arm === "approve")).toHaveLength(31);
  });
});
