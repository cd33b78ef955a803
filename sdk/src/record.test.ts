import path from "node:path";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { jsonOf, type Receiver, startReceiver } from "../test/receiver";
import { action, branch, configure, fact, type Judgment, judge, workflow } from "./index";
import { start, type Telemetry } from "./otel";

let receiver: Receiver;
let telemetry: Telemetry;

beforeEach(async () => {
  receiver = await startReceiver();
  telemetry = start({ service: "test-service", version: "1.2.3", endpoint: receiver.url, apiKey: "key-123" });
});

afterEach(async () => {
  configure({ enabled: true, positions: true, redactKeys: [] });
  await telemetry.stop();
  await receiver.close();
});

type Complaint = { id: string; text: string };
const choices = ["refund", "fraud", "shipping", "other"] as const;

const triage = workflow(
  "complaint-triage",
  async (complaint: Complaint) => {
    const type = await judge({ point: "complaint_type", input: { text: complaint.text }, choices }, () => ({
      output: "refund" as const,
      confidence: 0.8,
      scores: { refund: 0.8, other: 0.2 },
      model: "bayes-2",
      provider: "local",
      usage: { inputTokens: 7 },
    }));
    const order = await fact("order", async () => ({ days: 12 }));
    const arm = branch({ name: "route", facts: { type, days: order.days } }, (b) => {
      if (b.when('type === "refund"', type.output === "refund") && b.when("days <= 30", order.days <= 30)) {
        return b.arm("approve");
      }
      return b.arm("escalate");
    });
    await action("issue_refund", { effect: true, input: { id: complaint.id } }, async () => ({ ok: true }));
    return arm;
  },
  { subject: (complaint) => ({ type: "complaint", id: complaint.id }), version: "7" },
);

