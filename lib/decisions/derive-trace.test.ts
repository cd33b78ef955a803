import { describe, expect, test } from "vitest";
import { reevaluate } from "../consequence/reevaluate";
import type { Json } from "../contract/json";
import { makeSpan } from "../otlp/testing";
import type { Span } from "../otlp/types";
import { deriveTrace } from "./derive-trace";

const id = (short: string) => short.padStart(16, "0");
const at = (second: number) => `${1_795_294_000 + second}000000000`;

type Given = Parameters<typeof makeSpan>[0];

/** A span that runs from one second to another. */
function spanAt(from: number, to: number, given: Given): Span {
  return makeSpan({ startTimeUnixNano: at(from), endTimeUnixNano: at(to), ...given });
}

/** A complaint handled by Casebook's own SDK: workflow, judgment with its model call, fact, branch, action. */
function complaint(): Span[] {
  const resource = { "service.name": "shop", "service.version": "2.1.0", "vcs.ref.head.revision": "c0ffee" };
  const own = (kind: string, name: string, more: { [key: string]: Json } = {}) => ({
    "casebook.kind": kind,
    "casebook.name": name,
    ...more,
  });
  const path = [
    {
      text: 'type === "refund"',
      kind: "if",
      value: true,
      arm: "then",
      operands: [{ text: "type", value: "refund", judgments: [{ spanId: id("2"), via: "value", field: "output" }] }],
    },
  ];
  return [
    spanAt(0, 9, {
      spanId: "1",
      resource,
      attributes: own("workflow", "complaint-triage", {
        "casebook.subject.type": "complaint",
        "casebook.subject.id": "C-1042",
      }),
    }),
    spanAt(1, 3, {
      spanId: "2",
      parentSpanId: "1",
      resource,
      attributes: own("judgment", "complaint_type", {
        "casebook.seq": 1,
        "casebook.key": "complaint_type/0/abc",
        "casebook.input": '{"text":"It is torn."}',
        "casebook.output": '"refund"',
        "casebook.judgment.task": "classify",
        "casebook.judgment.choices": '["refund","fraud"]',
        "casebook.judgment.confidence": 0.9,
        "casebook.judgment.scores": '{"refund":0.9,"fraud":0.1}',
        "casebook.judgment.decider": "model",
      }),
    }),
    spanAt(1, 3, {
      spanId: "3",
      parentSpanId: "2",
      resource,
      name: "chat m",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "m",
        "gen_ai.usage.input_tokens": 61,
        "gen_ai.provider.name": "openai",
      },
    }),
    spanAt(3, 4, {
      spanId: "4",
      parentSpanId: "1",
      resource,
      attributes: own("fact", "order", { "casebook.output": '{"days":12}' }),
    }),
    spanAt(4, 5, {
      spanId: "5",
      parentSpanId: "1",
      resource,
      attributes: own("branch", "policy", {
        "casebook.branch.arm": "approve",
        "casebook.branch.outcome": '"approved"',
        "casebook.branch.path": JSON.stringify(path),
        "casebook.branch.facts": JSON.stringify({ days: { value: 12 } }),
        "code.file.path": "src/policy.ts",
        "code.line.number": 14,
      }),
    }),
    spanAt(5, 6, {
      spanId: "6",
      parentSpanId: "1",
      resource,
      attributes: own("action", "approve_refund", {
        "casebook.action.effect": true,
        "casebook.input": '{"amount":49.9}',
      }),
    }),
  ];
}

