import type { Json, JsonObject } from "../contract/json";
import type { Message } from "../contract/judgment";
import type { Answer, ToolCall } from "./draft";
import { asList, asObject, asText, lookUp, parsed, structured } from "./values";

const roleAliases: { [role: string]: string } = {
  human: "user",
  ai: "assistant",
  aimessage: "assistant",
  aimessagechunk: "assistant",
  humanmessage: "user",
  systemmessage: "system",
  toolmessage: "tool",
  functionmessage: "tool",
  function: "tool",
  developer: "system",
  model: "assistant",
  chatbot: "assistant",
  latest_reminder: "system",
};

/**
 * Reads a conversation in any of the shapes clients record: OpenTelemetry parts, OpenAI, Anthropic, Gemini, Vercel,
 * LangChain (serialized too), plain text, JSON text of these. Contents that are all text come as one text; others as
 * a list of parts `{ type: "text" | "tool_call" | "tool_result" | … }`.
 */
export function readMessages(value: Json | undefined): Message[] {
  const conversation = structured(value) ?? value;
  if (typeof conversation === "string") return conversation === "" ? [] : [{ role: "user", content: conversation }];
  const list = asList(conversation);
  // LangChain batches: a list of conversations, of which a span holds one.
  if (list?.length === 1 && Array.isArray(list[0])) return readMessages(list[0]);
  if (list) return list.flatMap((item) => readMessage(item));
  return asObject(conversation) ? readMessage(conversation as JsonObject) : [];
}

/** The system instructions in a list of messages, as one text. */
export function systemText(messages: Message[]): string | undefined {
  const texts = messages.filter(({ role }) => role === "system").map(({ content }) => contentText(content));
  return texts.join("\n\n") || undefined;
}

/**
 * The question put to the model: what the user said and what tools returned, in order, without instructions and
 * without the model's own turns.
 */
export function inputText(messages: Message[]): string | undefined {
  const asked = messages.filter(({ role }) => role !== "system" && role !== "assistant");
  return (
    asked
      .map(({ content }) => contentText(content))
      .filter(Boolean)
      .join("\n\n") || undefined
  );
}

/** The text of a message's content; tool results count as text, tool calls do not. */
export function contentText(content: Json): string {
  if (typeof content === "string") return content;
  return (asList(content) ?? [content]).map(partText).filter(Boolean).join("\n");
}

/** Takes the answer out of assistant messages (first choice first): texts, tool calls and reasoning. */
export function answerOf(messages: Message[]): Answer {
  const texts: string[] = [];
  const reasoning: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const { role, content } of messages) {
    if (role !== "assistant" && messages.length > 1 && role !== "user") continue;
    for (const part of asList(content) ?? [{ type: "text", text: content }]) {
      const object = asObject(part) ?? {};
      if (object.type === "tool_call")
        toolCalls.push({ tool: asText(object.name) ?? "", arguments: object.arguments ?? null });
      else if (object.type === "reasoning") reasoning.push(asText(object.text) ?? "");
      else if (partText(part)) texts.push(partText(part));
    }
  }
  const answer: Answer = {};
  if (texts.length > 0) answer.text = texts.join("");
  if (toolCalls.length > 0) answer.toolCalls = toolCalls;
  if (reasoning.some(Boolean)) answer.reasoning = reasoning.filter(Boolean).join("\n");
  return answer;
}

function readMessage(value: Json): Message[] {
  if (typeof value === "string") return [{ role: "user", content: value }];
  const outer = asObject(value);
  if (!outer) return [];
  // LangChain: `{ lc, id: [..., "HumanMessage"], kwargs }` or `{ type, data }`; OpenInference: `{ message: {…} }`.
  const inner = [outer.kwargs, outer.data, outer.message, outer.prompt, outer.completion].map(asObject);
  const message = inner.find((candidate) => candidate !== undefined) ?? outer;
  const role = readRole(message, outer);
  const parts = [
    ...readContent(message.content ?? message.parts ?? message.contents ?? message.text, role),
    ...readToolCalls(message),
  ];
  if (parts.length === 0 && message.type !== undefined) parts.push(...readPart(message));
  if (role === "tool") return [{ role, content: toolResult(message, parts) }];
  return [{ role, content: simplify(parts) }];
}

