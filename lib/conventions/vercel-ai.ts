import type { Json } from "../contract/json";
import { readTools } from "./bodies";
import type { Convention } from "./convention";
import type { Draft } from "./draft";
import { saysToolWasCalled } from "./finish-reason";
import { readMessages, systemText } from "./messages";
import { asList, asObject, asText, firstNumber, firstText, firstValue, parsed, structured } from "./values";

const notJudgments = /^ai\.(embed|embedMany|rerank|generateImage|generateSpeech|generateVideo|transcribe)\b/;
const notCalls = /\.do(Embed|Rerank)$/;

/**
 * Vercel AI SDK 5, 6 and 7's `ai.*` attributes: the provider call is the inner span (`.doGenerate`, `.doStream`,
 * `.doDecide`), the outer one wraps it. Version 7's `gen_ai.*` form is read by `otelGenai`.
 */
export const vercelAi: Convention = {
  name: "vercel-ai",
  segments: ["ai"],
  markers: ["ai.operationId"],
  role({ span }) {
    const operation = firstText(span.attributes, "ai.operationId");
    if (operation === undefined) return undefined;
    if (notJudgments.test(operation) || notCalls.test(operation)) return "other";
    if (operation.startsWith("ai.toolCall")) return "tool";
    return /\.do[A-Z]\w*$/.test(operation) ? "judgment" : "wrapper";
  },
  read({ span: { attributes } }) {
    const draft: Draft = {
      name: firstText(attributes, "ai.telemetry.functionId"),
      provider: firstText(attributes, "ai.model.provider"),
      requestedModel: firstText(attributes, "ai.model.id"),
      respondedModel: firstText(attributes, "ai.response.model"),
      responseId: firstText(attributes, "ai.response.id"),
      inputTokens: firstNumber(attributes, "ai.usage.inputTokens", "ai.usage.promptTokens"),
      outputTokens: firstNumber(attributes, "ai.usage.outputTokens", "ai.usage.completionTokens"),
      calledTool: saysToolWasCalled(attributes["ai.response.finishReason"]),
    };
    readPrompt(draft, attributes);
    readAnswer(draft, attributes);
    const schema = asObject(structured(attributes["ai.schema"]));
    if (schema) draft.outputSchema = schema;
    const tools = readTools(asList(attributes["ai.prompt.tools"]) ?? attributes["ai.prompt.tools"]);
    if (tools.length > 0) draft.tools = tools;
    const choice = asObject(structured(attributes["ai.prompt.toolChoice"]));
    if (choice?.type === "tool") draft.forcedTool = asText(choice.toolName);
    return draft;
  },
};

function readPrompt(draft: Draft, attributes: { [key: string]: Json }): void {
  const outer = structured(attributes["ai.prompt"]);
  const prompt = asObject(outer);
  const sent = firstValue(attributes, "ai.prompt.messages") ?? prompt?.messages ?? prompt?.prompt;
  const messages = [
    ...readMessages(prompt?.system).map(({ content }) => ({ role: "system", content })),
    ...readMessages(sent ?? (prompt ? undefined : attributes["ai.prompt"])),
  ];
  if (messages.length > 0) draft.messages = messages;
  const system = systemText(messages);
  if (system) draft.system = system;
}

function readAnswer(draft: Draft, attributes: { [key: string]: Json }): void {
  const object = firstValue(attributes, "ai.response.object", "ai.result.object");
  const text = firstText(attributes, "ai.response.text", "ai.result.text");
  const calls = asList(structured(firstValue(attributes, "ai.response.toolCalls", "ai.result.toolCalls") ?? null));
  const toolCalls = calls?.map((item) => {
    const call = asObject(item) ?? {};
    return { tool: asText(call.toolName) ?? "", arguments: parsed(call.input ?? call.args ?? null) };
  });
  const reasoning = firstText(attributes, "ai.response.reasoning");
  if (object !== undefined) {
    draft.answer = { value: parsed(object) };
    draft.isStructured = true;
  } else if (text !== undefined || toolCalls?.length) {
    draft.answer = { ...(text !== undefined && { text }), ...(toolCalls?.length && { toolCalls }) };
  }
  if (draft.answer && reasoning) draft.answer.reasoning = reasoning;
}
