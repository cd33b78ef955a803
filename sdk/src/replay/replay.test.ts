import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadAudited, startMemory } from "../../test/capture/load-audited";
import type { ExecutionRecord } from "./record";
import { recordsOfSpans } from "./records-of-spans";
import { type ReplayOptions, replay } from "./replay";
import type { ReplayReport } from "./report";

let memory: ReturnType<typeof startMemory>;

beforeEach(() => {
  memory = startMemory();
});
afterEach(() => memory.stop());

const triageSource = `
import { action, fact, judge, workflow } from "casebook";
export const outside = { calls: [] as string[] };
const days = { "C-1": 12, "C-2": 45 };
export const triage = workflow("triage", async (complaint: { id: string; text: string; says: string }) => {
  const input = { text: complaint.text };
  const type = await judge({ point: "type", input, choices: ["refund", "fraud", "other"] }, () => {
    outside.calls.push("type");
    return { output: complaint.says, confidence: 0.8 };
  });
  const condition = await judge({ point: "condition", input }, () => {
    outside.calls.push("condition");
    return { output: complaint.text, confidence: 0.9 };
  });
  const order = await fact("order", async () => {
    outside.calls.push("order");
    return { days: days[complaint.id], placed: new Date(86_400_000) };
  });
  const arm = decide(type, condition, order);
  await action(arm === "approve" ? "refund" : "escalate", { effect: true, input: { id: complaint.id } }, async () => {
    outside.calls.push("effect");
    return { receipt: arm };
  });
  return arm;
});
function decide(type, condition, order) {
  "use audit";
  if (type.confidence !== null && type.confidence < 0.6) return "unsure";
  if (type.output === "refund") {
    if (order.days <= 30 && condition.output === "unopened") return "approve";
    return order.placed.getTime() > 0 ? "escalate" : "old";
  }
  if (type.output === "fraud") return "flag";
  return "hand_over";
}`;

const unopened = { id: "C-1", text: "unopened", says: "refund" };

async function record(source: string, ...args: unknown[]) {
  const { exports } = loadAudited(source);
  const name = Object.keys(exports).find((key) => typeof exports[key] === "function") ?? "";
  await exports[name](...args);
  const before = memory.spans().length;
  if (exports.outside) exports.outside.calls.length = 0;
  const [own] = recordsOfSpans(memory.spans()).filter((one) => one.workflow === name);
  if (!own) throw new Error("nothing was recorded");
  return {
    record: own,
    exports,
    run: (options?: ReplayOptions) => replay(own, exports[name], options),
    newSpans: () => memory.spans().length - before,
  };
}

const branchOf = ({ branches }: ReplayReport, name: string) => branches.find((branch) => branch.name === name);

const spanOf = (recorded: ExecutionRecord, name: string) =>
  recorded.calls.find((call) => call.name === name)?.spanId ?? "";