describe("a recorded execution", () => {
  beforeEach(async () => {
    expect(await triage({ id: "C-1", text: "money back" })).toBe("approve");
    await telemetry.flush();
  });

  it("arrives by OTLP under the key, as one trace whose steps hang on the workflow", () => {
    const root = receiver.named("complaint-triage");
    expect(receiver.keys).toEqual(["Bearer key-123"]);
    expect(receiver.paths).toEqual(["/v1/traces"]);
    expect(new Set(receiver.spans.map((span) => span.traceId)).size).toBe(1);
    const children = receiver.spans.filter((span) => span !== root);
    expect(children.map((span) => span.parentSpanId)).toEqual(children.map(() => root.spanId));
    expect(children).toHaveLength(4);
  });

  it("names the workflow, its version, subject, input and output", () => {
    const root = receiver.named("complaint-triage");
    expect(root.attributes).toMatchObject({
      "casebook.kind": "workflow",
      "casebook.workflow.name": "complaint-triage",
      "casebook.workflow.version": "7",
      "casebook.subject.type": "complaint",
      "casebook.subject.id": "C-1",
      "casebook.output": '"approve"',
    });
    expect(jsonOf(root, "casebook.input")).toEqual({ id: "C-1", text: "money back" });
    expect(root.resource.attributes).toMatchObject({ "service.name": "test-service", "service.version": "1.2.3" });
  });

  it("says all of the judgment", () => {
    const span = receiver.named("complaint_type");
    expect(span.attributes).toMatchObject({
      "casebook.kind": "judgment",
      "casebook.judgment.task": "classify",
      "casebook.judgment.confidence": 0.8,
      "casebook.judgment.decider": "model",
      "casebook.output": '"refund"',
      "gen_ai.request.model": "bayes-2",
      "gen_ai.provider.name": "local",
    });
    expect(jsonOf(span, "casebook.judgment.choices")).toEqual([...choices]);
    expect(jsonOf(span, "casebook.judgment.scores")).toEqual({ refund: 0.8, other: 0.2 });
    expect(Number(span.attributes["gen_ai.usage.input_tokens"])).toBe(7);
  });

  it("counts judgments, facts and actions in the order they were called and keys them for replay", () => {
    const steps = ["complaint_type", "order", "issue_refund"].map((name) => receiver.named(name));
    expect(steps.map((span) => Number(span.attributes["casebook.seq"]))).toEqual([0, 1, 2]);
    expect(steps.map((span) => span.attributes["casebook.key"])).toEqual([
      expect.stringMatching(/^complaint_type#0:[0-9a-z]+$/),
      "order#0",
      expect.stringMatching(/^issue_refund#0:[0-9a-z]+$/),
    ]);
  });

  it("ties the branch's conditions and facts to the judgment and to their place in the source", () => {
    const span = receiver.named("route");
    const { spanId } = receiver.named("complaint_type");
    const links = [{ spanId, via: "value", field: "output" }];
    expect(span.attributes).toMatchObject({
      "casebook.branch.arm": "approve",
      "casebook.branch.outcome": '"approve"',
      "code.file.path": "src/record.test.ts",
    });
    const path = jsonOf(span, "casebook.branch.path") as { at: number[] }[];
    expect(path).toMatchObject([
      {
        text: 'type === "refund"',
        value: true,
        arm: "then",
        operands: [{ text: "type", value: "refund", judgments: links }],
      },
      { text: "days <= 30", value: true, arm: "then", operands: [{ text: "days", value: 12 }] },
    ]);
    expect(path[0]?.at[0]).toBe(Number(span.attributes["code.line.number"]) + 1);
    expect(jsonOf(span, "casebook.branch.facts")).toEqual({
      type: { value: "refund", judgments: links },
      "type.confidence": { value: 0.8, judgments: [{ spanId, via: "value", field: "confidence" }] },
      days: { value: 12 },
    });
  });
});

describe("links", () => {
  it("follow confidence, fields of a structured answer and objects taken out of one", async () => {
    await workflow("w", async () => {
      const item = await judge({ point: "item", input: "x", task: "extract" }, () => ({
        output: { box: { state: "sealed" }, count: 2 },
        confidence: 0.4,
      }));
      branch({ name: "b", facts: { item, box: item.output.box } }, (b) => {
        b.when("item.confidence < 0.6", (item.confidence ?? 1) < 0.6, { reads: ["item.confidence"] });
        b.when("item.count > 1", item.output.count > 1);
        b.when('box.state === "sealed"', item.output.box.state === "sealed");
      });
    })();
    await telemetry.flush();
    const path = jsonOf(receiver.named("b"), "casebook.branch.path") as { operands: unknown[] }[];
    const { spanId } = receiver.named("item");
    expect(path.map((condition) => condition.operands[0])).toEqual([
      { text: "item.confidence", value: 0.4, judgments: [{ spanId, via: "value", field: "confidence" }] },
      { text: "item.count", value: 2, judgments: [{ spanId, via: "value", field: "output.count" }] },
      { text: "box.state", value: "sealed", judgments: [{ spanId, via: "value", field: "output.box.state" }] },
    ]);
  });

  it("are never made up for values that only look alike", async () => {
    await workflow("w", async () => {
      await judge({ point: "item", input: "x" }, () => "sealed");
      branch({ name: "b", facts: { state: "sealed" } }, (b) => b.when('state === "sealed"', true));
    })();
    await telemetry.flush();
    expect(jsonOf(receiver.named("b"), "casebook.branch.facts")).toEqual({ state: { value: "sealed" } });
  });
});

describe("concurrent work", () => {
  it("keeps executions apart and takes order and key when a call is made, not when it ends", async () => {
    const slowFirst = workflow("w", async (id: number) => {
      const late = judge({ point: "p", input: id }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return "late";
      });
      await judge({ point: "p", input: id }, () => "early");
      await late;
    });
    await Promise.all(Array.from({ length: 20 }, (_, id) => slowFirst(id)));
    await telemetry.flush();
    const traces = Map.groupBy(receiver.spans, (span) => span.traceId);
    expect(traces.size).toBe(20);
    for (const spans of traces.values()) {
      const bySeq = spans
        .filter((span) => span.attributes["casebook.kind"] === "judgment")
        .map((span) => [Number(span.attributes["casebook.seq"]), span.attributes["casebook.output"]]);
      expect(Object.fromEntries(bySeq)).toEqual({ 0: '"late"', 1: '"early"' });
    }
  });
});

describe("the workflow's own behaviour", () => {
  it("passes errors through unchanged and records them as the outcome", async () => {
    class PolicyError extends Error {}
    const error = new PolicyError("no rule for this");
    await expect(workflow("failing", async () => Promise.reject(error))()).rejects.toBe(error);
    expect(() =>
      branch({ name: "sync", facts: {} }, () => {
        throw error;
      }),
    ).toThrow(error);
    await telemetry.flush();
    for (const name of ["failing", "sync"]) {
      const span = receiver.named(name);
      expect(span.status).toEqual({ code: 2, message: "no rule for this" });
      expect(span.attributes["error.type"]).toBe("PolicyError");
      expect(jsonOf(span, "casebook.error")).toEqual({ name: "PolicyError", message: "no rule for this" });
    }
  });

  it("stays synchronous where it was", () => {
    expect(workflow("sync", (n: number) => n + 1)(1)).toBe(2);
    expect(fact("now", () => 5)).toBe(5);
    expect(action("log", { effect: false }, () => "done")).toBe("done");
    expect(branch({ name: "b", facts: {} }, () => 3)).toBe(3);
  });

  it("is not touched by values and options that fight back", async () => {
    const hostile = Object.defineProperty({}, "text", {
      enumerable: true,
      get: () => {
        throw new Error("getter ran");
      },
    });
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("trap ran");
        },
      },
    );
    const run = workflow(
      "hostile",
      async (input: unknown) => {
        const judged = await judge({ point: "p", input }, () => ({ output: trap }));
        branch({ name: "b", facts: { cyclic, trap, hostile, judged } }, (b) => b.when("cyclic.self.text", hostile));
        return cyclic;
      },
      {
        subject: () => {
          throw new Error("subject ran away");
        },
      },
    );
    expect(await run(hostile)).toBe(cyclic);
    await telemetry.flush();
    const root = receiver.named("hostile");
    expect(jsonOf(root, "casebook.input")).toEqual({ text: "[getter]" });
    expect(jsonOf(root, "casebook.output")).toEqual({ self: "[circular]" });
    expect(jsonOf(root, "casebook.lossy")).toEqual(["input.text", "output.self"]);
    expect(jsonOf(receiver.named("p"), "casebook.output")).toBe("[proxy]");
  });

  it("is called with the `this` it is called on", async () => {
    const desk = {
      name: "north",
      open: workflow("open", function (this: { name: string }) {
        return this.name;
      }),
    };
    expect(desk.open()).toBe("north");
    configure({ enabled: false });
    expect(desk.open()).toBe("north");
  });

  it("gets back the very thenable it made, run once, when it is awaited and not before", async () => {
    let runs = 0;
    class Query {
      // biome-ignore lint/suspicious/noThenProperty: a query builder, which is what this is about
      then<T>(onRows: (rows: number[]) => T, onError?: (error: unknown) => T) {
        runs += 1;
        return Promise.resolve([1, 2]).then(onRows, onError);
      }
      limit() {
        return this;
      }
    }
    const query = new Query();
    const given = fact("orders", () => query);
    expect(given).toBe(query);
    expect(given.limit()).toBe(query);
    expect(runs).toBe(0);
    expect(await given).toEqual([1, 2]);
    expect(runs).toBe(1);
    await telemetry.flush();
    expect(jsonOf(receiver.named("orders"), "casebook.output")).toEqual([1, 2]);
  });

  it("gets back its own kind of promise, and its errors", async () => {
    class ApiPromise<T> extends Promise<T> {
      withResponse() {
        return "response";
      }
    }
    const error = new Error("no such model");
    const given = action("ask", { effect: false }, () => new ApiPromise<string>((_, reject) => reject(error)));
    expect(given.withResponse()).toBe("response");
    await expect(given).rejects.toBe(error);
    const frozen = Object.freeze(ApiPromise.resolve("frozen"));
    expect(fact("frozen", () => frozen)).toBe(frozen);
    await telemetry.flush();
    expect(receiver.named("ask").status).toEqual({ code: 2, message: "no such model" });
    expect(jsonOf(receiver.named("frozen"), "casebook.output")).toBe("[promise]");
  });

  it("leaves a rejection that nobody handles unhandled", async () => {
    const seen: unknown[] = [];
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => seen.push(reason));
    const error = new Error("lost");
    void workflow("lost", () => Promise.reject(error))();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
    expect(seen).toEqual([error]);
  });

  it("streams: an async generator's execution lasts until it ends, with its steps inside", async () => {
    const stream = workflow("stream", async function* (count: number) {
      for (let index = 0; index < count; index += 1) yield fact(`read ${index}`, () => index);
      return "all";
    });
    const seen: number[] = [];
    for await (const item of stream(2)) seen.push(item);
    expect(seen).toEqual([0, 1]);
    for await (const item of workflow("left", async function* () {
      yield 1;
      yield 2;
    })())
      if (item === 1) break;
    const failing = workflow("failing stream", function* () {
      yield 1;
      throw new RangeError("too far");
    })();
    expect(() => [...failing]).toThrow(RangeError);
    await telemetry.flush();
    const root = receiver.named("stream");
    expect(jsonOf(root, "casebook.output")).toBe("all");
    for (const name of ["read 0", "read 1"]) expect(receiver.named(name).parentSpanId).toBe(root.spanId);
    expect(receiver.named("left").attributes["casebook.output"]).toBeUndefined();
    expect(receiver.named("failing stream").status.code).toBe(2);
  });

  it("is not touched by answers and arms that cannot be looked at", async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const throwing = {
      toString: () => {
        throw new Error("toString ran away");
      },
    } as unknown as string;
    const run = workflow("odd", async () => {
      const { output } = await judge({ point: "odd answer", input: 1 }, () => [proxy]);
      expect(fact("proxy", () => proxy)).toBe(proxy);
      return [output[0] === proxy, branch({ name: "odd arm", facts: {} }, (b) => b.arm(throwing) === throwing)];
    });
    expect(await run()).toEqual([true, true]);
    await telemetry.flush();
    expect(receiver.named("odd arm").attributes["casebook.branch.arm"]).toBeUndefined();
  });

  it("keeps every attribute within 32 KiB of valid JSON and says where it cut", async () => {
    const huge = { text: "€".repeat(50_000), list: Array.from({ length: 50_000 }, (_, i) => i), password: "hunter2" };
    await workflow("huge", async (input: typeof huge) => {
      branch({ name: "b", facts: { huge: input, small: 1 } }, (b) => {
        for (let i = 0; i < 2_000; i++) b.when("small === 1", true);
      });
      return input.list;
    })(huge);
    await telemetry.flush();
    const branchSpan = receiver.named("b");
    for (const span of [receiver.named("huge"), branchSpan]) {
      for (const [name, value] of Object.entries(span.attributes)) {
        expect(Buffer.byteLength(String(value)), name).toBeLessThanOrEqual(32 * 1024);
      }
      expect(jsonOf(span, "casebook.lossy")).not.toEqual([]);
    }
    expect(jsonOf(branchSpan, "casebook.lossy")).toEqual(expect.arrayContaining(["facts.huge.text", "path"]));
    expect(jsonOf(branchSpan, "casebook.branch.facts")).toMatchObject({ small: { value: 1 } });
    expect(JSON.stringify(receiver.spans)).not.toContain("hunter2");
  });
});

