import type { Json } from "../contract/json";
import { readDecisionBodies, readRequestBody, readResponseBody, readSettings, readTools } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft, type Role } from "./draft";
import { saysToolWasCalled } from "./finish-reason";
import { answerOf, readMessages, systemText } from "./messages";
import { roleOfKind } from "./span-kinds";
import { asObject, asText, firstNumber, firstText, lookUp, parsed, structured, unflatten } from "./values";

const roles: { [kind: string]: Role } = {
  LLM: "judgment",
  DECISION: "judgment",
  EVALUATOR: "judgment",
  CHAIN: "wrapper",
  AGENT: "wrapper",
  TOOL: "tool",
};

/**
 * OpenInference (Arize Phoenix): LLM and DECISION spans with flattened messages and whole bodies in
 * `input.value` and `output.value`.
 * @see Arize-ai/openinference spec/
 */
export const openinference: Convention = {
  name: "openinference",
  segments: ["openinference", "llm", "decision", "input", "output"],
  markers: ["openinference.span.kind"],
  role({ span }) {
    const kind = firstText(span.attributes, "openinference.span.kind");
    return kind === undefined ? undefined : (lookUp(roles, kind.toUpperCase()) ?? roleOfKind(kind) ?? "other");
  },
  read({ span: { attributes } }) {
    const request = shown(attributes["input.value"]);
    const response = shown(attributes["output.value"]);
    const draft = readMessagesAndTools(attributes);
    fillDraft(draft, readSettings(attributes["llm.invocation_parameters"]));
    fillDraft(draft, readRequestBody(request));
    fillDraft(draft, readCall(attributes, draft));
    fillDraft(draft, readResponseBody(response));
    if (attributes["openinference.span.kind"] === "EVALUATOR") draft.task ??= "score";
    const decision = readDecisionBodies(request, response);
    if (decision.questions) Object.assign(draft, decision, { messages: undefined, answer: undefined });
    return draft;
  },
};

function readMessagesAndTools(attributes: { [key: string]: Json }): Draft {
  const draft: Draft = {};
  // Text completions have prompts and choices, flattened or as plain lists.
  const prompts = unflatten(attributes, "llm.prompts") ?? attributes["llm.prompts"];
  const choices = unflatten(attributes, "llm.choices") ?? attributes["llm.choices"];
  const asked = readMessages(unflatten(attributes, "llm.input_messages") ?? prompts);
  const answered = readMessages(unflatten(attributes, "llm.output_messages") ?? choices);
  const system = systemText(asked);
  if (asked.length > 0) draft.messages = asked;
  if (system) draft.system = system;
  const answer = answerOf(answered.map(({ content }) => ({ role: "assistant", content })));
  if (Object.keys(answer).length > 0) draft.answer = answer;
  const tools = readTools(toolSchemas(unflatten(attributes, "llm.tools")));
  if (tools.length > 0) draft.tools = tools;
  return draft;
}

function toolSchemas(tools: Json | undefined): Json | undefined {
  if (!Array.isArray(tools)) return undefined;
  return tools.map((tool) => asObject(asObject(tool)?.tool)?.json_schema ?? asObject(tool)?.tool ?? tool);
}

function readCall(attributes: { [key: string]: Json }, { requestedModel }: Draft): Draft {
  const metadata = asObject(structured(attributes.metadata));
  // `llm.model_name` holds the most specific name known: the response's once there was one.
  const model = firstText(attributes, "llm.model_name", "decision.model_name");
  const requested = firstText(attributes, "llm.request.model_name", "decision.request.model_name") ?? requestedModel;
  const responded = firstText(attributes, "llm.response.model_name", "decision.response.model_name");
  return {
    name: firstText(attributes, "prompt.name", "llm.prompt_template.name"),
    agentName: firstText(attributes, "agent.name") ?? asText(metadata?.langgraph_node),
    provider: firstText(attributes, "llm.provider", "decision.provider", "llm.system", "decision.system"),
    requestedModel: requested ?? model,
    respondedModel: responded ?? (model !== requested && requested !== undefined ? model : undefined),
    inputTokens: firstNumber(attributes, "llm.token_count.prompt", "decision.token_count.input"),
    outputTokens: firstNumber(attributes, "llm.token_count.completion", "decision.token_count.output"),
    costUsd: firstNumber(attributes, "llm.cost.total"),
    calledTool: saysToolWasCalled(attributes["llm.finish_reason"]),
  };
}

/** A body, parsed where it is JSON; a value the client was told to hide is no content. */
function shown(value: Json | undefined): Json | undefined {
  if (value === undefined || value === "__REDACTED__") return undefined;
  return parsed(value);
}
