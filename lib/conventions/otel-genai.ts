import type { Json, JsonObject } from "../contract/json";
import type { Message } from "../contract/judgment";
import { readDecisionBodies, readRequestBody, readResponseBody, readSettings, readTools } from "./bodies";
import type { Convention, JoinedSpan } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { saysToolWasCalled } from "./finish-reason";
import { answerOf, contentText, readMessages, systemText } from "./messages";
import { readQuestions } from "./questions";
import { roleOfKind } from "./span-kinds";
import { asNumber, asObject, asText, firstNumber, firstText, firstValue, structured, unflatten } from "./values";

/**
 * OpenTelemetry GenAI in its current and older shapes: content in attributes (JSON text or structured, or flattened
 * as `gen_ai.prompt.0.content`), in span events or in log records.
 * @see open-telemetry/semantic-conventions-genai
 */
export const otelGenai: Convention = {
  name: "otel-genai",
  segments: ["gen_ai", "llm", "ai", "sentry"],
  markers: ["gen_ai.operation.name", "gen_ai.request.model", "llm.request.type"],
  role(joined) {
    const { attributes } = joined.span;
    const operation = firstText(attributes, "gen_ai.operation.name");
    const older = firstText(attributes, "llm.request.type") ?? sentryOperation(attributes);
    return roleOfKind(operation) ?? roleOfKind(older) ?? roleByEvidence(joined);
  },
  read(joined) {
    const { attributes } = joined.span;
    const draft = readCall(attributes);
    const records = readRecords(joined);
    fillDraft(draft, readContent(attributes));
    for (const details of records.details) fillDraft(draft, readContent(details));
    fillDraft(draft, fromConversation(records.messages, records.answers));
    fillDraft(draft, readOldContent(attributes));
    fillDraft(draft, readOutputTool(attributes, draft));
    for (const { attributes: eventAttributes } of joined.span.events) fillDraft(draft, readDecision(eventAttributes));
    fillDraft(draft, readDecision(attributes));
    return draft;
  },
};

/** Sentry's operation of a span, where it is one of its `gen_ai.*` ones. */
function sentryOperation(attributes: JsonObject): string | undefined {
  const operation = firstText(attributes, "sentry.op");
  return operation?.startsWith("gen_ai.") ? operation.slice("gen_ai.".length) : undefined;
}