describe("bounds of what describes other values", () => {
  it("hold for links into long names and for lists of what was cut", async () => {
    const key = "\u0000".repeat(2_000);
    const parts = () => Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${key}${index}`, { index }]));
    await workflow("wide", async () => {
      const judged = await judge({ point: "wide", input: 1 }, () => ({ output: parts() }));
      const all = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}`, judged.output]));
      const cut = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}${key}`, () => 1]));
      branch({ name: "b", facts: { ...all, ...cut } }, (b) => b.arm("x"));
    })();
    await telemetry.flush();
    for (const span of receiver.spans) {
      for (const [name, value] of Object.entries(span.attributes)) {
        expect(Buffer.byteLength(String(value)), name).toBeLessThanOrEqual(32 * 1024);
      }
    }
    expect(jsonOf(receiver.named("b"), "casebook.lossy")).not.toEqual([]);
  });
});

describe("where a step stands", () => {
  it("records an async branch to its end", async () => {
    const arm = branch({ name: "later", facts: { days: 3 } }, async (b) => {
      const isRecent = b.when("days <= 30", true);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return isRecent ? b.arm("yes") : b.arm("no");
    });
    expect(await arm).toBe("yes");
    await telemetry.flush();
    const span = receiver.named("later");
    expect(span.attributes).toMatchObject({ "casebook.branch.arm": "yes", "casebook.branch.outcome": '"yes"' });
    expect(jsonOf(span, "casebook.branch.path")).toHaveLength(1);
  });

  it("counts anew in a workflow inside a workflow, and not at all outside of one", async () => {
    const inner = workflow("inner", () => fact("read", () => 1));
    workflow("outer", () => {
      fact("first", () => 1);
      inner();
      fact("second", () => 2);
    })();
    fact("alone", () => 1);
    await telemetry.flush();
    const orderOf = (name: string) => receiver.named(name).attributes["casebook.seq"];
    const names = ["first", "inner", "read", "second", "alone", "outer"];
    expect(names.map(orderOf).map(String)).toEqual(["0", "1", "0", "2", "undefined", "undefined"]);
    expect(receiver.named("inner").attributes["casebook.key"]).toMatch(/^inner#0:[0-9a-z]+$/);
    expect(receiver.named("inner").parentSpanId).toBe(receiver.named("outer").spanId);
  });

  it("gives equal inputs equal keys, and each repetition an ordinal of its own", async () => {
    await workflow("w", async () => {
      for (const input of ["x", "x", "y"]) await judge({ point: "p", input }, () => input);
    })();
    await telemetry.flush();
    const keys = receiver.spans
      .filter((span) => span.attributes["casebook.kind"] === "judgment")
      .map((span) => String(span.attributes["casebook.key"]).split(/[#:]/));
    expect(keys.map(([name, ordinal]) => [name, ordinal])).toEqual([
      ["p", "0"],
      ["p", "1"],
      ["p", "2"],
    ]);
    expect(keys[0]?.[2]).toBe(keys[1]?.[2]);
    expect(keys[0]?.[2]).not.toBe(keys[2]?.[2]);
  });
});

describe("switches", () => {
  it("records nothing while disabled", async () => {
    configure({ enabled: false });
    expect(await triage({ id: "C-2", text: "x" })).toBe("approve");
    await telemetry.flush();
    expect(receiver.spans).toEqual([]);
  });

  it("leaves positions out when they are off, and redacts further names when asked", async () => {
    configure({ positions: false, redactKeys: ["ssn"] });
    await workflow("w", async (_person: { ssn: string }) =>
      branch({ name: "b", facts: {} }, (b) => b.when("true", true)),
    )({ ssn: "078-05-1120" });
    await telemetry.flush();
    expect(receiver.named("b").attributes["code.file.path"]).toBeUndefined();
    expect(jsonOf(receiver.named("b"), "casebook.branch.path")).toEqual([
      { text: "true", kind: "if", value: true, arm: "then", operands: [] },
    ]);
    expect(jsonOf(receiver.named("w"), "casebook.input")).toEqual({ ssn: "[redacted]" });
  });

  it("names files from the source root, and those outside of it from their package", async () => {
    const repository = path.resolve(import.meta.dirname, "../..");
    for (const [sourceRoot, file] of [
      [repository, "sdk/src/record.test.ts"],
      [path.join(repository, "lib"), "src/record.test.ts"],
      [undefined, "src/record.test.ts"],
    ] as const) {
      configure({ sourceRoot });
      branch({ name: file + sourceRoot, facts: {} }, (b) => b.arm("x"));
      await telemetry.flush();
      expect(receiver.named(file + sourceRoot).attributes["code.file.path"]).toBe(file);
    }
  });

  it("starts and ends spans at the given clock, to the microsecond", async () => {
    await telemetry.stop();
    let ms = 1_700_000_000_000.125;
    telemetry = start({ service: "s", endpoint: receiver.url, clock: () => ms });
    workflow("then", () => {
      ms += 250.5;
    })();
    await telemetry.flush();
    const span = receiver.named("then");
    expect([span.startTimeUnixNano, span.endTimeUnixNano]).toEqual(["1700000000000125000", "1700000000250625000"]);
  });
});

describe("types", () => {
  it("flow from choices and from the answer to the judgment", () => {
    const classified = () =>
      judge({ point: "p", input: { text: "" }, choices: ["a", "b"] }, (input) => {
        expectTypeOf(input).toEqualTypeOf<{ text: string }>();
        return { output: "a", confidence: 1 };
      });
    expectTypeOf(classified).returns.resolves.toEqualTypeOf<Judgment<"a" | "b">>();
    const constant = () => judge({ point: "p", input: 1, choices }, async () => "fraud" as const);
    expectTypeOf(constant).returns.resolves.toEqualTypeOf<Judgment<"refund" | "fraud" | "shipping" | "other">>();
    // @ts-expect-error "c" is not one of the choices
    const offList = () => judge({ point: "p", input: 1, choices: ["a", "b"] }, () => "c");
    expectTypeOf(offList).toBeFunction();
    const plain = () => judge({ point: "p", input: 1 }, async () => 5);
    expectTypeOf(plain).returns.resolves.toEqualTypeOf<Judgment<number>>();
    const detailed = () => judge({ point: "p", input: 1 }, () => ({ output: { days: 3 }, confidence: null }));
    expectTypeOf(detailed).returns.resolves.toEqualTypeOf<Judgment<{ days: number }>>();
    expectTypeOf(triage).toEqualTypeOf<(complaint: Complaint) => Promise<"approve" | "escalate">>();
  });
});
