import { describe, expect, test } from "vitest";
import type { Json } from "../contract/json";
import { deriveTrace } from "../decisions/derive-trace";
import { makeLog, makeSpan } from "../otlp/testing";
import type { LogRecord, Span } from "../otlp/types";

const messages = (...list: [string, Json][]) => JSON.stringify(list.map(([role, content]) => ({ role, content })));

function judgmentsOf(spans: Span[], logs: LogRecord[] = []) {
  return deriveTrace({ spans, logs }).judgments;
}

/** The one judgment of these spans. */
function judgmentOf(spans: Span[], logs: LogRecord[] = []) {
  const judgments = judgmentsOf(spans, logs);
  expect(judgments.map(({ point }) => point)).toHaveLength(1);
  return judgments[0] as (typeof judgments)[number];
}

describe("OpenTelemetry GenAI, older shapes", () => {
  test("reads flattened prompts and completions with their tool calls", () => {
    const judgment = judgmentOf([
      makeSpan({
        name: "openai.chat",
        attributes: {
          "llm.request.type": "chat",
          "gen_ai.system": "OpenAI",
          "gen_ai.request.model": "gpt-4o-mini",
          "gen_ai.prompt.0.role": "system",
          "gen_ai.prompt.0.content": "Triage.",
          "gen_ai.prompt.1.role": "user",
          "gen_ai.prompt.1.content": "It is torn.",
          "gen_ai.completion.0.role": "assistant",
          "gen_ai.completion.0.finish_reason": "tool_calls",
          "gen_ai.completion.0.tool_calls.0.id": "call_1",
          "gen_ai.completion.0.tool_calls.0.name": "issue_refund",
          "gen_ai.completion.0.tool_calls.0.arguments": '{"orderId":"A-1"}',
          "llm.request.functions.0.name": "issue_refund",
          "llm.request.functions.0.parameters": '{"type":"object"}',
          "gen_ai.usage.prompt_tokens": 61,
          "gen_ai.usage.completion_tokens": 17,
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      provider: "openai",
      system: "Triage.",
      input: "It is torn.",
      rawOutput: { tool: "issue_refund", arguments: { orderId: "A-1" } },
      tools: ["issue_refund"],
      task: "select",
      inputTokens: 61,
      outputTokens: 17,
    });
  });

  test("reads messages from span events (Strands) and from JSON in gen_ai.event.content (Azure)", () => {
    const event = (name: string, attributes: { [key: string]: Json }) => ({ name, timeUnixNano: "1", attributes });
    const strands = makeSpan({
      name: "chat",
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" },
      events: [
        event("gen_ai.user.message", { content: '[{"text":"It is torn."}]' }),
        event("gen_ai.choice", { message: '[{"text":"refund"}]', finish_reason: "end_turn" }),
      ],
    });
    expect(judgmentOf([strands])).toMatchObject({ input: "It is torn.", rawOutput: "refund" });
    const azure = makeSpan({
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" },
      events: [
        event("gen_ai.user.message", { "gen_ai.event.content": '{"role":"user","content":"It is torn."}' }),
        event("gen_ai.choice", { "gen_ai.event.content": '{"message":{"content":"refund"},"index":0}' }),
      ],
    });
    expect(judgmentOf([azure])).toMatchObject({ input: "It is torn.", rawOutput: "refund" });
  });

  test("joins two operation.details logs of one call, one with the input and one with the output", () => {
    const span = makeSpan({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" } });
    const eventName = "gen_ai.client.inference.operation.details";
    const parts = (role: string, content: string) => [{ role, parts: [{ type: "text", content }] }];
    const logs = [
      makeLog({ spanId: "1", eventName, attributes: { "gen_ai.input.messages": parts("user", "It is torn.") } }),
      makeLog({ spanId: "1", eventName, attributes: { "gen_ai.output.messages": parts("assistant", "refund") } }),
    ];
    expect(judgmentOf([span], logs)).toMatchObject({ input: "It is torn.", rawOutput: "refund" });
  });

  test("takes a finished call without an operation name, and nothing else that only carries a model", () => {
    const model = { "gen_ai.system": "openai", "gen_ai.request.model": "m" };
    expect(judgmentsOf([makeSpan({ attributes: { ...model, "gen_ai.usage.output_tokens": 3 } })])).toHaveLength(1);
    expect(judgmentsOf([makeSpan({ attributes: model })])).toHaveLength(0);
  });

  test("reads pydantic-ai's events attribute and its output tool as a structured answer", () => {
    const judgment = judgmentOf([
      makeSpan({
        name: "chat gpt-4o",
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.request.model": "gpt-4o",
          events: JSON.stringify([
            { "event.name": "gen_ai.user.message", role: "user", content: "It is torn." },
            {
              "event.name": "gen_ai.choice",
              message: {
                role: "assistant",
                tool_calls: [
                  { id: "1", type: "function", function: { name: "final_result", arguments: '{"category":"refund"}' } },
                ],
              },
            },
          ]),
          model_request_parameters: JSON.stringify({
            function_tools: [],
            output_tools: [
              {
                name: "final_result",
                parameters_json_schema: { properties: { category: { enum: ["refund", "other"] } } },
              },
            ],
          }),
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      input: "It is torn.",
      task: "extract",
      rawOutput: { tool: "final_result", arguments: { category: "refund" } },
      outputSchema: { properties: { category: { enum: ["refund", "other"] } } },
    });
  });
});

describe("typed decisions", () => {
  const request = {
    model: "jev-latest",
    state: "The parcel never came.",
    questions: {
      isLate: { type: "noul", question: "Is it late?" },
      kind: { type: "choice", options: ["refund", "shipping"] },
    },
  };
  const response = {
    model: "jev-1.13.0",
    answers: {
      isLate: { answer: true, probability: 0.93 },
      kind: { choice: "shipping", probabilities: { refund: 0.2, shipping: 0.8 } },
    },
  };

  test.each(["DECISION", "LLM"])("reads an OpenInference %s span into one judgment per question", (kind) => {
    const judgments = judgmentsOf([
      makeSpan({ spanId: "1", name: "route-parcel" }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "SystemOne",
        attributes: {
          "openinference.span.kind": kind,
          "decision.system": "typesafe",
          "decision.request.model_name": "jev-latest",
          "decision.response.model_name": "jev-1.13.0",
          "decision.token_count.input": 412,
          "input.value": JSON.stringify(request),
          "output.value": JSON.stringify(response),
          "graph.node.id": "x",
        },
      }),
    ]);
    expect(
      judgments.map(({ point, task, rawOutput, confidence, inputTokens }) => [
        point,
        task,
        rawOutput,
        confidence,
        inputTokens,
      ]),
    ).toEqual([
      ["SystemOne.isLate", "detect", true, 0.93, 412],
      ["SystemOne.kind", "classify", "shipping", 0.8, null],
    ]);
    expect(judgments[1]).toMatchObject({
      ordinal: 1,
      input: "The parcel never came.",
      choices: ["refund", "shipping"],
      scores: { refund: 0.2, shipping: 0.8 },
      requestedModel: "jev-latest",
      respondedModel: "jev-1.13.0",
    });
  });

  test("reads Strands' decision attributes, with question ids alone", () => {
    const judgments = judgmentsOf([
      makeSpan({ spanId: "1", name: "handle order" }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "decision",
        attributes: {
          "gen_ai.operation.name": "decision",
          "gen_ai.decision.questions": ["isUrgent"],
          "gen_ai.decision.answers": JSON.stringify({ isUrgent: { answer: false, probability: 0.1 } }),
        },
      }),
    ]);
    expect(judgments).toMatchObject([
      { point: "handle order.isUrgent", task: "detect", rawOutput: false, scores: { true: 0.1, false: 0.9 } },
    ]);
  });
});

describe("OpenInference", () => {
  test("reads LangChain's bodies and names the graph's node", () => {
    const judgment = judgmentOf([
      makeSpan({
        spanId: "1",
        name: "LangGraph",
        attributes: { "openinference.span.kind": "CHAIN", "input.value": '{"complaint":"x"}' },
      }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "classify",
        attributes: { "openinference.span.kind": "CHAIN" },
      }),
      makeSpan({
        spanId: "3",
        parentSpanId: "2",
        name: "RunnableSequence",
        attributes: { "openinference.span.kind": "CHAIN" },
      }),
      makeSpan({
        spanId: "4",
        parentSpanId: "3",
        name: "ChatOpenAI",
        attributes: {
          "openinference.span.kind": "LLM",
          "llm.invocation_parameters": '{"model":"gpt-4o-mini"}',
          "llm.model_name": "gpt-4o-mini-2024-07-18",
          "input.value": JSON.stringify({
            messages: [
              [
                {
                  lc: 1,
                  type: "constructor",
                  id: ["langchain_core", "messages", "HumanMessage"],
                  kwargs: { content: "It is torn." },
                },
              ],
            ],
          }),
          "output.value": JSON.stringify({
            generations: [[{ text: "refund", message: { kwargs: { content: "refund" } } }]],
          }),
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      point: "classify",
      input: "It is torn.",
      rawOutput: "refund",
      requestedModel: "gpt-4o-mini",
      respondedModel: "gpt-4o-mini-2024-07-18",
    });
  });

  test("an empty kind on application spans says nothing", () => {
    expect(judgmentsOf([makeSpan({ attributes: { "openinference.span.kind": null, "input.value": "x" } })])).toEqual(
      [],
    );
  });

  test("reads a forced tool as a structured answer with the tool's schema", () => {
    const judgment = judgmentOf([
      makeSpan({
        attributes: {
          "openinference.span.kind": "LLM",
          "llm.invocation_parameters": JSON.stringify({
            model: "claude-haiku-4-5",
            tool_choice: { type: "tool", name: "record" },
            tools: [{ name: "record", input_schema: { properties: { kind: { enum: ["a", "b"] } } } }],
          }),
          "output.value": JSON.stringify({
            id: "msg_1",
            model: "claude-haiku-4-5-20251001",
            content: [{ type: "tool_use", id: "t", name: "record", input: { kind: "a" } }],
          }),
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      task: "extract",
      rawOutput: { tool: "record", arguments: { kind: "a" } },
      outputSchema: { properties: { kind: { enum: ["a", "b"] } } },
      responseId: "msg_1",
      respondedModel: "claude-haiku-4-5-20251001",
    });
  });
});

describe("Langfuse", () => {
  const generation = (attributes: { [key: string]: Json }) =>
    makeSpan({
      spanId: "2",
      parentSpanId: "1",
      name: "classify-complaint",
      attributes: { "langfuse.observation.type": "generation", ...attributes },
    });

  test("reads a generation and not the span round it", () => {
    const judgment = judgmentOf([
      makeSpan({
        spanId: "1",
        name: "handle-complaint",
        attributes: { "langfuse.observation.type": "span", "langfuse.observation.input": "x" },
      }),
      generation({
        "langfuse.observation.model.name": "gpt-4o-mini-2024-07-18",
        "langfuse.observation.input": JSON.stringify({
          messages: [
            { role: "system", content: "Triage." },
            { role: "user", content: "It is torn." },
          ],
        }),
        "langfuse.observation.output": "refund",
        "langfuse.observation.usage_details": '{"input":61,"output":2,"total":63}',
        "langfuse.observation.cost_details": '{"total":0.0012}',
      }),
    ]);
    expect(judgment).toMatchObject({
      point: "classify-complaint",
      respondedModel: "gpt-4o-mini-2024-07-18",
      system: "Triage.",
      input: "It is torn.",
      rawOutput: "refund",
      inputTokens: 61,
      outputTokens: 2,
      costUsd: 0.0012,
    });
  });

  test("a failed call says so by its level alone", () => {
    const judgment = judgmentOf([
      generation({
        "langfuse.observation.model.name": "gpt-unavailable",
        "langfuse.observation.level": "ERROR",
        "langfuse.observation.status_message": "404 no such model",
        "langfuse.observation.cost_details": '{"total":0}',
      }),
    ]);
    expect(judgment).toMatchObject({
      status: "error",
      requestedModel: "gpt-unavailable",
      respondedModel: null,
      costUsd: null,
    });
    expect(judgment.error?.message).toBe("404 no such model");
  });
});

describe("other frameworks", () => {
  test("names a Traceloop call after its task", () => {
    const judgment = judgmentOf([
      makeSpan({
        spanId: "1",
        name: "triage.workflow",
        attributes: { "traceloop.span.kind": "workflow", "traceloop.entity.name": "triage" },
      }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "classify.task",
        attributes: { "traceloop.span.kind": "task", "traceloop.entity.name": "classify" },
      }),
      makeSpan({
        spanId: "3",
        parentSpanId: "2",
        name: "openai.chat",
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.request.model": "m",
          "gen_ai.output.messages": messages(["assistant", "refund"]),
        },
      }),
    ]);
    expect(judgment).toMatchObject({ point: "classify", rawOutput: "refund", spanId: "3".padStart(16, "0") });
  });

  test("reads LangSmith's whole prompts and completions", () => {
    const judgment = judgmentOf([
      makeSpan({
        name: "ChatAnthropic",
        attributes: {
          "langsmith.span.kind": "llm",
          "langsmith.metadata.langgraph_node": "classify",
          "gen_ai.prompt": JSON.stringify({ messages: [[{ type: "human", content: "It is torn." }]] }),
          "gen_ai.completion": JSON.stringify({ generations: [[{ message: { type: "ai", content: "refund" } }]] }),
        },
      }),
    ]);
    expect(judgment).toMatchObject({ point: "classify", input: "It is torn.", rawOutput: "refund" });
  });

  test("reads MLflow's quoted attributes", () => {
    const judgment = judgmentOf([
      makeSpan({
        name: "Completions",
        attributes: {
          "mlflow.spanType": '"CHAT_MODEL"',
          "mlflow.llm.model": '"gpt-4o-mini"',
          "mlflow.spanInputs": JSON.stringify({
            model: "gpt-4o-mini",
            messages: [{ role: "user", content: "It is torn." }],
          }),
          "mlflow.spanOutputs": JSON.stringify({ choices: [{ message: { role: "assistant", content: "refund" } }] }),
          "mlflow.chat.tokenUsage": '{"input_tokens":9,"output_tokens":1}',
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      requestedModel: "gpt-4o-mini",
      input: "It is torn.",
      rawOutput: "refund",
      inputTokens: 9,
    });
  });

  test("takes Mastra's model steps, with the prompt of the generation round them and without the chunks below", () => {
    const kind = (type: string, more: { [key: string]: Json } = {}) => ({ "mastra.span.type": type, ...more });
    const judgment = judgmentOf([
      makeSpan({
        spanId: "1",
        name: "invoke_agent triage-agent",
        attributes: kind("agent_run", { "gen_ai.agent.name": "triage-agent", "gen_ai.operation.name": "invoke_agent" }),
      }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "chat gpt-4o-mini",
        attributes: kind("model_generation", {
          "gen_ai.operation.name": "chat",
          "gen_ai.request.model": "gpt-4o-mini",
          "gen_ai.input.messages": messages(["user", "It is torn."]),
          "gen_ai.output.messages": messages(["assistant", "refund"]),
          "gen_ai.usage.input_tokens": 61,
        }),
      }),
      makeSpan({
        spanId: "3",
        parentSpanId: "2",
        name: "model_step",
        attributes: kind("model_step", {
          "gen_ai.operation.name": "model_step",
          "mastra.model_step.output": '{"text":"refund"}',
        }),
      }),
      makeSpan({
        spanId: "4",
        parentSpanId: "3",
        name: "model_chunk",
        attributes: kind("model_chunk", { "gen_ai.operation.name": "model_chunk" }),
      }),
    ]);
    expect(judgment).toMatchObject({
      spanId: "3".padStart(16, "0"),
      point: "triage-agent",
      requestedModel: "gpt-4o-mini",
      input: "It is torn.",
      rawOutput: "refund",
    });
  });

  test("reads Claude Code's bare names and counts cached tokens in", () => {
    const judgment = judgmentOf([
      makeSpan({ spanId: "1", name: "claude_code.interaction", attributes: { "span.type": "interaction" } }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "claude_code.llm_request",
        attributes: {
          "span.type": "llm_request",
          model: "claude-sonnet-5",
          input_tokens: 10,
          cache_read_tokens: 90,
          output_tokens: 7,
          new_context: "<REDACTED>",
          "response.model_output": "done",
        },
      }),
      makeSpan({ spanId: "3", parentSpanId: "1", name: "claude_code.tool", attributes: { "span.type": "tool" } }),
    ]);
    expect(judgment).toMatchObject({
      requestedModel: "claude-sonnet-5",
      inputTokens: 100,
      input: null,
      rawOutput: "done",
    });
  });

  test("knows a framework nobody named by its kind", () => {
    const judgment = judgmentOf([
      makeSpan({ spanId: "1", name: "pick a route", attributes: { "acme.span.kind": "Workflow" } }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "llm",
        attributes: {
          "acme.span.kind": "LLMCall",
          "acme.input": messages(["user", "It is torn."]),
          "acme.output": "refund",
        },
      }),
    ]);
    expect(judgment).toMatchObject({
      point: "pick a route",
      input: "It is torn.",
      rawOutput: "refund",
      convention: "any-framework",
    });
  });
});

describe("one judgment per real call", () => {
  const chat = (attributes: { [key: string]: Json } = {}) => ({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "m",
    ...attributes,
  });

  test("merges a provider SDK's own span into the instrumentation's, which has the content", () => {
    const judgment = judgmentOf([
      makeSpan({
        spanId: "1",
        name: "anthropic.chat",
        attributes: chat({
          "gen_ai.input.messages": messages(["user", "x"]),
          "gen_ai.output.messages": messages(["assistant", "y"]),
        }),
      }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        name: "chat m",
        attributes: chat({ "gen_ai.response.model": "m-1", "http.response.status_code": 200 }),
      }),
    ]);
    expect(judgment).toMatchObject({
      spanId: "1".padStart(16, "0"),
      respondedModel: "m-1",
      rawOutput: "y",
      absorbedSpanIds: ["2".padStart(16, "0")],
    });
  });

  test("keeps the call whose attributes a client race put on its parent", () => {
    const root = makeSpan({ spanId: "1", name: "handle-complaint", attributes: chat({ "gen_ai.response.id": "r1" }) });
    const child = makeSpan({
      spanId: "2",
      parentSpanId: "1",
      name: "chat m",
      attributes: chat({ "gen_ai.response.id": "r2" }),
    });
    expect(judgmentsOf([root, child]).map(({ responseId }) => responseId)).toEqual(["r1", "r2"]);
  });

  test("keeps it too where only answers tell the calls apart", () => {
    const observation = (output: string) => ({
      "langfuse.observation.type": "generation",
      "langfuse.observation.output": output,
    });
    const spans = [
      makeSpan({ spanId: "1", name: "handle-complaint", attributes: observation("fraud") }),
      makeSpan({ spanId: "2", parentSpanId: "1", attributes: observation("refund") }),
      makeSpan({ spanId: "3", parentSpanId: "1", attributes: observation("other") }),
    ];
    expect(judgmentsOf(spans).map(({ rawOutput }) => rawOutput)).toEqual(["fraud", "refund", "other"]);
  });

  test("drops a generation round several calls, whose usage is their sum or whose answer is the last one's", () => {
    const call = (output: string, tokens: number) =>
      chat({ "gen_ai.output.messages": messages(["assistant", output]), "gen_ai.usage.input_tokens": tokens });
    for (const outer of [call("both", 30), call("b", 7)]) {
      const spans = [
        makeSpan({ spanId: "1", attributes: outer }),
        makeSpan({ spanId: "2", parentSpanId: "1", attributes: call("a", 10) }),
        makeSpan({ spanId: "3", parentSpanId: "1", attributes: call("b", 20) }),
      ];
      expect(judgmentsOf(spans).map(({ rawOutput }) => rawOutput)).toEqual(["a", "b"]);
    }
  });

  test("counts a wrapper whose call has not come yet, and hands over when it comes", () => {
    const outer = makeSpan({
      spanId: "1",
      name: "ai.generateText",
      attributes: {
        "ai.operationId": "ai.generateText",
        "ai.model.id": "m",
        "ai.prompt": '{"prompt":"x"}',
        "ai.response.text": "y",
      },
    });
    const inner = makeSpan({
      spanId: "2",
      parentSpanId: "1",
      name: "ai.generateText.doGenerate",
      attributes: { "ai.operationId": "ai.generateText.doGenerate", "ai.model.id": "m", "ai.response.text": "y" },
    });
    expect(judgmentOf([outer])).toMatchObject({ spanId: outer.spanId, rawOutput: "y" });
    expect(judgmentOf([outer, inner])).toMatchObject({
      spanId: inner.spanId,
      input: "x",
      absorbedSpanIds: [outer.spanId],
    });
  });

  test("does not take an agent for a call that failed before it was made", () => {
    const agent = makeSpan({
      attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "m" },
      status: { code: 2, message: "no key" },
    });
    expect(judgmentsOf([agent])).toEqual([]);
  });

  test("a call inside a tool of a call is a call of its own", () => {
    const spans = [
      makeSpan({ spanId: "1", attributes: chat({ "gen_ai.output.messages": messages(["assistant", "a"]) }) }),
      makeSpan({
        spanId: "2",
        parentSpanId: "1",
        attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "ask" },
      }),
      makeSpan({ spanId: "3", parentSpanId: "2", attributes: chat() }),
    ];
    expect(judgmentsOf(spans)).toHaveLength(2);
  });

  test("two instrumentations side by side tell one call once", () => {
    const spans = ["1", "2"].map((spanId) => makeSpan({ spanId, attributes: chat({ "gen_ai.response.id": "r1" }) }));
    expect(judgmentsOf(spans)).toHaveLength(1);
  });

  test("an exception without an answer is an error whatever the status says", () => {
    const event = {
      name: "exception",
      timeUnixNano: "1",
      attributes: { "exception.type": "Timeout", "exception.message": "too slow" },
    };
    const span = makeSpan({ attributes: chat(), events: [event], status: { code: 1, message: "" } });
    expect(judgmentOf([span])).toMatchObject({ status: "error", error: { name: "Timeout", message: "too slow" } });
  });

  test("keeps the text of content that was cut and says so", () => {
    const cut = '[{"role":"user","parts":[{"type":"text","content":"It is to';
    expect(judgmentOf([makeSpan({ attributes: chat({ "gen_ai.input.messages": cut }) })])).toMatchObject({
      input: cut,
      cut: ["gen_ai.input.messages"],
    });
  });

  test("embeddings, retrievals, tools and chunks are none", () => {
    const operations = ["embeddings", "retrieval", "execute_tool", "create_agent", "model_chunk", "search_memory"];
    const spans = operations.map((operation, index) =>
      makeSpan({
        spanId: `${index}1`,
        attributes: { "gen_ai.operation.name": operation, "gen_ai.request.model": "m", "gen_ai.response.model": "m" },
      }),
    );
    expect(judgmentsOf(spans)).toEqual([]);
  });

  test("what runs a tool is an action, what only carries a call is its detail", () => {
    const spans = [
      makeSpan({ spanId: "1", name: "handle complaint" }),
      makeSpan({ spanId: "2", parentSpanId: "1", name: "chat m", attributes: chat() }),
      makeSpan({ spanId: "3", parentSpanId: "2", name: "POST" }),
      makeSpan({
        spanId: "4",
        parentSpanId: "1",
        attributes: {
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "refund",
          "gen_ai.tool.call.result": '{"ok":true}',
        },
      }),
    ];
    const { steps } = deriveTrace({ spans, logs: [] });
    expect(steps.map(({ kind, name, isJudgmentDetail }) => [kind, name, isJudgmentDetail])).toEqual([
      ["span", "handle complaint", false],
      ["judgment", "handle complaint", false],
      ["span", "POST", true],
      ["action", "refund", false],
    ]);
    expect(steps[3]).toMatchObject({ output: { ok: true }, effect: false });
  });

  test("the same request asked twice in a row is two calls, whatever ids a provider gives", () => {
    const spans = ["1", "2"].map((spanId, index) =>
      makeSpan({
        spanId,
        startTimeUnixNano: `${index + 1}000000000`,
        attributes: chat({ "gen_ai.response.id": "r1" }),
      }),
    );
    expect(judgmentsOf(spans)).toHaveLength(2);
  });

  test("an embedding model is none even where its span calls itself an LLM", () => {
    const attributes = { "langsmith.span.kind": "llm", "gen_ai.request.model": "text-embedding-3-small" };
    expect(judgmentsOf([makeSpan({ attributes })])).toEqual([]);
  });

  test("reads bare input and output beside a bare span.type", () => {
    const attributes = { "span.type": "llm", input: messages(["user", "It is torn."]), output: "refund" };
    expect(judgmentOf([makeSpan({ name: "pick", attributes })])).toMatchObject({
      input: "It is torn.",
      rawOutput: "refund",
    });
  });

  test.each([
    ["agent run: 'classify-complaint'", "classify-complaint"],
    ["workflow step: 'triage'", "triage"],
    ["invoke_agent settle", "settle"],
    ["Triage agent", "Triage agent"],
    ["handle complaint (responses api)", "handle complaint (responses api)"],
    ["step 1", "chat"],
    ["Agent workflow", "chat"],
    ["RunnableSequence", "chat"],
    ["ChatOpenAI.chat", "chat"],
    ["workflow conditional: '2 conditions'", "chat"],
    ["branch: refund policy", "chat"],
    ["POST /v1/chat", "chat"],
  ])("under a span named %j the point is %j", (name, point) => {
    const spans = [
      makeSpan({ spanId: "1", name }),
      makeSpan({ spanId: "2", parentSpanId: "1", name: "chat m", attributes: chat() }),
    ];
    expect(judgmentOf(spans).point).toBe(point);
  });

  test("without any name the system prompt names the point", () => {
    const system = JSON.stringify([{ type: "text", content: "Triage." }]);
    expect(
      judgmentOf([makeSpan({ name: "chat m", attributes: chat({ "gen_ai.system_instructions": system }) })]).point,
    ).toMatch(/^prompt-[0-9a-f]{8}$/);
  });
});

describe("hostile content", () => {
  const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" };

  test("words that every object has are only words", () => {
    const list = JSON.stringify([
      { role: "constructor", content: "x" },
      { role: "__proto__", content: "y" },
    ]);
    const span = makeSpan({ attributes: { ...chat, "gen_ai.input.messages": list, "a.span.kind": "constructor" } });
    expect(judgmentOf([span]).messages).toEqual([
      { role: "constructor", content: "x" },
      { role: "__proto__", content: "y" },
    ]);
    const answers = JSON.stringify({ __proto__x: { type: "constructor", choice: "toString" } });
    const decision = { "gen_ai.operation.name": "decide", "ai.decision.answers": answers };
    expect(judgmentOf([makeSpan({ attributes: decision })])).toMatchObject({ task: "classify", rawOutput: "toString" });
  });

  test("long texts made to be slow to match are read in time that grows with their length", () => {
    const run = 500_000;
    const texts = [
      `\`\`\`${"\n".repeat(run)}x`,
      `[${" ".repeat(run)}`,
      `{"a":${"[".repeat(run)}`,
      `agent ${" ".repeat(run)}\n`,
    ];
    for (const text of texts) {
      const span = makeSpan({
        name: text,
        attributes: { ...chat, "gen_ai.output.messages": text, "gen_ai.prompt": text, "x.span.kind": text },
      });
      expect(judgmentsOf([span])).toHaveLength(1);
    }
  });

  test("a decision of a hundred thousand questions is bounded", () => {
    const questions = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => `q${index}`));
    const span = makeSpan({ attributes: { "gen_ai.operation.name": "decide", "ai.decision.questions": questions } });
    expect(judgmentsOf([span])).toHaveLength(200);
  });

  test("content nested beyond reason is read to a bounded depth", () => {
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const span = makeSpan({
      attributes: { ...chat, "gen_ai.output.messages": JSON.stringify([{ role: "assistant", content: deep }]) },
    });
    expect(JSON.stringify(judgmentOf([span]).rawOutput)).toContain("nested deeper than 64 levels");
  });
});
