import type { Span } from "@opentelemetry/api";
import type { Decider, Task } from "../../lib/contract/vocabulary";
import { wire, wireReused } from "../../lib/contract/wire";
import type { Draft } from "./draft";
import { dataOf } from "./encode";
import { inSpan } from "./in-span";
import type { Judgment } from "./judgment";
import { rememberPart } from "./links";
import { currentRun, nextCall } from "./run";
import { safely } from "./safely";

/** An answer with what is known about it; everything but `output` may be left out. */
export type DetailedAnswer<T> = {
  output: T;
  confidence?: number | null;
  scores?: Record<string, number> | null;
  rationale?: string;
  /** Who answered: a `model` unless said otherwise. */
  decider?: Decider;
  provider?: string;
  /** The model asked for, and the one that answered where that differs. */
  model?: string;
  responseModel?: string;
  usage?: { inputTokens?: number; outputTokens?: number };
};

/** What a judge function may give: the answer alone, or with its details. An object with `output` is the latter. */
export type Answer<T> = T | DetailedAnswer<T>;

/** The answer alone, of what a judge function gives. */
export type OutputOf<Given> = Given extends { output: infer T } ? T : Given;

export type Question<Input> = {
  /** Name of the decision point. */
  point: string;
  input: Input;
  /** `classify` where there are choices, `generate` where there are none, unless said otherwise. */
  task?: Task;
};

/**
 * Asks one question and records it as a judgment.
 * @param question the point, what the answer depends on, and the possible answers in the order a person should see
 * @param answer asks the model; gets the question's input
 * @returns the answer with confidence and scores; typed as one of `choices` where there are any
 * @throws what `answer` throws, recorded as this judgment's error
 */
export function judge<Choice extends string, Input>(
  question: Question<Input> & { choices: readonly Choice[] },
  answer: (input: Input) => Answer<NoInfer<Choice>> | PromiseLike<Answer<NoInfer<Choice>>>,
): Promise<Judgment<Choice>>;
export function judge<Input, Given>(
  question: Question<Input> & { choices?: undefined },
  answer: (input: Input) => Given | PromiseLike<Given>,
): Promise<Judgment<OutputOf<Given>>>;
export function judge<Input, T>(
  question: Question<Input> & { choices?: readonly string[] },
  answer: (input: Input) => Answer<T> | PromiseLike<Answer<T>>,
): Promise<Judgment<T>> {
  let spanId: string | undefined;
  const judgment = ask(question, answer, (id) => {
    spanId = id;
  });
  const links = currentRun()?.recorder?.links;
  if (links && spanId !== undefined) links.asked(judgment, spanId);
  return judgment;
}

async function ask<Input, T>(
  question: Question<Input> & { choices?: readonly string[] },
  answer: (input: Input) => Answer<T> | PromiseLike<Answer<T>>,
  onStart: (spanId: string) => void,
): Promise<Judgment<T>> {
  const replayer = currentRun()?.replayer;
  if (replayer) return replayer.judge(question) as Promise<Judgment<T>>;
  let details: DetailedAnswer<T> | undefined;
  let spanId = "0".repeat(16);
  return inSpan(
    {
      kind: "judgment",
      name: question.point,
      onStart: (draft) => describeQuestion(draft, question),
      onResult: (draft, judgment: Judgment<T>) => details && describeAnswer(draft, details, judgment),
    },
    async (span: Span | undefined) => {
      spanId = span?.spanContext().spanId ?? spanId;
      if (span) onStart(spanId);
      const answered = await answer(question.input);
      // An answer that cannot be looked at (a revoked proxy) is an answer alone.
      details = safely(() => asDetails(answered)) ?? { output: answered as T };
      const { output, confidence = null, scores = null } = details;
      const judgment: Judgment<T> = { output, confidence, scores, spanId };
      if (span) noteAnswer(judgment);
      return judgment;
    },
  );
}

/** From here on, what is read of it is linked to it. */
function noteAnswer(judgment: Judgment<unknown>): void {
  rememberPart(judgment, { spanId: judgment.spanId, field: "" });
  safely(() => currentRun()?.recorder?.links?.answered(judgment.spanId));
}

function asDetails<T>(answer: Answer<T>): DetailedAnswer<T> {
  const isDetailed = typeof answer === "object" && answer !== null && dataOf(answer, "output") !== undefined;
  return isDetailed ? (answer as DetailedAnswer<T>) : { output: answer as T };
}

function describeQuestion(draft: Draft, question: Question<unknown> & { choices?: readonly string[] }): void {
  const input = draft.json(wire.input, question.input, { at: "input" });
  const call = nextCall("judgment", question.point, input);
  draft.set(wire.seq, call?.seq);
  draft.set(wire.key, call?.key);
  draft.set(wire.task, question.task ?? (question.choices ? "classify" : "generate"));
  if (question.choices) draft.json(wire.choices, question.choices, { at: "choices" });
}

function describeAnswer(draft: Draft, details: DetailedAnswer<unknown>, judgment: Judgment<unknown>): void {
  const { spanId } = judgment;
  draft.json(wire.output, judgment.output, {
    at: "output",
    isReplayed: true,
    visit: (object, path) => rememberPart(object, { spanId, field: path === "" ? "output" : `output.${path}` }),
  });
  draft.set(wire.confidence, judgment.confidence ?? undefined);
  if (judgment.scores) {
    rememberPart(judgment.scores, { spanId, field: "scores" });
    draft.json(wire.scores, judgment.scores, { at: "scores" });
  }
  draft.set(wire.decider, details.decider ?? "model");
  draft.set(wire.rationale, details.rationale);
  draft.set(wireReused.provider, details.provider);
  draft.set(wireReused.requestModel, details.model);
  draft.set(wireReused.responseModel, details.responseModel ?? details.model);
  draft.set(wireReused.inputTokens, details.usage?.inputTokens);
  draft.set(wireReused.outputTokens, details.usage?.outputTokens);
}