describe("replay without a correction", () => {
  it("is identical, asks no model, carries out no effect and writes no span", async () => {
    const { run, exports, newSpans } = await record(triageSource, unopened);
    const report = await run();
    expect(report).toMatchObject({
      workflow: "triage",
      verdict: "identical",
      reason: null,
      isCodeChanged: false,
      outcome: { output: "approve" },
      effects: [{ name: "refund", change: "kept", input: { id: "C-1" } }],
      stale: [],
    });
    expect(branchOf(report, "decide")).toMatchObject({
      arm: "approve",
      recordedArm: "approve",
      isSamePath: true,
      hasRun: true,
    });
    expect(exports.outside.calls).toEqual([]);
    expect(newSpans()).toBe(0);
  });

  it("gives the same again, however often it is run", async () => {
    const { run } = await record(triageSource, { id: "C-2", text: "opened", says: "refund" });
    const reports = await Promise.all(Array.from({ length: 5 }, () => run()));
    expect(reports.map(({ verdict }) => verdict)).toEqual(Array(5).fill("identical"));
  });

  it("throws recorded errors again, by name and message, and of their class where that is the language's own", async () => {
    const { exports } = loadAudited(`import { fact, judge, workflow } from "casebook";
      class PolicyError extends Error { name = "PolicyError" }
      export const failing = workflow("failing", async () => {
        const seen = [];
        await judge({ point: "p", input: 1 }, () => { throw new PolicyError("no answer") })
          .catch((error) => seen.push(String(error)));
        try { fact("sync", () => { throw new TypeError("not a row") }); }
        catch (error) { seen.push(error instanceof TypeError ? error.message : "other"); }
        await fact("async", () => Promise.reject(new RangeError("far"))).catch((error) => seen.push(error.name));
        throw new PolicyError(seen.join());
      });`);
    const message = "PolicyError: no answer,not a row,RangeError";
    await expect(exports.failing()).rejects.toThrow(message);
    const [own] = recordsOfSpans(memory.spans());
    const report = await replay(own as ExecutionRecord, exports.failing);
    expect(report).toMatchObject({ verdict: "identical", outcome: { error: { name: "PolicyError", message } } });
  });

  it("answers clock and random reads of audited code from the record", async () => {
    const { run, record: own } = await record(`import { workflow } from "casebook";
      export const timed = workflow("timed", () => pick());
      function pick() {
        "use audit";
        const at = Date.now();
        const started = new Date();
        const dice = Math.random();
        return dice < 0.5 ? { at, dice, id: crypto.randomUUID(), year: started.getFullYear() } : { at, dice };
      }`);
    const report = await run();
    expect(report).toMatchObject({ verdict: "identical", outcome: { output: own.output } });
  });

  it("names the call that was given another input", async () => {
    const { run } = await record(`import { action, judge, workflow } from "casebook";
      let count = 0;
      export const counting = workflow("counting", async () => {
        await judge({ point: "stable", input: "x" }, () => 1);
        await judge({ point: "drifting", input: { at: count++ } }, () => 2);
        await action("after", { effect: true, input: { at: count } }, () => 3);
      });`);
    const report = await run();
    expect(report).toMatchObject({
      verdict: "diverged",
      reason: "the judgment drifting#0 was given another input",
      difference: { kind: "call", call: { kind: "judgment", name: "drifting", ordinal: 0 }, is: "changed" },
    });
  });

  it("names the condition that came out otherwise, in the helper's caller, before the calls that follow from it", async () => {
    const { run } = await record(`import { action, judge, workflow } from "casebook";
      let calls = 0;
      const hidden = () => calls++;
      export const moody = workflow("moody", async () => {
        await judge({ point: "first", input: "x" }, () => 1);
        const isFirst = decide();
        await action(isFirst ? "welcome" : "greet", { effect: true }, () => {});
      });
      function decide() {
        "use audit";
        const seen = hidden();
        if (seen === 0) return true;
        return false;
      }`);
    const report = await run();
    expect(report).toMatchObject({
      verdict: "diverged",
      difference: { kind: "branch", branch: "decide#0", at: { functionName: "decide", at: [11, 21, 11, 29] } },
      effects: [
        { name: "greet", change: "new" },
        { name: "welcome", change: "dropped" },
      ],
    });
    expect(report.reason).toBe('in decide#0, at let "seen" (src/policy.ts:11): 0 in the record, 1 now');
  });

  it("stops where the record left clock reads out, and says so", async () => {
    const { run, record: own } = await record(
      `import { workflow } from "casebook";
      export const watch = workflow("watch", async () => {
        let late = 0;
        for (let turn = 0; turn < 20; turn++) late += read();
        return late > 0;
      });
      function read() { "use audit"; return Date.now() > 5 ? 1 : 0; }`,
    );
    expect(await run()).toMatchObject({ verdict: "identical" });
    expect(own.branches[0]).toMatchObject({ isAmbientCut: false });
    const long = await record(
      `import { workflow } from "casebook";
      export const many = workflow("many", async () => decide());
      function decide() {
        "use audit";
        let sum = 0;
        for (let turn = 0; turn < 1_900; turn++) sum += Date.now();
        return sum > 1 ? 1 : 0;
      }`,
    );
    expect(long.record.branches[0]).toMatchObject({ isAmbientCut: true });
    const reason = "the record does not hold all clock and random reads of decide: one of Date.now() was left out";
    expect(await long.run()).toMatchObject({ verdict: "stopped", reason });
  });

  it("names the step at which a clock read outside of audited code was first seen", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_000 });
    const { run } = await record(`import { action, judge, workflow } from "casebook";
      const stamp = () => Date.now();
      export const stamped = workflow("stamped", async () => {
        const first = await judge({ point: "first", input: "x" }, () => "a");
        const label = first.output + stamp();
        await judge({ point: "second", input: { label } }, () => "b");
        await action("store", { effect: true, input: { label } }, () => {});
      });`);
    vi.setSystemTime(2_000);
    const report = await run();
    vi.useRealTimers();
    expect(report).toMatchObject({
      verdict: "diverged",
      reason: "the judgment second#0 was given another input",
      effects: [{ name: "store", change: "changed", input: { label: "a2000" } }],
    });
  });

  it("stops at a value that was redacted or cut, and says which", async () => {
    const { run } = await record(`import { fact, workflow } from "casebook";
      export const secret = workflow("secret", async () => {
        const user = await fact("user", async () => ({ name: "Ada", password: "x" }));
        return user.password.length + user.name.length;
      });`);
    expect(await run()).toMatchObject({
      verdict: "stopped",
      reason: 'the fact "user" is not recorded whole: output.password was cut or redacted',
    });
    expect(await run({ missing: { user: { name: "Ada", password: "y" } } })).toMatchObject({
      verdict: "identical",
    });
  });

  it("does without branches where none were captured when it was recorded", async () => {
    const { record: own, exports } = await record(triageSource, unopened);
    const sampledOut = { ...own, branches: [] };
    expect(await replay(sampledOut, exports.triage)).toMatchObject({ verdict: "identical", reason: null });
    const corrections = [{ spanId: spanOf(own, "type"), output: "fraud" }];
    expect(await replay(sampledOut, exports.triage, { corrections })).toMatchObject({
      verdict: "new-path",
      effects: [{ change: "new" }, { change: "dropped" }],
    });
  });

  it("goes on past a secret that the code does not read", async () => {
    const { run } = await record(
      `import { fact, workflow } from "casebook";
      export const login = workflow("login", async (who) => {
        const user = await fact("user", async () => ({ name: "Ada", password: "x" }));
        return decide(who, user);
      });
      function decide(who, user) { "use audit"; return user.name === who.name ? "known" : "other"; }`,
      { name: "Ada", token: "secret" },
    );
    expect(await run()).toMatchObject({ verdict: "identical", outcome: { output: "known" } });
  });

  it("goes on past what an effect gave, and stops only where the code looks into it", async () => {
    const source = (look: string) => `import { action, workflow } from "casebook";
      class Receipt { id = 7 }
      export const pay = workflow("pay", async () => {
        const receipt = await action("pay", { effect: true }, async () => new Receipt());
        return decide(receipt${look});
      });
      function decide(seen) { "use audit"; return seen ? "paid" : "open"; }`;
    const { run } = await record(source(""));
    expect(await run()).toMatchObject({ verdict: "identical", outcome: { output: "paid" } });
    const looking = await record(source(".id"));
    expect(await looking.run()).toMatchObject({
      verdict: "stopped",
      reason: 'the action "pay" is not recorded whole: output was cut or redacted',
    });
  });

  it("gives arguments back as they were: none, several, dates and maps", async () => {
    const { run } = await record(
      `import { workflow } from "casebook";
      export const many = workflow("many", (at, seen, list, nothing) =>
        [at.getTime(), seen.get("a") + 1n, list.length, nothing === undefined].join());`,
      new Date(5),
      new Map([["a", 1n]]),
      [1, 2],
      undefined,
    );
    expect(await run()).toMatchObject({ verdict: "identical", outcome: { output: "5,2,2,true" } });
  });

  it("runs a generator through", async () => {
    const { exports } = loadAudited(`import { fact, workflow } from "casebook";
      export const stream = workflow("stream", async function* () {
        for (const part of ["a", "b"]) yield (await fact(part, async () => part)) + decide(part);
        return "done";
      });
      function decide(part) { "use audit"; return part === "a" ? 1 : 2; }`);
    for await (const _ of exports.stream()) {
      // runs it through
    }
    const [own] = recordsOfSpans(memory.spans());
    expect(await replay(own as ExecutionRecord, exports.stream)).toMatchObject({
      verdict: "identical",
      branches: [{ arm: "part is a" }, { arm: "otherwise" }, { name: "stream" }],
    });
  });

  it("refuses another workflow, and what is none", async () => {
    const { record: own, exports } = await record(triageSource, unopened);
    await expect(replay(own, async () => 1)).rejects.toThrow('not the workflow "triage"');
    const other = loadAudited(triageSource.replace('workflow("triage"', 'workflow("other"')).exports;
    await expect(replay(own, other.triage)).rejects.toThrow('not of "other"');
    expect(exports.outside.calls).toEqual([]);
  });
});

