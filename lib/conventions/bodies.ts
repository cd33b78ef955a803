import type { Json, JsonObject } from "../contract/json";
import type { Message } from "../contract/judgment";
import type { OutputSchema } from "../decisions/types";
import type { Answer, Draft, Tool } from "./draft";
import { answerOf, readMessages, systemText } from "./messages";
import { readQuestions } from "./questions";
import { asList, asNumber, asObject, asText, parsed, structured } from "./values";

/**
 * Reads a provider request that a client recorded whole (OpenAI chat and responses, Anthropic, Gemini, LangChain,
 * Vercel, typed decisions, or just the prompt's text) into what it says about the question.
 */
export function readRequestBody(value: Json | undefined): Draft {
  const body = unwrap(structured(value) ?? value);
  if (body === undefined || body === null) return {};
  const object = asObject(body);
  if (!object) return withMessages(readMessages(body));
  const draft = withMessages(requestMessages(object));
  const config = asObject(object.config) ?? asObject(object.generationConfig) ?? {};
  const model = asText(object.model) ?? asText(object.modelId);
  if (model) draft.requestedModel = model;
  Object.assign(draft, readSettings({ ...config, ...object }));
  if (object.questions !== undefined && object.state !== undefined) draft.input = parsed(object.state ?? null);
  return draft;
}

/** Reads what invocation parameters say: tools offered, a forced tool, the schema asked for. */
export function readSettings(value: Json | undefined): Draft {
  const settings = asObject(structured(value) ?? value);
  if (!settings) return {};
  const draft: Draft = {};
  const model = asText(settings.model) ?? asText(settings.model_name);
  if (model) draft.requestedModel = model;
  const tools = readTools(settings.tools ?? settings.functions);
  if (tools.length > 0) draft.tools = tools;
  const forced = forcedTool(settings.tool_choice ?? settings.toolChoice ?? settings.function_call, tools);
  if (forced) draft.forcedTool = forced;
  const schema = responseSchema(settings);
  if (schema) draft.outputSchema = schema;
  if (schema || isJsonFormat(settings)) draft.isStructured = true;
  const instructions = asText(settings.instructions);
  if (instructions) draft.system = instructions;
  return draft;
}

/** Reads a provider response that a client recorded whole, or the answer's text alone. */
export function readResponseBody(value: Json | undefined): Draft {
  const body = unwrap(structured(value) ?? value);
  if (body === undefined || body === null || body === "") return {};
  if (typeof body === "string") return { answer: { text: body } };
  const object = asObject(body);
  const draft: Draft = {};
  if (object) {
    // LangChain keeps these beside its generations.
    const output = asObject(object.llm_output);
    const model =
      asText(object.model) ??
      asText(object.modelVersion) ??
      asText(object.model_name) ??
      asText(output?.model_name) ??
      asText(output?.model);
    if (model) draft.respondedModel = model;
    const id = asText(object.id) ?? asText(object.responseId);
    if (id && (object.choices || object.output || object.content || object.model)) draft.responseId = id;
    Object.assign(draft, readUsage(object.usage ?? object.usageMetadata ?? output?.token_usage ?? output?.usage));
  }
  const answer = responseAnswer(body);
  if (answer) draft.answer = answer;
  return draft;
}

/** Reads a usage record under any of its usual keys. */
export function readUsage(value: Json | undefined): Pick<Draft, "inputTokens" | "outputTokens"> {
  const usage = asObject(structured(value) ?? value);
  if (!usage) return {};
  const pick = (...keys: string[]) => keys.map((key) => asNumber(usage[key])).find((number) => number !== undefined);
  const inputTokens = pick("input_tokens", "prompt_tokens", "inputTokens", "promptTokens", "input", "promptTokenCount");
  const outputTokens = pick(
    "output_tokens",
    "completion_tokens",
    "outputTokens",
    "completionTokens",
    "output",
    "candidatesTokenCount",
  );
  return { ...(inputTokens !== undefined && { inputTokens }), ...(outputTokens !== undefined && { outputTokens }) };
}

/** Tool definitions in the shapes of OpenAI, Anthropic, Gemini, Vercel and OpenTelemetry; entries may be JSON text. */
export function readTools(value: Json | undefined): Tool[] {
  const list = structured(value);
  const entries =
    asList(list) ?? Object.entries(asObject(list) ?? {}).map(([name, tool]) => ({ name, ...asObject(tool) }));
  return entries.flatMap((entry): Tool[] => {
    const outer = asObject(structured(entry) ?? entry);
    if (!outer) return [];
    const declarations = asList(outer.functionDeclarations ?? outer.function_declarations);
    if (declarations) return readTools(declarations);
    const tool = asObject(outer.function) ?? asObject(outer.tool) ?? asObject(outer.toolSpec) ?? outer;
    const name = asText(tool.name) ?? asText(outer.name);
    if (!name) return [];
    const schema = structured(
      tool.parameters ??
        tool.parameters_json_schema ??
        tool.input_schema ??
        tool.inputSchema ??
        outer.inputSchema ??
        tool.json_schema ??
        null,
    );
    return [{ name, schema: asObject(asObject(schema)?.json ?? schema) ?? null }];
  });
}

