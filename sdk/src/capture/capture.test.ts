import { context } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { branchRows } from "../../../lib/contract/rows";
import { loadAudited, readRows, startMemory } from "../../test/capture/load-audited";
import { configure } from "../configure";
import { withNewRun } from "../run";
import { Recorder } from "./recorder";

let memory: ReturnType<typeof startMemory>;

beforeEach(() => {
  memory = startMemory();
});
afterEach(() => {
  configure({ capture: { enabled: true, sample: "all" } });
  return memory.stop();
});

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

  it("nests a call without arguments in the frame that made it", async () => {
    const { exports } = loadAudited(`import { workflow } from "casebook";
      export const order = workflow("order", (price: number) => price + policy());
      function policy() {
        "use audit";
        return isDear() ? limit() : new Limits().least();
      }
      function isDear() { "use audit"; return limit() > 5 ? true : false; }
      function limit() { "use audit"; return [1].length > 0 ? 9 : 1; }
      class Limits { least() { "use audit"; return this.zero() ? 1 : 2; } zero() { "use audit"; return 1 > 2 ? 1 : 0; } }`);
    expect(await exports.order(1)).toBe(10);
    expect(memory.branches().map(({ name }) => name)).toEqual(["policy"]);
    expect(branchRows.parse(memory.branches()[0]?.rows).frames.map(([, , parent]) => parent)).toEqual([-1, 0, 1, 0]);
  });

  it("records the end of a function that holds nothing", () => {
    const { exports, table } = loadAudited(`import { workflow } from "casebook";
      export const run = workflow("run", (n: number) => decide(n));
      function decide(n: number) {
        "use audit";
        try { return n > 1 ? "big" : "small"; } finally { note("x"); }
      }
      function note(text: string) {"use audit"}`);
    exports.run(2);
    const decide = memory.branches().find(({ name }) => name === "decide");
    expect(readRows(decide?.rows as never, table).slice(-2)).toEqual([
      ["param", "text", "x"],
      ["end", "}", { $: "u" }],
    ]);
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

  it("begins the branch of the workflow's own function where that first decides", async () => {
    const { exports } = loadAudited(triage);
    await exports.triage({ type: "refund", days: 12, vip: true });
    const [policy, own] = memory.branches().map(({ span }) => span);
    expect(own?.name).toContain("triage");
    const microseconds = ([seconds, nanoseconds]: [number, number] = [0, 0]) => seconds * 1e6 + nanoseconds / 1e3;
    expect(microseconds(own?.startTime)).toBeGreaterThan(microseconds(policy?.startTime));
  });

  it("begins after what came before it and before what it led to", () => {
    const { exports } = loadAudited(`import { action, workflow } from "casebook";
      export const route = workflow("route", (days: number) => {
        for (let round = 0; round < 20; round++) action(decide(days + round), { effect: true }, () => round);
      });
      function decide(days: number) {
        "use audit";
        return days > 30 ? "reject" : "approve";
      }`);
    exports.route(12);
    const steps = memory.spans().filter(({ name }) => /^(branch decide|action)/.test(name));
    const starts = steps.map(({ name, startTime: [seconds, nanoseconds] }) => ({
      name: name.split(" ")[0],
      at: seconds * 1e9 + nanoseconds,
    }));
    const inOrder = [...starts].sort((a, b) => a.at - b.at).map(({ name }) => name);
    expect(inOrder).toEqual(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? "branch" : "action")));
  });

  it("records only what is asked for: nothing, no trace, or executions with a judgment", async () => {
    const { exports } = loadAudited(`import { judge, workflow } from "casebook";
      export const plain = workflow("plain", (n: number) => (n > 1 ? "big" : "small"));
      export const judged = workflow("judged", async (n: number) => {
        const isBig = n > 1;
        if (isBig) await judge({ point: "size", input: n }, () => "big");
        return isBig;
      });`);
    const names = async () => {
      const before = memory.branches().length;
      exports.plain(2);
      await exports.judged(2);
      await exports.judged(0);
      return memory
        .branches()
        .slice(before)
        .map(({ name }) => name);
    };
    expect(await names()).toEqual(["plain", "judged", "judged"]);
    configure({ capture: { sample: "judgment" } });
    expect(await names()).toEqual(["judged"]);
    configure({ capture: { sample: 0 } });
    expect(await names()).toEqual([]);
    configure({ capture: { sample: 1 } });
    expect(await names()).toEqual(["plain", "judged", "judged"]);
    configure({ capture: { enabled: false } });
    expect(await names()).toEqual([]);
  });

  it("closes a branch that was left by an exception, and says so", () => {
    const { exports } = loadAudited(`import { workflow } from "casebook";
      export const run = workflow("run", () => {
        try { check(5) } catch { return "caught" }
      });
      function check(n: number) { "use audit"; if (n > 3) JSON.parse("{"); return n }`);
    expect(exports.run()).toBe("caught");
    const check = memory.branches().find(({ name }) => name === "check");
    expect(check?.rows.threw).toBe(true);
    expect(check?.outcome).toBeUndefined();
  });

  it("caps the rows of a site in one call, counts the rest, and digests every decision", () => {
    const { exports } = loadAudited(`import { workflow } from "casebook";
      export const run = workflow("run", (limit: number) => {
        let hits = 0;
        for (let n = 0; n < 500; n++) if (n % limit === 0) hits++;
        return hits;
      });`);
    for (const limit of [7, 7, 499]) exports.run(limit);
    const [first, same, other] = memory.branches().map(({ rows }) => rows);
    const perSite = new Map<number, number>();
    for (const [, site] of first?.rows ?? []) perSite.set(site, (perSite.get(site) ?? 0) + 1);
    expect(Math.max(...perSite.values())).toBe(50);
    expect(Object.values(first?.over ?? {})).toContain(451);
    expect(first?.hash).toBe(same?.hash);
    expect(first?.hash).not.toBe(other?.hash);
  });

  it("stops recording an execution that cannot be recorded, with one warning, and the code runs on", () => {
    const { exports } = loadAudited('"use audit"; export const size = (n: number) => (n > 1 ? "big" : "small");');
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (text) => warned.push(text);
    const results = [1, 2, 3].map(() => {
      const recorder = new Recorder({
        onBranch: () => {
          throw new Error("nowhere to go");
        },
      });
      const inside = withNewRun(context.active(), { recorder });
      const result = context.with(inside, () => [exports.size(2), exports.size(0)]);
      recorder.end();
      return result;
    });
    console.warn = warn;
    expect(results).toEqual([1, 2, 3].map(() => ["big", "small"]));
    expect(warned).toEqual([expect.stringContaining("nowhere to go")]);
  });

  it("notes clock and random reads exactly", () => {
    const { exports } = loadAudited(`import { workflow } from "casebook";
      export const run = workflow("run", () => [Date.now(), new Date().getTime(), Math.random(), crypto.randomUUID()]);`);
    const read = exports.run();
    expect(memory.branches()[0]?.rows.ambient.map(([, , value]) => value)).toEqual(read);
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