describe("replay with a correction", () => {
  it("takes the new path, with the effect it would have had and the one it would not", async () => {
    const { run, record: own, exports } = await record(triageSource, unopened);
    const report = await run({ corrections: [{ spanId: spanOf(own, "type"), output: "fraud" }] });
    expect(report).toMatchObject({
      verdict: "new-path",
      outcome: { output: "flag" },
      effects: [
        { name: "escalate", change: "new", input: { id: "C-1" } },
        { name: "refund", change: "dropped", input: { id: "C-1" } },
      ],
    });
    const decide = branchOf(report, "decide");
    expect(decide).toMatchObject({ recordedArm: "approve", arm: "flag", isSamePath: false });
    expect(decide?.path().map(({ text, value }) => [text, value])).toEqual([
      ["type.confidence !== null && type.confidence < 0.6", false],
      ['type.output === "refund"', false],
      ['type.output === "fraud"', true],
    ]);
    expect(exports.outside.calls).toEqual([]);
  });

  it("says so where the path stays", async () => {
    const { run, record: own } = await record(triageSource, { id: "C-2", text: "opened", says: "refund" });
    const report = await run({ corrections: [{ spanId: spanOf(own, "condition"), output: "damaged" }] });
    expect(report).toMatchObject({
      verdict: "same-path",
      effects: [{ change: "kept" }],
      outcome: { output: "escalate" },
    });
  });

  it("names judgments whose question it changed, and stops where nobody recorded an answer", async () => {
    const { run, record: own } = await record(`import { judge, workflow } from "casebook";
      export const chain = workflow("chain", async () => {
        const first = await judge({ point: "first", input: "x" }, () => "a");
        const second = await judge({ point: "second", input: { first: first.output } }, () => "b");
        if (first.output === "z") return (await judge({ point: "risk", input: second.output }, () => 1)).output;
        return second.output;
      });`);
    const corrections = (output: string) => [{ spanId: spanOf(own, "first"), output }];
    expect(await run({ corrections: corrections("c") })).toMatchObject({
      verdict: "same-path",
      stale: [{ name: "second", spanId: spanOf(own, "second") }],
    });
    expect(await run({ corrections: corrections("z") })).toMatchObject({
      verdict: "stopped",
      reason: 'nobody recorded the judgment "risk", which this path needs',
      gap: { kind: "judgment", name: "risk", ordinal: 0 },
    });
    expect(await run({ corrections: corrections("z"), missing: { risk: 7 } })).toMatchObject({
      verdict: "new-path",
      outcome: { output: 7 },
    });
  });

  it("says when the code did not ask for the corrected judgment", async () => {
    const { run } = await record(triageSource, unopened);
    expect(await run({ corrections: [{ spanId: "f".repeat(16), output: "x" }] })).toMatchObject({
      verdict: "diverged",
      reason: expect.stringContaining("did not ask"),
    });
  });
});

