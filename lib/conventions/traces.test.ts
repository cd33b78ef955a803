import { describe, expect, test } from "vitest";
import type { Json } from "../contract/json";
import { deriveTrace } from "../decisions/derive-trace";
import { makeLog, makeSpan } from "../otlp/testing";
import type { LogRecord, Span } from "../otlp/types";

type Attributes = { [key: string]: Json };
/** A span of a trace written down as a tree: name, attributes, children; each starts after the one before it. */
type Tree = [name: string, attributes: Attributes, ...children: Tree[]];

const json = (value: Json) => JSON.stringify(value);

/** The spans of a tree in the order they start; the times of parents surround those of their children. */
function spansOf(tree: Tree): Span[] {
  const spans: Span[] = [];
  let clock = 1_000_000_000;
  const visit = ([name, attributes, ...children]: Tree, parentSpanId: string | undefined) => {
    clock += 1_000_000;
    const start = clock;
    const spanId = (spans.length + 1).toString(16);
    const given = { spanId, name, attributes, startTimeUnixNano: String(start), ...(parentSpanId && { parentSpanId }) };
    const span = makeSpan(given);
    spans.push(span);
    for (const child of children) visit(child, spanId);
    clock += 1_000_000;
    span.endTimeUnixNano = String(clock);
  };
  visit(tree, undefined);
  return spans;
}

function judgmentsOf(tree: Tree, logs: LogRecord[] = []) {
  const spans = spansOf(tree);
  const { judgments } = deriveTrace({ spans, logs });
  expect(deriveTrace({ spans: [...spans].reverse(), logs: [...logs].reverse() }).judgments).toEqual(judgments);
  return judgments;
}

const told = (judgments: ReturnType<typeof judgmentsOf>) =>
  judgments.map(({ point, task, rawOutput }) => [point, task, rawOutput]);