function readRole(message: JsonObject, outer: JsonObject): string {
  const id = asList(outer.id);
  const named = asText(message.role) ?? asText(id?.at(-1)) ?? asText(message.type) ?? asText(outer.type) ?? "user";
  if (message.type === "function_call_output") return "tool";
  if (message.type === "function_call" || message.type === "reasoning") return "assistant";
  const role = named.toLowerCase();
  return lookUp(roleAliases, role) ?? role;
}

function readContent(content: Json | undefined, role: string): JsonObject[] {
  if (content === undefined || content === null || content === "") return [];
  if (typeof content === "string") {
    // Some clients record a list of parts as JSON text; anything else that looks like JSON is the text itself.
    const list = role === "tool" || !content.startsWith("[{") ? undefined : asList(structured(content));
    const isParts = list?.every(isPart);
    return isParts && list ? list.flatMap(readPart) : [{ type: "text", text: content }];
  }
  return (asList(content) ?? [content]).flatMap(readPart);
}

function isPart(item: Json): boolean {
  const part = asObject(item);
  return part !== undefined && ["type", "text", "toolUse", "toolResult", "functionCall"].some((key) => key in part);
}

function readPart(value: Json): JsonObject[] {
  if (typeof value === "string") return [{ type: "text", text: value }];
  const outer = asObject(value);
  if (!outer) return [];
  const part = asObject(outer.message_content) ?? outer;
  const type = (asText(part.type) ?? "").toLowerCase().replaceAll("-", "_");
  if (["tool_call", "tool_use", "function_call", "toolcall"].includes(type)) return [toolCallPart(part)];
  if (["tool_call_response", "tool_result", "function_call_output", "tool_response"].includes(type)) {
    return [toolResultPart(part)];
  }
  if (["reasoning", "thinking", "redacted_thinking", "reasoning_content"].includes(type)) {
    const text = asText(part.content) ?? asText(part.text) ?? asText(part.thinking) ?? "";
    return [{ type: "reasoning", text }];
  }
  if (part.functionCall !== undefined || part.function_call !== undefined || part.toolUse !== undefined) {
    return [toolCallPart(asObject(part.functionCall ?? part.function_call ?? part.toolUse) ?? {})];
  }
  const response = asObject(part.functionResponse ?? part.function_response ?? part.toolResult);
  if (response) return [toolResultPart(response)];
  const text = asText(part.text) ?? asText(part.content) ?? asText(part.refusal);
  if (text !== undefined) return [{ type: "text", text }];
  if (Array.isArray(part.content)) return part.content.flatMap(readPart);
  return type === "" && part.text === undefined ? [{ type: "json", value: part }] : [part];
}

function toolCallPart(call: JsonObject): JsonObject {
  const target = asObject(call.function) ?? asObject(call.tool_call) ?? call;
  const args =
    target.arguments ?? target.input ?? target.args ?? target.parameters ?? call.arguments ?? call.input ?? null;
  return {
    type: "tool_call",
    id: call.id ?? call.toolCallId ?? call.call_id ?? null,
    name: target.name ?? target.toolName ?? call.toolName ?? call.name ?? "",
    arguments: parsed(args),
  };
}

function toolResultPart(part: JsonObject): JsonObject {
  const result = part.response ?? part.result ?? part.output ?? part.content ?? null;
  return { type: "tool_result", id: part.id ?? part.toolCallId ?? part.tool_use_id ?? part.call_id ?? null, result };
}

function readToolCalls(message: JsonObject): JsonObject[] {
  const extra = asObject(message.additional_kwargs);
  const calls = asList(structured(message.tool_calls ?? message.toolCalls ?? extra?.tool_calls));
  if (!calls) return [];
  return calls.map((call) => toolCallPart(asObject(asObject(call)?.tool_call) ?? asObject(call) ?? {}));
}

function toolResult(message: JsonObject, parts: JsonObject[]): Json {
  if (parts.some(({ type }) => type === "tool_result")) return parts;
  const id = message.tool_call_id ?? message.call_id ?? null;
  const result = message.output ?? simplify(parts);
  return id === null ? result : [{ type: "tool_result", id, result }];
}

function simplify(parts: JsonObject[]): Json {
  if (!parts.every(({ type }) => type === "text")) return parts;
  return parts.map(({ text }) => String(text)).join("\n");
}

function partText(part: Json): string {
  if (typeof part === "string") return part;
  const object = asObject(part);
  if (!object) return "";
  if (object.type === "text") return String(object.text ?? "");
  if (object.type === "json") return JSON.stringify(object.value);
  if (object.type !== "tool_result") return "";
  return typeof object.result === "string" ? object.result : JSON.stringify(object.result ?? null);
}