describe("a trace of Casebook's own spans", () => {
  const trace = deriveTrace({ spans: complaint().reverse(), logs: [] });

  test("has its workflow, version and subject, which every step inherits", () => {
    expect(trace).toMatchObject({
      workflow: "complaint-triage",
      version: "2.1.0",
      subject: { type: "complaint", id: "C-1042" },
      status: "ok",
      complete: true,
      startTimeUnixNano: at(0),
      endTimeUnixNano: at(9),
    });
    for (const step of trace.steps) {
      expect(step).toMatchObject({
        workflowSpanId: id("1"),
        workflow: "complaint-triage",
        version: "2.1.0",
        subject: trace.subject,
      });
    }
  });

  test("has its steps in order, each of its kind", () => {
    expect(trace.steps.map(({ kind, name, isJudgmentDetail }) => [kind, name, isJudgmentDetail])).toEqual([
      ["workflow", "complaint-triage", false],
      ["judgment", "complaint_type", false],
      ["span", "chat m", true],
      ["fact", "order", false],
      ["branch", "policy", false],
      ["action", "approve_refund", false],
    ]);
    expect(trace.steps[3]).toMatchObject({ output: { days: 12 } });
    expect(trace.steps[5]).toMatchObject({ effect: true, input: { amount: 49.9 } });
  });

  test("has one judgment, completed by the model call inside it", () => {
    expect(trace.judgments).toHaveLength(1);
    expect(trace.judgments[0]).toMatchObject({
      point: "complaint_type",
      task: "classify",
      input: { text: "It is torn." },
      rawOutput: "refund",
      choices: ["refund", "fraud"],
      confidence: 0.9,
      scores: { refund: 0.9, fraud: 0.1 },
      decider: "model",
      provider: "openai",
      requestedModel: "m",
      inputTokens: 61,
      commit: "c0ffee",
      branches: [{ spanId: id("5"), name: "policy", arm: "approve" }],
      absorbedSpanIds: [id("3")],
    });
  });

  test("names a captured function before the workflow function that called it, whose arm says less", () => {
    const captured = (spanId: string, name: string, arm: string) =>
      spanAt(4, 5, {
        spanId,
        parentSpanId: "1",
        attributes: {
          "casebook.kind": "branch",
          "casebook.name": name,
          "casebook.branch.arm": arm,
          "casebook.branch.rows": JSON.stringify({ v: 1, frames: [], rows: [] }),
          "casebook.branch.facts": JSON.stringify({
            type: { value: "refund", judgments: [{ spanId: id("2"), via: "value" }] },
          }),
        },
      });
    const [judgment] = deriveTrace({
      spans: [...complaint(), captured("7", "complaint-triage", "otherwise"), captured("8", "route", "approve")],
      logs: [],
    }).judgments;
    expect(judgment?.branches.map(({ name }) => name)).toEqual(["policy", "route", "complaint-triage"]);
  });

  test("has its branch with conditions, facts and the judgments they read", () => {
    expect(trace.steps[4]?.branch).toMatchObject({
      name: "policy",
      file: "src/policy.ts",
      line: 14,
      commit: "c0ffee",
      arm: "approve",
      outcome: "approved",
      conditions: [{ text: 'type === "refund"', value: true, arm: "then" }],
      facts: { days: { value: 12 } },
      judgmentSpanIds: [id("2")],
    });
  });

  test("ends a path that the sender cut with a condition that says so", () => {
    const spans = complaint();
    for (const span of spans)
      if (span.attributes["casebook.branch.path"]) span.attributes["casebook.lossy"] = '["facts.text","path"]';
    const { steps } = deriveTrace({ spans, logs: [] });
    const branch = steps[4]?.branch;
    expect(branch?.conditions.map(({ kind, text }) => [kind, text])).toEqual([
      ["if", 'type === "refund"'],
      ["cut", "the record of this branch was cut"],
    ]);
    const correction = { spanId: id("2"), recorded: "refund", expected: "refund", isSpanShared: false };
    expect(reevaluate(branch as NonNullable<typeof branch>, correction, []).reevaluated).toMatchObject({
      isKnown: false,
      reason: expect.stringContaining("the record of this branch was cut"),
    });
  });

  test("shows values the sender cut as they came, and leaves a cut path out", () => {
    const spans = complaint();
    for (const span of spans) {
      if (span.attributes["casebook.branch.path"]) span.attributes["casebook.branch.path"] = '[{"text":"type';
      if (span.attributes["casebook.output"]) span.attributes["casebook.output"] = '{"days":1';
    }
    const cut = deriveTrace({ spans, logs: [] });
    expect(cut.steps[4]?.branch?.conditions).toEqual([]);
    expect(cut.steps[3]?.output).toBe('{"days":1');
    expect(cut.judgments[0]).toMatchObject({ rawOutput: '{"days":1', cut: ["output"] });
  });
});