describe("LangGraph through OpenInference", () => {
  const kind = (word: string, more: Attributes = {}) => ({ "openinference.span.kind": word, ...more });
  const human = {
    lc: 1,
    type: "constructor",
    id: ["langchain_core", "messages", "HumanMessage"],
    kwargs: { content: "It is torn." },
  };
  const toolCall = { name: "issue_refund", args: { orderId: "A-1" }, id: "call_1", type: "tool_call" };
  const llm = (more: Attributes): Attributes =>
    kind("LLM", {
      "input.mime_type": "application/json",
      "llm.provider": "openai",
      "llm.system": "openai",
      "llm.model_name": "gpt-4o-mini-2024-07-18",
      "llm.invocation_parameters": json({
        model: "gpt-4o-mini",
        stream: false,
        _type: "openai-chat",
        tools: [{ type: "function", function: { name: "issue_refund", parameters: { type: "object" } } }],
      }),
      "llm.tools.0.tool.json_schema": json({
        type: "function",
        function: { name: "issue_refund", parameters: { type: "object" } },
      }),
      "input.value": json({ messages: [[human]] }),
      "llm.input_messages.0.message.role": "user",
      "llm.input_messages.0.message.content": "It is torn.",
      metadata: json({ langgraph_step: 1, langgraph_node: "agent", ls_provider: "openai" }),
      ...more,
    });
  const tree: Tree = [
    "LangGraph",
    kind("CHAIN", {
      "input.value": json({ messages: [{ role: "user", content: "It is torn." }] }),
      "output.value": json({ messages: [] }),
    }),
    [
      "agent",
      kind("AGENT", { "agent.name": "agent", "graph.node.id": "agent" }),
      [
        "call_model",
        kind("CHAIN", {}),
        [
          "RunnableSequence",
          kind("CHAIN", {}),
          ["ChatPromptTemplate", kind("PROMPT", { "llm.prompt_template.template": "Complaint: {c}" })],
          [
            "ChatOpenAI",
            llm({
              "llm.output_messages.0.message.role": "assistant",
              "llm.output_messages.0.message.content": "",
              "llm.output_messages.0.message.tool_calls.0.tool_call.id": "call_1",
              "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "issue_refund",
              "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": json({ orderId: "A-1" }),
              "output.value": json({
                generations: [
                  [
                    {
                      text: "",
                      generation_info: { finish_reason: "tool_calls" },
                      message: { kwargs: { content: "", tool_calls: [toolCall] } },
                    },
                  ],
                ],
                llm_output: { model_name: "gpt-4o-mini-2024-07-18", id: "chatcmpl-1" },
              }),
              "llm.token_count.prompt": 61,
              "llm.token_count.completion": 17,
            }),
          ],
        ],
      ],
      ["should_continue", kind("CHAIN", { "input.value": json({ messages: [] }), "output.value": "tools" })],
    ],
    [
      "tools",
      kind("CHAIN", {}),
      [
        "issue_refund",
        kind("TOOL", {
          "tool.name": "issue_refund",
          "input.value": '{"orderId":"A-1"}',
          "output.value": '{"ok":true}',
        }),
      ],
    ],
    [
      "agent",
      kind("AGENT", { "agent.name": "agent" }),
      [
        "call_model",
        kind("CHAIN", {}),
        [
          "ChatOpenAI",
          llm({
            "llm.output_messages.0.message.role": "assistant",
            "llm.output_messages.0.message.content": "Your refund is on its way.",
            "output.value": json({
              generations: [
                [
                  {
                    text: "Your refund is on its way.",
                    message: { kwargs: { content: "Your refund is on its way." } },
                  },
                ],
              ],
            }),
            "llm.token_count.prompt": 90,
          }),
        ],
      ],
    ],
  ];

  test("is one judgment for each call, named after the node's function; the tool is an action", () => {
    const judgments = judgmentsOf(tree);
    expect(told(judgments)).toEqual([
      ["call_model", "select", { tool: "issue_refund", arguments: { orderId: "A-1" } }],
      ["call_model", "generate", "Your refund is on its way."],
    ]);
    expect(judgments[0]).toMatchObject({
      requestedModel: "gpt-4o-mini",
      respondedModel: "gpt-4o-mini-2024-07-18",
      input: "It is torn.",
      inputTokens: 61,
      outputTokens: 17,
      tools: ["issue_refund"],
    });
    const actions = deriveTrace({ spans: spansOf(tree), logs: [] }).steps.filter((step) => step.kind === "action");
    expect(actions).toMatchObject([{ name: "issue_refund", input: { orderId: "A-1" }, output: { ok: true } }]);
  });

  test("reads text completions by their prompts and choices", () => {
    const judgments = judgmentsOf([
      "classify",
      kind("CHAIN"),
      [
        "OpenAI",
        kind("LLM", {
          "llm.model_name": "gpt-3.5-turbo-instruct",
          "llm.invocation_parameters": json({ model: "gpt-3.5-turbo-instruct", max_tokens: 4 }),
          "llm.prompts.0.prompt.text": "Complaint: It is torn.",
          "llm.choices.0.completion.text": " refund",
          "input.value": json({ model: "gpt-3.5-turbo-instruct", prompt: "Complaint: It is torn." }),
          "output.value": json({
            id: "cmpl-1",
            object: "text_completion",
            choices: [{ text: " refund", index: 0, finish_reason: "stop" }],
          }),
        }),
      ],
    ]);
    expect(told(judgments)).toEqual([["classify", "generate", " refund"]]);
    expect(judgments[0]).toMatchObject({ input: "Complaint: It is torn.", requestedModel: "gpt-3.5-turbo-instruct" });
  });

  test("reads text completions recorded as plain lists", () => {
    const judgments = judgmentsOf([
      "classify",
      kind("CHAIN"),
      [
        "Completion",
        kind("LLM", { "llm.model_name": "m", "llm.prompts": ["Complaint: It is torn."], "output.value": "refund" }),
      ],
    ]);
    expect(judgments).toMatchObject([{ input: "Complaint: It is torn.", rawOutput: "refund", point: "classify" }]);
  });
});