describe("code that has changed since", () => {
  it("is compared by its decisions, and the first that flips is named", async () => {
    const { record: own } = await record(triageSource, unopened);
    const table = loadAudited(triageSource).table;
    const tables = { [own.branches[0]?.sites[0] ?? ""]: table };
    const commented = loadAudited(triageSource.replace("function decide", "// moved down\nfunction decide")).exports;
    expect(await replay(own, commented.triage, { tables })).toMatchObject({
      verdict: "same-path",
      isCodeChanged: true,
    });
    const stricter = loadAudited(triageSource.replace("order.days <= 30", "order.days <= 10")).exports;
    const report = await replay(own, stricter.triage, { tables });
    expect(report).toMatchObject({
      verdict: "new-path",
      isCodeChanged: true,
      difference: { kind: "branch", at: { kind: "path", text: expect.stringContaining("order.days") } },
    });
    expect(branchOf(report, "decide")).toMatchObject({ recordedArm: "approve", arm: "escalate" });
  });
});

describe("several at once", () => {
  it("keeps three hundred interleaved executions apart", async () => {
    const { exports } = loadAudited(triageSource);
    const says = ["refund", "fraud", "other"];
    const complaints = Array.from({ length: 300 }, (_, n) => ({
      id: `C-${1 + (n % 2)}`,
      text: n % 5 === 0 ? "unopened" : `opened ${n}`,
      says: says[n % 3],
    }));
    const outcomes = await Promise.all(complaints.map((one) => exports.triage(one)));
    const records = recordsOfSpans(memory.spans());
    expect(records).toHaveLength(300);
    const reports = await Promise.all(records.map((one) => replay(one, exports.triage)));
    expect(new Set(reports.map(({ verdict }) => verdict))).toEqual(new Set(["identical"]));
    const told = reports.map(({ outcome }) => (outcome as { output: string }).output);
    expect(told.toSorted()).toEqual(outcomes.toSorted());
    const corrected = await Promise.all(
      records.map((one) =>
        replay(one, exports.triage, { corrections: [{ spanId: spanOf(one, "type"), output: "fraud" }] }),
      ),
    );
    expect(new Set(corrected.map(({ branches }) => branches.find(({ name }) => name === "decide")?.arm))).toEqual(
      new Set(["flag"]),
    );
  });

  it("lets parallel judgments arrive in the order they did, in a race too", async () => {
    const { exports } = loadAudited(`import { judge, workflow } from "casebook";
      export const answer = {};
      const ask = (point) => judge({ point, input: point }, () => new Promise((done) => { answer[point] = done; }));
      export const race = workflow("race", async () => {
        const slow = ask("slow");
        const fast = ask("fast");
        const first = await Promise.race([slow, fast]);
        const seen = [];
        await Promise.all([slow.then(() => seen.push("slow")), ask("middle").then(() => seen.push("middle"))]);
        return pick(first.output, seen);
      });
      function pick(first, seen) { "use audit"; return first === "fast" ? seen.join() : "other"; }`);
    const running = exports.race();
    for (const point of ["fast", "middle", "slow"]) {
      await vi.waitFor(() => expect(exports.answer).toHaveProperty(point));
      exports.answer[point](point);
      await vi.waitFor(() => expect(memory.spans().map(({ name }) => name)).toContain(`judgment ${point}`));
    }
    expect(await running).toBe("middle,slow");
    const [own] = recordsOfSpans(memory.spans());
    const report = await replay(own as ExecutionRecord, exports.race);
    expect(report).toMatchObject({ verdict: "identical", outcome: { output: "middle,slow" } });
  });

  it("answers a loop of judgments each with its own, in whatever order they are asked", async () => {
    const source = `import { judge, workflow } from "casebook";
      export const loop = workflow("loop", async (texts) => {
        const shuffled = Date.now() % 2 ? texts : [...texts].reverse();
        const answers = await Promise.all(shuffled.map((text) => judge({ point: "p", input: { text } }, () => text.length)));
        return answers.reduce((sum, { output }) => sum + output, 0);
      });`;
    const { run, record: own } = await record(source, ["a", "bb", "ccc"]);
    const clean = await run();
    expect(clean.outcome).toEqual({ output: 6 });
    expect(clean.stale).toEqual([]);
    expect(own.calls.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
  });

  it("follows workflows inside a workflow, each with its own record", async () => {
    const { run, record: own } = await record(
      `import { fact, judge, workflow } from "casebook";
      export const outer = workflow("outer", async (texts) => {
        const parts = await Promise.all(texts.map((text) => inner(text)));
        const whole = await judge({ point: "p", input: parts }, () => parts.join());
        return whole.output;
      });
      const inner = workflow("inner", async (text) => {
        const answer = await judge({ point: "p", input: text }, () => text.toUpperCase());
        return decide(answer.output);
      });
      function decide(text) { "use audit"; return text === "B" ? "second" : "other"; }`,
      ["a", "b"],
    );
    expect(await run()).toMatchObject({ verdict: "identical", outcome: { output: "other,second" } });
    const second = own.children[1];
    const spanId = second?.calls[0]?.spanId ?? "";
    expect(await run({ corrections: [{ spanId, output: "C" }] })).toMatchObject({
      verdict: "new-path",
      stale: [{ name: "p" }],
      branches: [{ isSamePath: true }, { isSamePath: false, recordedArm: "second", arm: "other" }],
    });
  });
});

describe("a branch recorded by hand", () => {
  const source = `import { branch, judge, workflow } from "casebook";
    export const byHand = workflow("byHand", async () => {
      const type = await judge({ point: "type", input: "x" }, () => "refund");
      return branch({ name: "route", facts: { type } }, (b) =>
        b.when('type === "refund"', type.output === "refund") ? b.arm("approve") : b.arm("escalate"));
    });`;

  it("is compared by its conditions, arm and outcome", async () => {
    const { run, record: own } = await record(source);
    expect(await run()).toMatchObject({ verdict: "identical" });
    const corrected = await run({ corrections: [{ spanId: spanOf(own, "type"), output: "other" }] });
    const route = branchOf(corrected, "route");
    expect(corrected.verdict).toBe("new-path");
    expect(route).toMatchObject({ recordedArm: "approve", arm: "escalate", isSamePath: false });
    expect(route?.path()).toMatchObject([{ text: 'type === "refund"', value: false, arm: "else" }]);
  });
});