/** Without an operation name only a finished call counts: a model, and something that came back from it. */
function roleByEvidence({ span, logs }: JoinedSpan): "judgment" | undefined {
  const { attributes, events } = span;
  const model = firstText(attributes, "gen_ai.request.model", "gen_ai.response.model");
  if (!model || /embed/i.test(span.name) || attributes["gen_ai.tool.name"] !== undefined) return undefined;
  if (attributes["gen_ai.operation.name"] !== undefined) return undefined;
  const hasAnswer =
    firstValue(attributes, "gen_ai.response.id", "gen_ai.response.finish_reasons", "gen_ai.output.messages") !==
      undefined ||
    firstNumber(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens") !== undefined ||
    Object.keys(attributes).some((key) => key.startsWith("gen_ai.completion"));
  const hasContent = [...events.map(({ name }) => name), ...logs.map(({ eventName }) => eventName)].some((name) =>
    name.startsWith("gen_ai."),
  );
  const isClient = span.kind === 3 && firstText(attributes, "gen_ai.system", "gen_ai.provider.name") !== undefined;
  return hasAnswer || hasContent || isClient ? "judgment" : undefined;
}

function readCall(attributes: JsonObject): Draft {
  return {
    name: firstText(attributes, "gen_ai.prompt.name"),
    agentName: firstText(attributes, "gen_ai.agent.name"),
    provider: firstText(attributes, "gen_ai.provider.name", "gen_ai.system"),
    requestedModel: firstText(attributes, "gen_ai.request.model"),
    respondedModel: firstText(attributes, "gen_ai.response.model"),
    responseId: firstText(attributes, "gen_ai.response.id"),
    inputTokens: firstNumber(attributes, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    outputTokens: firstNumber(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    costUsd: firstNumber(attributes, "gen_ai.usage.cost", "gen_ai.usage.total_cost", "gen_ai.cost.total_cost"),
    isStructured: firstText(attributes, "gen_ai.output.type") === "json" || undefined,
    calledTool: saysToolWasCalled(attributes["gen_ai.response.finish_reasons"]),
  };
}

/** Content as current attributes hold it, on the span or on an `operation.details` record. */
function readContent(attributes: JsonObject): Draft {
  const instructions = readMessages(attributes["gen_ai.system_instructions"]);
  const sent = readMessages(attributes["gen_ai.input.messages"]);
  const system = instructions.map(({ content }) => contentText(content)).join("\n\n") || systemText(sent);
  const messages: Message[] = [
    ...instructions.map(({ content }) => ({ role: "system", content: contentText(content) })),
    ...sent,
  ];
  const draft: Draft = {};
  // Without the conversation itself, instructions alone are not the messages.
  if (sent.length > 0) draft.messages = messages;
  if (system) draft.system = system;
  const received = readMessages(attributes["gen_ai.output.messages"]).map(asAssistant);
  const answer = answerOf(received.slice(0, Math.max(1, countFirstChoice(received))));
  if (Object.keys(answer).length > 0) draft.answer = answer;
  const tools = readTools(attributes["gen_ai.tool.definitions"] ?? attributes["gen_ai.request.tools"]);
  if (tools.length > 0) draft.tools = tools;
  const schema = asObject(structured(firstValue(attributes, "gen_ai.request.structured_output_schema", "ai.schema")));
  if (schema) draft.outputSchema = schema;
  return draft;
}

/** Clients write one message per choice, or one answer spread over several; only equal kinds are separate choices. */
function countFirstChoice(messages: Message[]): number {
  const isText = (message: Message | undefined) => typeof message?.content === "string";
  return isText(messages[0]) && messages.slice(1).every(isText) ? 1 : messages.length;
}

/** Prompt and completion as attributes of older instrumentations, whole or flattened, and Logfire's bodies. */
function readOldContent(attributes: JsonObject): Draft {
  const prompt =
    attributes["gen_ai.prompt"] ??
    unflatten(attributes, "gen_ai.prompt") ??
    firstValue(attributes, "request_data", "gcp.vertex.agent.llm_request");
  const completion =
    attributes["gen_ai.completion"] ??
    unflatten(attributes, "gen_ai.completion") ??
    firstValue(attributes, "response_data", "gcp.vertex.agent.llm_response");
  const draft = readRequestBody(flattened(prompt));
  fillDraft(draft, readSettings({ tools: unflatten(attributes, "llm.request.functions") ?? null }));
  fillDraft(draft, readResponseBody(flattened(completion)));
  return draft;
}

/** pydantic-ai asks for structured answers by an output tool; a call of that tool is the answer. */
function readOutputTool(attributes: JsonObject, { answer }: Draft): Draft {
  const parameters = asObject(structured(attributes.model_request_parameters ?? null));
  if (!parameters) return {};
  const outputTools = readTools(parameters.output_tools);
  const tools = [...readTools(parameters.function_tools), ...outputTools];
  const called = outputTools.find(({ name }) => name === answer?.toolCalls?.[0]?.tool)?.name;
  return { ...(tools.length > 0 && { tools }), ...(called !== undefined && { forcedTool: called }) };
}

/** A flattened list that also has words on its level (`gen_ai.prompt.name`) keeps only its numbered entries. */
function flattened(value: Json | undefined): Json | undefined {
  const object = asObject(value);
  if (!object) return value;
  const numbered = Object.entries(object).filter(([key]) => /^\d+$/.test(key));
  if (numbered.length > 0) return numbered.sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => entry);
  return object.name !== undefined || object.version !== undefined ? undefined : value;
}

type Records = { messages: Message[]; answers: Message[]; details: JsonObject[] };

/** Content told by span events, log records, or pydantic-ai's `events` attribute, in the order they were written. */
function readRecords({ span, logs }: JoinedSpan): Records {
  const records: Records = { messages: [], answers: [], details: [] };
  for (const { name, attributes } of span.events) addRecord(records, name, attributes);
  for (const log of logs) {
    const body = asObject(structured(log.body) ?? log.body);
    addRecord(records, log.eventName || asText(body?.["event.name"]) || "", { ...log.attributes, ...body });
  }
  const listed = structured(span.attributes.events ?? null);
  if (Array.isArray(listed)) {
    for (const item of listed) addRecord(records, asText(asObject(item)?.["event.name"]) ?? "", asObject(item) ?? {});
  }
  return records;
}

function addRecord(records: Records, name: string, body: JsonObject): void {
  const content = structured(body["gen_ai.event.content"]);
  const value = asObject(content) ?? body;
  const role = /^gen_ai\.(system|user|assistant|tool)\.message$/.exec(name)?.[1];
  if (role) {
    const [message] = readMessages({ ...value, role });
    if (message) records.messages.push(message);
  } else if (name === "gen_ai.choice") {
    // Of several choices asked for, the first is the answer.
    if ((asNumber(value.index) ?? 0) > 0) return;
    const message = structured(value.message) ?? value.message ?? value;
    records.answers.push(...readMessages(message).map(asAssistant));
  } else if (name === "gen_ai.content.prompt") {
    records.messages.push(...readMessages(body["gen_ai.prompt"]));
  } else if (name === "gen_ai.content.completion") {
    records.answers.push(...readMessages(body["gen_ai.completion"]).map(asAssistant));
  } else if (name.endsWith("operation.details") || body["gen_ai.input.messages"] || body["gen_ai.output.messages"]) {
    records.details.push(body);
  }
}

function fromConversation(messages: Message[], answers: Message[]): Draft {
  const draft: Draft = {};
  const system = systemText(messages);
  if (messages.length > 0) draft.messages = messages;
  if (system) draft.system = system;
  const answer = answerOf(answers);
  if (Object.keys(answer).length > 0) draft.answer = answer;
  return draft;
}

function asAssistant({ content }: Message): Message {
  return { role: "assistant", content };
}

/** A typed decision: the AI SDK's `ai.decision.*` (version 7) or Strands' `gen_ai.decision.*`. */
function readDecision(attributes: JsonObject): Draft {
  const questions = attributes["ai.decision.questions"] ?? attributes["gen_ai.decision.questions"];
  const answers = attributes["ai.decision.answers"] ?? attributes["gen_ai.decision.answers"];
  if (questions === undefined && answers === undefined) return readDecisionBodies(undefined, undefined);
  const draft: Draft = { questions: readQuestions(questions, answers, providerConfidence(attributes)) };
  const state = attributes["ai.decision.state"] ?? attributes["gen_ai.decision.state"];
  if (state !== undefined && state !== null) draft.input = readState(state);
  return draft;
}

function readState(value: Json): Json {
  const state = structured(value) ?? value;
  if (typeof state === "string") return state.startsWith('"') ? (structuredText(state) ?? state) : state;
  if (!Array.isArray(state) || state.length !== 1) return state;
  const part = asObject(state[0]);
  return part?.value ?? part?.text ?? state;
}

function structuredText(text: string): string | undefined {
  return firstText({ text }, "text");
}

/** Confidence by question where the provider reports it beside the answers (`{ openai: { confidence: {…} } }`). */
function providerConfidence(attributes: JsonObject): JsonObject {
  const metadata = asObject(structured(attributes["ai.response.providerMetadata"]));
  for (const provider of Object.values(metadata ?? {})) {
    const confidence = asObject(asObject(provider)?.confidence);
    if (confidence) return confidence;
  }
  return {};
}