describe("Traceloop", () => {
  const entity = (kind: string, name: string, more: Attributes = {}) => ({
    "traceloop.span.kind": kind,
    "traceloop.entity.name": name,
    "traceloop.workflow.name": "settle_complaint",
    "traceloop.entity.input": json({ args: ["It is torn."], kwargs: {} }),
    ...more,
  });
  const call = (output: string, more: Attributes = {}) => ({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.response.id": `chatcmpl-${output}`,
    "gen_ai.input.messages": json([
      { role: "system", parts: [{ type: "text", content: "Triage." }] },
      { role: "user", parts: [{ type: "text", content: "It is torn." }] },
    ]),
    "gen_ai.output.messages": json([
      { role: "assistant", finish_reason: "stop", parts: [{ type: "text", content: output }] },
    ]),
    "gen_ai.usage.input_tokens": 61,
    "gen_ai.usage.output_tokens": 2,
    "gen_ai.usage.total_tokens": 63,
    "traceloop.workflow.name": "settle_complaint",
    "traceloop.entity.path": "classify",
    ...more,
  });

  test("is one judgment for each call under workflow, agent and tasks, named after the task", () => {
    const tree: Tree = [
      "settle_complaint.workflow",
      entity("workflow", "settle_complaint"),
      ["classify.task", entity("task", "classify"), ["openai.chat", call("refund")]],
      ["writer.agent", entity("agent", "writer"), ["openai.chat", call("On its way.")]],
      ["issue_refund.tool", entity("tool", "issue_refund", { "traceloop.entity.output": '{"ok":true}' })],
      [
        "store.task",
        entity("task", "store"),
        [
          "openai.embeddings",
          { "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "text-embedding-3-small" },
        ],
      ],
    ];
    const judgments = judgmentsOf(tree);
    expect(told(judgments)).toEqual([
      ["classify", "generate", "refund"],
      ["writer", "generate", "On its way."],
    ]);
    expect(judgments[0]).toMatchObject({
      system: "Triage.",
      input: "It is torn.",
      inputTokens: 61,
      responseId: "chatcmpl-refund",
    });
  });
});

describe("Langfuse", () => {
  const observation = (type: string, more: Attributes = {}) => ({ "langfuse.observation.type": type, ...more });

  test("is one judgment for a generation and the instrumented call inside it", () => {
    const judgments = judgmentsOf([
      "handle-complaint",
      observation("agent", {
        "langfuse.trace.name": "handle-complaint",
        "langfuse.observation.input": "It is torn.",
        "user.id": "u",
      }),
      [
        "triage",
        observation("chain"),
        [
          "classify-complaint",
          observation("generation", {
            "langfuse.observation.model.name": "gpt-4o-mini",
            "langfuse.observation.input": json([{ role: "user", content: "It is torn." }]),
            "langfuse.observation.output": json({ role: "assistant", content: "refund" }),
            "langfuse.observation.usage_details": json({ input: 61, output: 2 }),
          }),
          [
            "chat gpt-4o-mini",
            {
              "gen_ai.operation.name": "chat",
              "gen_ai.request.model": "gpt-4o-mini",
              "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
              "gen_ai.response.id": "chatcmpl-1",
              "gen_ai.usage.input_tokens": 61,
              "gen_ai.usage.output_tokens": 2,
            },
          ],
        ],
      ],
      [
        "issue_refund",
        observation("tool", { "langfuse.observation.input": "{}", "langfuse.observation.output": "{}" }),
      ],
      ["check", observation("guardrail")],
      ["quality", observation("evaluator", { "langfuse.observation.output": "0.9" })],
    ]);
    expect(judgments.map(({ point }) => point)).toEqual(["classify-complaint", "quality"]);
    expect(judgments[0]).toMatchObject({
      input: "It is torn.",
      rawOutput: "refund",
      requestedModel: "gpt-4o-mini",
      respondedModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-1",
      inputTokens: 61,
    });
  });
});

describe("Mastra round the AI SDK", () => {
  const kind = (type: string, more: Attributes = {}) => ({ "mastra.span.type": type, ...more });
  const asked = json([{ role: "user", parts: [{ type: "text", content: "It is torn." }] }]);
  const said = (parts: Json) => json([{ role: "assistant", parts }]);

  test("is one judgment for each step of an agent under four wrappers, none for chunks", () => {
    const step = (index: number, output: Json, finish: string): Tree => [
      `step: ${index}`,
      kind("model_step", {
        "gen_ai.operation.name": "model_step",
        "mastra.model_step.output": json(output),
        "gen_ai.response.finish_reasons": [finish],
        "gen_ai.usage.input_tokens": 60 + index,
        "gen_ai.usage.output_tokens": 5,
      }),
      [
        "chunk: 'text'",
        kind("model_chunk", { "gen_ai.operation.name": "model_chunk", "mastra.model_chunk.output": '{"text":"x"}' }),
      ],
      ["chunk: 'tool-call'", kind("model_chunk", { "gen_ai.operation.name": "model_chunk" })],
    ];
    const tree: Tree = [
      "workflow run: 'settle'",
      kind("workflow_run"),
      [
        "workflow step: 'triage'",
        kind("workflow_step"),
        [
          "agent run: 'triage-agent'",
          kind("agent_run", {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": "triage-agent",
            "gen_ai.input.messages": asked,
            "gen_ai.output.messages": said([{ type: "text", content: "Refunded." }]),
          }),
          [
            "llm: 'gpt-4o-mini'",
            kind("model_generation", {
              "gen_ai.operation.name": "chat",
              "gen_ai.request.model": "gpt-4o-mini",
              "gen_ai.provider.name": "openai",
              "gen_ai.input.messages": asked,
              "gen_ai.output.messages": said([{ type: "text", content: "Refunded." }]),
              "gen_ai.usage.input_tokens": 121,
              "gen_ai.usage.output_tokens": 10,
            }),
            step(
              0,
              { toolCalls: [{ toolCallId: "c", toolName: "issue_refund", input: '{"orderId":"A-1"}' }] },
              "tool-calls",
            ),
            [
              "tool: 'issue_refund'",
              kind("tool_call", { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "issue_refund" }),
            ],
            step(1, { text: "Refunded." }, "stop"),
          ],
        ],
      ],
    ];
    const judgments = judgmentsOf(tree);
    expect(told(judgments)).toEqual([
      ["triage-agent", "select", { tool: "issue_refund", arguments: { orderId: "A-1" } }],
      ["triage-agent", "generate", "Refunded."],
    ]);
    expect(judgments.map(({ inputTokens }) => inputTokens)).toEqual([60, 61]);
    expect(judgments[0]).toMatchObject({ requestedModel: "gpt-4o-mini", provider: "openai", input: "It is torn." });
  });

  test("AI SDK 5: the inner call is the judgment, the outer one names it, streaming included", () => {
    const own = (operation: string, more: Attributes = {}) => ({
      "ai.operationId": operation,
      "operation.name": `${operation} settle-complaint`,
      "resource.name": "settle-complaint",
      "ai.telemetry.functionId": "settle-complaint",
      "ai.model.id": "gpt-4o-mini",
      "ai.model.provider": "openai.responses",
      ...more,
    });
    const inner = (more: Attributes) =>
      own("ai.streamText.doStream", {
        "gen_ai.system": "openai.responses",
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
        "ai.response.model": "gpt-4o-mini-2024-07-18",
        "ai.prompt.messages": json([{ role: "user", content: [{ type: "text", text: "It is torn." }] }]),
        "ai.prompt.tools": [json({ type: "function", name: "issue_refund", inputSchema: { type: "object" } })],
        "ai.prompt.toolChoice": '{"type":"auto"}',
        ...more,
      });
    const judgments = judgmentsOf([
      "handle-complaint",
      {},
      [
        "ai.streamText",
        own("ai.streamText", {
          "ai.prompt": json({ prompt: "It is torn." }),
          "ai.response.text": "Refunded.",
          "ai.usage.inputTokens": 204,
        }),
        [
          "ai.streamText.doStream",
          inner({
            "ai.response.toolCalls": json([{ toolCallId: "c", toolName: "issue_refund", input: '{"orderId":"A-1"}' }]),
            "ai.response.finishReason": "tool-calls",
            "ai.usage.inputTokens": 61,
          }),
        ],
        [
          "ai.toolCall",
          own("ai.toolCall", {
            "ai.toolCall.name": "issue_refund",
            "ai.toolCall.args": '{"orderId":"A-1"}',
            "ai.toolCall.result": '{"ok":true}',
          }),
        ],
        ["ai.streamText.doStream", inner({ "ai.response.text": "Refunded.", "ai.usage.inputTokens": 143 })],
      ],
    ]);
    expect(told(judgments)).toEqual([
      ["settle-complaint", "select", { tool: "issue_refund", arguments: { orderId: "A-1" } }],
      ["settle-complaint", "generate", "Refunded."],
    ]);
    expect(judgments.map(({ inputTokens }) => inputTokens)).toEqual([61, 143]);
  });
});

describe("Claude Code", () => {
  const request = (more: Attributes = {}) => ({
    "span.type": "llm_request",
    model: "claude-sonnet-5",
    input_tokens: 10,
    output_tokens: 7,
    cache_read_tokens: 90,
    cache_creation_tokens: 5,
    ...more,
  });

  test("is one judgment for each request of an interaction, and an action for each tool", () => {
    const tree: Tree = [
      "claude_code.interaction",
      { "span.type": "interaction", user_prompt: "Fix the test.", "session.id": "s" },
      [
        "claude_code.llm_request",
        request({ new_context: "Fix the test.", "response.model_output": "I will read it." }),
      ],
      [
        "claude_code.tool",
        { "span.type": "tool", tool_name: "Read" },
        ["claude_code.tool.execution", { "span.type": "tool.execution" }],
        ["claude_code.tool.blocked_on_user", { "span.type": "tool.blocked_on_user", decision: "accept" }],
      ],
      ["claude_code.llm_request", request({ new_context: "<REDACTED>", success: false, error: "overloaded" })],
      ["claude_code.hook", { "span.type": "hook" }],
    ];
    const judgments = judgmentsOf(tree);
    expect(judgments).toMatchObject([
      { input: "Fix the test.", rawOutput: "I will read it.", inputTokens: 105, outputTokens: 7, status: "ok" },
      { input: null, rawOutput: null, status: "error", error: { message: "overloaded" } },
    ]);
    const steps = deriveTrace({ spans: spansOf(tree), logs: [] }).steps;
    expect(steps.filter(({ kind }) => kind === "action").map(({ name }) => name)).toEqual(["Read"]);
  });

  test("takes cost and model of a request's log events", () => {
    const tree: Tree = [
      "claude_code.interaction",
      { "span.type": "interaction" },
      ["claude_code.llm_request", { "span.type": "llm_request" }],
    ];
    const log = makeLog({
      spanId: "2",
      eventName: "claude_code.api_request",
      attributes: {
        model: "claude-sonnet-5",
        cost_usd: 0.012,
        input_tokens: 10,
        output_tokens: 7,
        cache_read_tokens: 90,
        cache_creation_tokens: 0,
        duration_ms: 900,
      },
    });
    expect(judgmentsOf(tree, [log])).toMatchObject([
      { requestedModel: "claude-sonnet-5", costUsd: 0.012, inputTokens: 100, outputTokens: 7 },
    ]);
  });
});

describe("MLflow", () => {
  test("is one judgment for each chat model under chains and agents, each attribute quoted", () => {
    const kind = (type: string, more: Attributes = {}) => ({ "mlflow.spanType": json(type), ...more });
    const judgments = judgmentsOf([
      "settle_complaint",
      kind("AGENT", { "mlflow.spanInputs": json({ complaint: "It is torn." }), "mlflow.traceRequestId": '"tr-1"' }),
      [
        "classify",
        kind("CHAIN"),
        [
          "Completions_1",
          kind("CHAT_MODEL", {
            "mlflow.message.format": '"openai"',
            "mlflow.llm.provider": '"openai"',
            "mlflow.llm.model": '"gpt-4o-mini"',
            "mlflow.chat.tools": json([{ type: "function", function: { name: "issue_refund" } }]),
            "mlflow.spanInputs": json({
              model: "gpt-4o-mini",
              messages: [
                { role: "system", content: "Triage." },
                { role: "user", content: "It is torn." },
              ],
            }),
            "mlflow.spanOutputs": json({
              id: "c1",
              model: "gpt-4o-mini-2024-07-18",
              choices: [
                {
                  index: 0,
                  finish_reason: "tool_calls",
                  message: {
                    role: "assistant",
                    content: null,
                    tool_calls: [
                      { id: "1", type: "function", function: { name: "issue_refund", arguments: '{"orderId":"A-1"}' } },
                    ],
                  },
                },
              ],
            }),
            "mlflow.chat.tokenUsage": json({ input_tokens: 61, output_tokens: 17, total_tokens: 78 }),
            "mlflow.llm.cost": json({ input_cost: 0.1, output_cost: 0.2, total_cost: 0.3 }),
          }),
        ],
      ],
      ["search", kind("RETRIEVER")],
      ["issue_refund", kind("TOOL", { "mlflow.spanInputs": '{"orderId":"A-1"}' })],
      ["embed", kind("EMBEDDING")],
    ]);
    expect(told(judgments)).toEqual([["classify", "select", { tool: "issue_refund", arguments: { orderId: "A-1" } }]]);
    expect(judgments[0]).toMatchObject({
      provider: "openai",
      requestedModel: "gpt-4o-mini",
      respondedModel: "gpt-4o-mini-2024-07-18",
      system: "Triage.",
      costUsd: 0.3,
      tools: ["issue_refund"],
    });
  });
});

describe("MLflow round LangChain", () => {
  const kind = (type: string, more: Attributes = {}) => ({ "mlflow.spanType": json(type), ...more });
  const under = (llm: Tree): Tree => [
    "LangGraph",
    kind("CHAIN"),
    ["agent", kind("CHAIN"), ["classify", kind("CHAIN"), llm]],
  ];

  test("reads model and usage out of LangChain's own response", () => {
    const answer = {
      generations: [[{ text: "refund", message: { content: "refund", type: "ai" } }]],
      llm_output: { model_name: "gpt-4o-2024-08-06", token_usage: { prompt_tokens: 61, completion_tokens: 2 } },
    };
    const judgments = judgmentsOf(
      under([
        "ChatOpenAI",
        kind("CHAT_MODEL", {
          "mlflow.llm.model": '"gpt-4o"',
          "mlflow.spanInputs": json([[{ content: "It is torn.", type: "human" }]]),
          "mlflow.spanOutputs": json(answer),
        }),
      ]),
    );
    expect(told(judgments)).toEqual([["classify", "generate", "refund"]]);
    expect(judgments[0]).toMatchObject({
      input: "It is torn.",
      requestedModel: "gpt-4o",
      respondedModel: "gpt-4o-2024-08-06",
      inputTokens: 61,
      outputTokens: 2,
    });
  });

  test("reads a prompt and an answer that are a quoted text each", () => {
    const attributes = kind("LLM", { "mlflow.spanInputs": '"It is torn."', "mlflow.spanOutputs": '"refund"' });
    expect(judgmentsOf(under(["predict", attributes]))).toMatchObject([{ input: "It is torn.", rawOutput: "refund" }]);
  });
});

describe("other clients", () => {
  const chat = (more: Attributes = {}) => ({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", ...more });

  test("Strands: one judgment for each turn of the event loop", () => {
    const turn = (...tools: Tree[]): Tree => [
      "execute_event_loop_cycle",
      { "gen_ai.operation.name": "execute_event_loop_cycle", "event_loop.cycle_id": "1" },
      ["chat", chat({ "gen_ai.system": "strands-agents", "gen_ai.usage.output_tokens": 5 })],
      ...tools,
    ];
    const judgments = judgmentsOf([
      "invoke_agent Triage",
      { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "Triage", "gen_ai.usage.output_tokens": 10 },
      turn(["execute_tool refund", { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "refund" }]),
      turn(),
    ]);
    expect(judgments.map(({ point, outputTokens }) => [point, outputTokens])).toEqual([
      ["Triage", 5],
      ["Triage", 5],
    ]);
  });

  test("LiteLLM: the raw request below is the same call; the cost is the proxy's", () => {
    const judgments = judgmentsOf([
      "pick a route",
      {},
      [
        "litellm_request",
        chat({
          "gen_ai.operation.name": "completion",
          "gen_ai.prompt.0.role": "user",
          "gen_ai.prompt.0.content": "It is torn.",
          "gen_ai.completion.0.role": "assistant",
          "gen_ai.completion.0.content": "refund",
          "gen_ai.cost.total_cost": 0.001,
        }),
        ["raw_gen_ai_request", { "llm.openai.model": "m", "llm.openai.messages": "[]" }],
      ],
    ]);
    expect(told(judgments)).toEqual([["pick a route", "generate", "refund"]]);
    expect(judgments[0]).toMatchObject({ costUsd: 0.001, input: "It is torn." });
  });

  test("OpenTelemetry events: details in the body, and an exception that came as a log", () => {
    const tree: Tree = ["handle", {}, ["chat m", chat()], ["chat m", chat()]];
    const part = (role: string, content: string) => [{ role, parts: [{ type: "text", content }] }];
    const judgments = judgmentsOf(tree, [
      makeLog({
        spanId: "2",
        eventName: "gen_ai.client.inference.operation.details",
        body: {
          "gen_ai.input.messages": part("user", "It is torn."),
          "gen_ai.output.messages": part("assistant", "refund"),
        },
      }),
      makeLog({
        spanId: "3",
        eventName: "gen_ai.client.operation.exception",
        attributes: { "exception.type": "RateLimit", "exception.message": "slow down" },
      }),
    ]);
    expect(judgments).toMatchObject([
      { input: "It is torn.", rawOutput: "refund", status: "ok" },
      { rawOutput: null, status: "error", error: { name: "RateLimit", message: "slow down" } },
    ]);
  });
});

describe("content that stays hidden", () => {
  const settings = (count: number, more: { [key: string]: Json } = {}) =>
    json({
      model: "gpt-4o-mini",
      tools: ["issue_refund", "freeze_account"]
        .slice(0, count)
        .map((name) => ({ type: "function", function: { name } })),
      ...more,
    });
  const call = (more: Attributes): Tree => [
    "handle-complaint",
    {},
    [
      "OpenAI Chat Completions",
      { "openinference.span.kind": "LLM", "output.value": "__REDACTED__", "llm.finish_reason": "tool_calls", ...more },
    ],
  ];

  test.each([
    ["one tool was offered", settings(1), ["handle-complaint", "select", { tool: "issue_refund", arguments: null }]],
    ["several were offered", settings(2), ["handle-complaint", "select", null]],
    [
      "one of several was forced",
      settings(2, { tool_choice: { type: "function", function: { name: "freeze_account" } } }),
      ["handle-complaint", "extract", { tool: "freeze_account", arguments: null }],
    ],
  ])("where a tool was called and %s, only what is implied is told", (_case, parameters, wanted) => {
    expect(told(judgmentsOf(call({ "llm.invocation_parameters": parameters })))).toEqual([wanted]);
  });

  test("a finish reason counts only without an answer", () => {
    const judgments = judgmentsOf(call({ "output.value": "Hello.", "llm.invocation_parameters": settings(1) }));
    expect(told(judgments)).toEqual([["handle-complaint", "generate", "Hello."]]);
  });
});