/** The one tool a `tool_choice` leaves the model, if there is one. */
function forcedTool(choice: Json | undefined, tools: Tool[]): string | undefined {
  const value = structured(choice) ?? choice;
  const object = asObject(value);
  const named = asText(asObject(object?.function)?.name) ?? asText(object?.name) ?? asText(object?.toolName);
  if (named) return named;
  const mode = asText(value) ?? asText(object?.type) ?? asText(object?.mode);
  const isForced = mode !== undefined && ["required", "any"].includes(mode.toLowerCase());
  return isForced && tools.length === 1 ? tools[0]?.name : undefined;
}

/** LangWatch and others wrap content as `{ type: "chat_messages" | "text" | …, value }`. */
function unwrap(body: Json | undefined): Json | undefined {
  const object = asObject(body);
  const isWrapped = object && Object.keys(object).length === 2 && typeof object.type === "string" && "value" in object;
  return isWrapped ? (structured(object.value) ?? object.value) : body;
}

function withMessages(messages: Message[]): Draft {
  const system = systemText(messages);
  return { ...(messages.length > 0 && { messages }), ...(system !== undefined && { system }) };
}

function requestMessages(body: JsonObject): Message[] {
  const instructions = body.system ?? body.instructions ?? body.systemInstruction ?? body.system_instruction;
  const asked = body.messages ?? body.input ?? body.contents ?? body.prompt ?? body.prompts ?? body.query;
  const system = readMessages(instructions).map(({ content }) => ({ role: "system", content }));
  if (asked !== undefined) return [...system, ...readMessages(asked)];
  if (body.role !== undefined || body.content !== undefined || body.kwargs !== undefined) return readMessages(body);
  if (body.questions !== undefined) return [];
  return system.length > 0 ? system : [{ role: "user", content: [{ type: "json", value: body }] }];
}

function responseSchema(settings: JsonObject): OutputSchema | undefined {
  const format =
    asObject(structured(settings.response_format ?? settings.responseFormat)) ??
    asObject(asObject(settings.text)?.format) ??
    asObject(asObject(settings.output_config)?.format);
  const schema =
    asObject(format?.json_schema)?.schema ??
    format?.schema ??
    settings.responseSchema ??
    settings.response_schema ??
    settings.format;
  return asObject(structured(schema ?? null));
}

function isJsonFormat(settings: JsonObject): boolean {
  const format = asObject(structured(settings.response_format)) ?? asObject(asObject(settings.text)?.format);
  return /^json/.test(asText(format?.type) ?? "") || settings.responseMimeType === "application/json";
}

function responseAnswer(body: Json): Answer | undefined {
  const object = asObject(body);
  const messages = object ? responseMessages(object) : readMessages(body).map(asAssistant);
  const answer = messages ? answerOf(messages) : undefined;
  if (answer && Object.keys(answer).length > 0) return answer;
  return object && !messages ? { value: object } : undefined;
}

/** The answer's messages inside a response object; `undefined` when the object is the answer itself. */
function responseMessages(body: JsonObject): Message[] | undefined {
  const first = asObject(asList(body.choices)?.[0]) ?? asObject(asList(body.candidates)?.[0]);
  if (first) return readMessages(first.message ?? first.delta ?? first.content ?? first).map(asAssistant);
  const generations = asList(body.generations);
  if (generations) {
    const generation = asObject(asList(generations[0])?.[0] ?? generations[0]);
    return readMessages(generation?.message ?? generation?.text).map(asAssistant);
  }
  if (Array.isArray(body.output)) return readMessages(body.output).map(asAssistant);
  if (asObject(body.message)) return readMessages(body.message).map(asAssistant);
  if (asObject(body.output)?.message !== undefined)
    return readMessages(asObject(body.output)?.message).map(asAssistant);
  if (Array.isArray(body.messages)) return readMessages(body.messages.slice(-1)).map(asAssistant);
  const isMessage =
    body.role !== undefined ||
    body.tool_calls !== undefined ||
    body.toolCalls !== undefined ||
    body.kwargs !== undefined;
  const isText = typeof body.text === "string" || Array.isArray(body.content) || typeof body.content === "string";
  return isMessage || isText ? readMessages(body).map(asAssistant) : undefined;
}

function asAssistant({ content }: Message): Message {
  return { role: "assistant", content };
}

/** Reads a typed decision recorded as request and response bodies. */
export function readDecisionBodies(request: Json | undefined, response: Json | undefined): Draft {
  const asked = asObject(structured(request));
  const answered = asObject(structured(response));
  const questions = readQuestions(asked?.questions, answered?.answers ?? answered?.decisions);
  return questions.length > 0 ? { questions } : {};
}
