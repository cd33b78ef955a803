import type { Json } from "../contract/json";
import type { Task } from "../contract/vocabulary";
import { type Answer, type Draft, fillDraft, type QuestionDraft } from "../conventions/draft";
import { inputText } from "../conventions/messages";
import { asNumber, parsed, whole } from "../conventions/values";
import { boundText, longestLabel, longestName } from "./bound-text";
import type { ModelCall, Recognitions } from "./model-calls";
import { namePoint } from "./name-point";
import type { RecognizedJudgment } from "./types";

/**
 * Turns one model call into its judgments: one, or one per question of a typed decision (ordinals 0, 1, …, usage on
 * the first, so that it is counted once). `point` is the call's own name, without a question's.
 */
export function recognizeJudgments(
  call: ModelCall,
  recognitions: Recognitions,
): { point: string; judgments: RecognizedJudgment[] } {
  const draft = assembleDraft(call, recognitions);
  const base = readBase(call, draft);
  const { point } = base;
  const questions = draft.questions ?? [];
  if (questions.length === 0) return { point, judgments: [base] };
  const judgments = questions.map((question, ordinal) => ({
    ...base,
    ...questionFields(question),
    ordinal,
    point: boundText(`${base.point}.${question.name}`, longestName),
    ...(ordinal > 0 && { inputTokens: null, outputTokens: null, costUsd: null }),
  }));
  return { point, judgments };
}

/** The call's facts, completed from spans of the same call, from the calls inside it and from its wrappers. */
function assembleDraft(call: ModelCall, recognitions: Recognitions): Draft {
  const draft: Draft = { ...call.recognition.draft };
  for (const node of call.same) fillDraft(draft, recognitions.get(node)?.draft ?? {});
  if (call.inner.length > 0) fillDraft(draft, detailDraft(call.inner, recognitions));
  for (const node of call.around) {
    const wrapper = recognitions.get(node)?.draft ?? {};
    // Only a wrapper that speaks of a model tells about the call; an application's chain has an input of its own.
    if (wrapper.requestedModel === undefined && wrapper.respondedModel === undefined) continue;
    const { name, provider, requestedModel, tools, outputSchema, isStructured, forcedTool, system, messages } = wrapper;
    fillDraft(draft, {
      name,
      provider,
      requestedModel,
      tools,
      outputSchema,
      isStructured,
      forcedTool,
      system,
      messages,
    });
  }
  return draft;
}

/** What the model calls inside a marked judgment tell about it: usage of all, model and messages of the first. */
function detailDraft(inner: ModelCall[], recognitions: Recognitions): Draft {
  const drafts = inner.map((call) => assembleDraft(call, recognitions));
  const sum = (key: "inputTokens" | "outputTokens" | "costUsd") => {
    const numbers = drafts.map((draft) => draft[key]).filter((number) => number !== undefined);
    return numbers.length > 0 ? numbers.reduce((total, number) => total + number, 0) : undefined;
  };
  const [first = {}] = drafts;
  const { provider, requestedModel, respondedModel, responseId, messages, system, tools, outputSchema, answer } = first;
  return {
    ...{ provider, requestedModel, respondedModel, responseId, messages, system, tools, outputSchema, answer },
    inputTokens: sum("inputTokens"),
    outputTokens: sum("outputTokens"),
    costUsd: sum("costUsd"),
  };
}

function readBase(call: ModelCall, draft: Draft): RecognizedJudgment {
  const { span } = call.node;
  const schema = draft.outputSchema ?? draft.tools?.find(({ name }) => name === draft.forcedTool)?.schema ?? null;
  const rawOutput = readRawOutput(draft.answer ?? impliedAnswer(draft));
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ordinal: 0,
    convention: call.recognition.convention,
    point: namePoint(call, draft),
    task: draft.task ?? readTask(draft, rawOutput),
    decider: draft.decider ?? "model",
    provider: readProvider(draft.provider),
    requestedModel: boundText(draft.requestedModel, longestLabel) ?? null,
    respondedModel: boundText(draft.respondedModel, longestLabel) ?? null,
    input: draft.input ?? inputText(draft.messages ?? []) ?? null,
    messages: draft.messages ?? null,
    system: draft.system ?? null,
    rawOutput,
    tools: draft.tools?.map(({ name }) => name) ?? null,
    outputSchema: schema,
    choices: draft.choices ?? null,
    confidence: draft.confidence ?? null,
    scores: draft.scores ?? null,
    rationale: draft.rationale ?? readRationale(draft.answer),
    status: draft.error ? "error" : "ok",
    error: draft.error ?? null,
    inputTokens: whole(draft.inputTokens) ?? null,
    outputTokens: whole(draft.outputTokens) ?? null,
    // A sum of finite costs need not be finite.
    costUsd: asNumber(draft.costUsd) ?? null,
    responseId: draft.responseId ?? null,
    cut: [...new Set([...(draft.cut ?? []), ...span.sanitized, ...cutAttributes(call)])],
  };
}

function questionFields({ task, choices, output, confidence, scores, rationale }: QuestionDraft) {
  return { task, choices, rawOutput: output, confidence, scores, rationale };
}

function readRawOutput(answer: Answer | undefined): Json {
  if (!answer) return null;
  if (answer.value !== undefined) return answer.value;
  const calls = answer.toolCalls ?? [];
  if (calls.length === 1 && calls[0]) return { ...calls[0] };
  if (calls.length > 1) return calls.map((call) => ({ ...call }));
  return answer.text === undefined ? null : parsed(answer.text);
}

/** Where the answer is hidden but a tool was called and there was only one to call: that tool, arguments unknown. */
function impliedAnswer({ calledTool, forcedTool, tools, questions }: Draft): Answer | undefined {
  const tool = forcedTool ?? (tools?.length === 1 ? tools[0]?.name : undefined);
  return calledTool && tool && !questions ? { toolCalls: [{ tool, arguments: null }] } : undefined;
}

function readTask(draft: Draft, rawOutput: Json): Task {
  const { choices, forcedTool, answer, outputSchema, isStructured, calledTool } = draft;
  if (choices !== undefined) return "classify";
  if (forcedTool !== undefined || outputSchema !== undefined || isStructured) return "extract";
  if (answer ? answer.toolCalls?.length : calledTool) return "select";
  return rawOutput !== null && typeof rawOutput === "object" ? "extract" : "generate";
}

/** Text beside a tool call is why it was called. */
function readRationale(answer: Answer | undefined): string | null {
  if (answer?.toolCalls?.length && answer.text) return answer.text;
  return answer?.reasoning ?? null;
}

/** `openai.responses` and `OpenAI` are the provider `openai`. */
function readProvider(provider: string | undefined): string | null {
  if (!provider) return null;
  const name = boundText(provider, longestLabel).toLowerCase();
  return name.replace(/\.(responses|chat|completions?|messages|decision|embedding|generative-ai)$/, "");
}

const content = /(messages|prompt|completion|input|output|answers|questions|value|object)$/i;

/** Content the sender's limit cut: it starts as JSON and does not end as JSON. */
function cutAttributes({ node }: ModelCall): string[] {
  return Object.entries(node.span.attributes).flatMap(([key, value]) => {
    if (
      typeof value !== "string" ||
      key.startsWith("casebook.") ||
      !content.test(key) ||
      !/^\s*(\[\s*\{|\{\s*")/.test(value)
    )
      return [];
    return /[\]}]\s*$/.test(value.slice(-50)) ? [] : [key];
  });
}