describe("a trace while it is incomplete or hostile", () => {
  const judge = (given: Given) =>
    spanAt(1, 2, {
      ...given,
      attributes: { "casebook.kind": "judgment", "casebook.name": "x", "casebook.judgment.decider": "rule" },
    });

  test("steps without their parent stand by themselves until it comes", () => {
    const [workflow, judgment] = complaint() as [Span, Span];
    const early = deriveTrace({ spans: [judgment], logs: [] });
    expect(early).toMatchObject({ workflow: "shop", complete: false, subject: null });
    expect(deriveTrace({ spans: [judgment, workflow], logs: [] })).toMatchObject({
      workflow: "complaint-triage",
      complete: true,
    });
  });

  test("a workflow inside another gives its own steps their name and subject", () => {
    const spans = [
      spanAt(0, 9, {
        spanId: "1",
        attributes: { "casebook.kind": "workflow", "casebook.name": "outer", "casebook.subject.id": 7 },
      }),
      spanAt(1, 8, {
        spanId: "2",
        parentSpanId: "1",
        attributes: { "casebook.kind": "workflow", "casebook.name": "inner" },
      }),
      judge({ spanId: "3", parentSpanId: "2" }),
    ];
    const { judgments, subject } = deriveTrace({ spans, logs: [] });
    expect(judgments[0]).toMatchObject({ workflow: "inner", subject: null, decider: "rule" });
    expect(subject).toEqual({ type: "subject", id: "7" });
  });

  test("of two spans with one id the one that ended later counts, in either order", () => {
    const early = judge({ spanId: "1", name: "early" });
    const late = { ...early, endTimeUnixNano: at(5) };
    for (const spans of [
      [early, late],
      [late, early],
    ])
      expect(deriveTrace({ spans, logs: [] }).endTimeUnixNano).toBe(at(5));
  });

  test("numbers no database could hold are left out, and cost no other value", () => {
    const odd = { "casebook.seq": 1e300, "code.line.number": 1.5, "gen_ai.usage.input_tokens": 1e300 };
    const spans = [
      judge({ spanId: "1" }),
      spanAt(1, 2, {
        spanId: "2",
        attributes: {
          "casebook.kind": "judgment",
          "casebook.name": "odd",
          "casebook.judgment.confidence": 1e308,
          "casebook.judgment.scores": '{"a":1e999,"b":0.2}',
          "gen_ai.usage.output_tokens": 2.4,
          "gen_ai.usage.cost": "1e999",
          ...odd,
        },
      }),
      spanAt(1, 2, { spanId: "3", attributes: { "casebook.kind": "branch", ...odd } }),
    ];
    const { judgments, steps } = deriveTrace({ spans, logs: [] });
    expect(judgments).toHaveLength(2);
    expect(judgments[1]).toMatchObject({
      inputTokens: null,
      outputTokens: 2,
      costUsd: null,
      confidence: null,
      scores: { b: 0.2 },
    });
    expect(steps.map(({ seq }) => seq)).toEqual([null, null, null]);
    expect(steps[2]?.branch?.line).toBe(2);
  });

  test("costs that add up to more than a number holds are not known", () => {
    const cost = (spanId: string) =>
      spanAt(1, 2, {
        spanId,
        parentSpanId: "1",
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.response.id": spanId,
          "gen_ai.usage.cost": 1.7e308,
          "gen_ai.usage.input_tokens": 2 ** 52,
        },
      });
    const spans = [judge({ spanId: "1" }), cost("2"), cost("3"), cost("4")];
    expect(deriveTrace({ spans, logs: [] }).judgments).toMatchObject([{ costUsd: null, inputTokens: null }]);
  });

  test("names and ids that lists look things up by are bounded", () => {
    const long = "장".repeat(5000);
    const attributes = {
      "casebook.workflow.name": long,
      "casebook.workflow.version": long,
      "casebook.subject.type": long,
      "casebook.subject.id": long,
      "gen_ai.request.model": long,
      "gen_ai.response.model": long,
      "gen_ai.provider.name": long,
      "casebook.branch.arm": long,
    };
    const spans = [
      spanAt(0, 9, { spanId: "1", attributes: { "casebook.kind": "workflow", "casebook.name": long, ...attributes } }),
      spanAt(1, 2, { spanId: "2", parentSpanId: "1", attributes: { "casebook.kind": "branch", ...attributes } }),
      spanAt(1, 2, {
        spanId: "3",
        name: long,
        attributes: {
          "gen_ai.operation.name": "decide",
          "ai.decision.answers": `{"${long}":{"choice":"a"}}`,
          ...attributes,
        },
      }),
    ];
    const { judgments, steps, workflow, version, subject } = deriveTrace({ spans, logs: [] });
    const branch = steps.find(({ kind }) => kind === "branch")?.branch;
    const names = [workflow, version, subject?.type, subject?.id, branch?.name, branch?.arm].concat(
      judgments.flatMap((judgment) => [judgment.point, judgment.requestedModel, judgment.respondedModel]),
    );
    expect(names).toHaveLength(9);
    for (const name of names) expect(Buffer.byteLength(name ?? "")).toBeLessThanOrEqual(1500);
  });

  test("parents in a circle are cut, in every order alike", () => {
    const spans = ["1", "2", "3"].map((spanId, index) =>
      spanAt(index, 9, { spanId, parentSpanId: ["3", "1", "2"][index] as string }),
    );
    const expected = deriveTrace({ spans, logs: [] });
    expect(expected.steps).toHaveLength(3);
    expect(deriveTrace({ spans: [...spans].reverse(), logs: [] })).toEqual(expected);
  });

  test("a chain of twenty thousand spans is derived, not overflowed", () => {
    const spans = Array.from({ length: 20_000 }, (_, index) =>
      spanAt(0, 1, { spanId: (index + 1).toString(16), ...(index > 0 && { parentSpanId: index.toString(16) }) }),
    );
    expect(deriveTrace({ spans, logs: [] }).steps).toHaveLength(20_000);
  });

  test("wrappers stacked over many calls keep the nearest ones of each", () => {
    const wrappers = Array.from({ length: 500 }, (_, index) =>
      spanAt(0, 9, {
        spanId: (index + 1).toString(16),
        ...(index > 0 && { parentSpanId: index.toString(16) }),
        attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "m" },
      }),
    );
    const calls = Array.from({ length: 500 }, (_, index) =>
      spanAt(1, 2, {
        spanId: (index + 1001).toString(16),
        parentSpanId: wrappers.at(-1)?.spanId ?? "",
        attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" },
      }),
    );
    const { judgments } = deriveTrace({ spans: [...wrappers, ...calls], logs: [] });
    expect(judgments).toHaveLength(500);
    for (const judgment of judgments) expect(judgment.absorbedSpanIds).toHaveLength(64);
  });

  test("a point's name is looked for in the nearest 64 spans above a call", () => {
    for (const [levels, point] of [
      [64, "handle complaint"],
      [65, "chat"],
    ] as const) {
      const spans = Array.from({ length: levels + 1 }, (_, index) =>
        spanAt(index, 99, {
          spanId: (index + 1).toString(16),
          name: index === 0 ? "handle complaint" : "step 1",
          ...(index > 0 && { parentSpanId: index.toString(16) }),
        }),
      );
      const call = { ...spans[levels], name: "chat", attributes: { "gen_ai.operation.name": "chat" } } as Span;
      const { judgments } = deriveTrace({ spans: [...spans.slice(0, -1), call], logs: [] });
      expect(judgments.map((judgment) => judgment.point)).toEqual([point]);
    }
  });

  test("a span that has not ended leaves the trace open; an error on the workflow is the trace's", () => {
    const open = spanAt(0, 1, { attributes: { "casebook.kind": "workflow" }, endTimeUnixNano: "0" });
    expect(deriveTrace({ spans: [open], logs: [] }).complete).toBe(false);
    const failed = spanAt(0, 1, { status: { code: 2, message: "no" } });
    expect(deriveTrace({ spans: [failed], logs: [] })).toMatchObject({
      status: "error",
      steps: [{ error: { message: "no" } }],
    });
  });

  test("a program without a service name is told by what instrumented it", () => {
    expect(
      deriveTrace({ spans: [makeSpan({ resource: { "service.name": "unknown_service:node" } })], logs: [] }).workflow,
    ).toBe("test");
  });
});
