import type { Json } from "../contract/json";
import type { PointSettings, PointShape } from "../contract/point";
import type { Task } from "../contract/vocabulary";
import { asObject, asShare } from "../conventions/values";
import {
  addEvidence,
  answerBase,
  type ChoiceSet,
  type Evidence,
  emptyEvidence,
  type FieldEvidence,
  toolCall,
} from "./evidence";
import type { RecognizedJudgment } from "./types";

const taskOrder: readonly Task[] = ["classify", "detect", "score", "select", "extract", "generate"];
/** As long as a person may make a choice on a point (lib/contract/point.ts). */
const longestChoice = 500;
const confidenceName = /^(confidence|probability|certainty|likelihood|confidence_?(score|level)|score)$/i;
const reasonName =
  /^(reason|reasons|reasoning|rationale|explanation|justification|thoughts?|thinking|chain_?of_?thought|analysis|evidence|comments?|notes?|summary)$/i;

/**
 * Lets a point learn from one more judgment (design.md §4). What it concludes depends only on which judgments it has
 * seen, not on their order or on repeats.
 */
export function learnPoint(
  evidence: Evidence | undefined,
  judgment: RecognizedJudgment,
): { evidence: Evidence; learned: PointShape } {
  const grown = addEvidence(evidence ?? emptyEvidence(), judgment);
  return { evidence: grown, learned: conclude(grown) };
}

/** What holds for a point: the person's settings where there are any, else what was learned. */
export function effectiveShape(learned: PointShape, settings: PointSettings): PointShape {
  return {
    task: settings.task ?? learned.task,
    choices: settings.choices ?? learned.choices,
    answerPath: settings.answerPath ?? learned.answerPath,
    confidencePath: settings.confidencePath ?? learned.confidencePath,
  };
}

/** What the sender said of one answer beside the answer itself. */
export type StatedAnswer = {
  choices: string[] | null;
  confidence: number | null;
  scores: { [answer: string]: number } | null;
};
export type ProjectedAnswer = StatedAnswer & { task: Task; output: Json };

/**
 * Reads a raw answer through its point's shape: the value decided, with its choices and confidence. What the sender
 * stated goes before what is found in the answer.
 */
export function projectAnswer(shape: PointShape, stated: StatedAnswer, rawOutput: Json): ProjectedAnswer {
  const { task } = shape;
  const hasChoices = task === "classify" || task === "select";
  const choices = hasChoices ? (stated.choices ?? shape.choices) : stated.choices;
  const confidence = stated.confidence ?? readConfidence(shape, rawOutput);
  return { task, output: readOutput(shape, rawOutput, choices), choices, confidence, scores: stated.scores };
}

function readOutput({ task, answerPath }: PointShape, rawOutput: Json, choices: string[] | null): Json {
  if (task === "generate") return rawOutput;
  if (task === "select") return toolCall(rawOutput) ?? rawOutput;
  const base = answerBase(rawOutput);
  if (task === "extract") return base;
  const value = answerPath ? (at(base, answerPath) ?? base) : (toolCall(rawOutput) ?? base);
  if (task !== "classify" || typeof value !== "string") return value;
  if (!choices || value.length > longestChoice) return value.trim();
  const wanted = normal(value);
  return choices.find((choice) => normal(choice) === wanted) ?? value.trim();
}

function readConfidence({ confidencePath }: PointShape, rawOutput: Json): number | null {
  return (confidencePath ? asShare(at(answerBase(rawOutput), confidencePath)) : undefined) ?? null;
}

function at(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path.split(".")) {
    const object = asObject(current);
    current = object && Object.hasOwn(object, key) ? object[key] : undefined;
  }
  return current;
}

/** `Refund.` and `refund` are one answer. */
function normal(text: string): string {
  return text
    .trim()
    .replace(/^["'`*]+|["'`*.!]+$/g, "")
    .toLowerCase();
}

function conclude(evidence: Evidence): PointShape {
  const stated = taskOrder.find((task) => evidence.tasks.includes(task));
  if (stated) return concludeStated(stated, evidence);
  if (evidence.hasToolCalls)
    return { task: "select", choices: orNull(evidence.tools), answerPath: null, confidencePath: null };
  if (evidence.isStructured) return concludeStructured(evidence);
  if (evidence.texts && evidence.texts.length > 0) {
    return { task: "classify", choices: distinct(evidence.texts), answerPath: null, confidencePath: null };
  }
  return { task: "generate", choices: null, answerPath: null, confidencePath: null };
}

function concludeStated(task: Task, evidence: Evidence): PointShape {
  const choices = ordered(evidence.choices);
  const seen = task === "classify" ? (evidence.texts ?? []) : [];
  const fields =
    task === "classify" || task === "detect" || task === "score" ? concludeStructured(evidence) : undefined;
  return {
    task,
    choices: choices.length > 0 ? choices : orNull(seen.length > 0 ? distinct(seen) : (fields?.choices ?? [])),
    answerPath: fields?.answerPath ?? null,
    confidencePath: fields?.confidencePath ?? null,
  };
}

/** Extraction, unless one enumerated field is the answer and the others only support it. */
function concludeStructured({ fields }: Evidence): PointShape {
  const entries = Object.entries(fields);
  const confidence = entries.find(([path, field]) => confidenceName.test(last(path)) && isNumber(field));
  const answers = entries.filter(
    ([path, field]) => !reasonName.test(last(path)) && !(confidenceName.test(last(path)) && isNumber(field)),
  );
  const confidencePath = confidence?.[0] ?? null;
  const [only] = answers;
  if (answers.length !== 1 || !only) return { task: "extract", choices: null, answerPath: null, confidencePath };
  const [answerPath, field] = only;
  const isBoolean = field.types.length === 1 && field.types[0] === "boolean";
  if (isBoolean) return { task: "detect", choices: null, answerPath, confidencePath };
  const choices = enumerated(field);
  return choices
    ? { task: "classify", choices, answerPath, confidencePath }
    : { task: "extract", choices: null, answerPath: null, confidencePath };
}

function enumerated({ types, values, enumeration }: FieldEvidence): string[] | undefined {
  const listed = ordered(enumeration);
  if (listed.length > 0) return listed;
  const isText = types.length === 1 && types[0] === "string";
  const texts = values?.filter((value) => typeof value === "string");
  return isText && texts && texts.length > 0 ? texts : undefined;
}

function isNumber({ types }: FieldEvidence): boolean {
  return types.length === 1 && types[0] === "number";
}

function last(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function ordered({ list, all }: ChoiceSet): string[] {
  return [...list, ...all.filter((choice) => !list.includes(choice))];
}

/** Spellings that differ only in case or punctuation are one choice. */
function distinct(texts: string[]): string[] {
  const spellings = Map.groupBy(texts, normal);
  return [...spellings.values()].map((group) => group.at(-1) ?? "");
}

function orNull(list: string[]): string[] | null {
  return list.length > 0 ? list : null;
}
