import type { Json, JsonObject } from "../contract/json";
import type { Task } from "../contract/vocabulary";
import { asList, asObject, asText } from "../conventions/values";
import type { RecognizedJudgment } from "./types";

/**
 * What a point has seen, kept small and joined so that neither order nor repeats matter: every member is a set that
 * only grows, or gives up (null) once it is too large to matter.
 */
export type Evidence = {
  /** Tasks and choices stated by the sender. */
  tasks: Task[];
  choices: ChoiceSet;
  tools: string[];
  hasToolCalls: boolean;
  isStructured: boolean;
  /** Distinct short free-text answers; null once there were too many, or a long one. */
  texts: string[] | null;
  /** Fields of structured answers by dotted path. */
  fields: { [path: string]: FieldEvidence };
};

/** `list` keeps one sender's order, `all` everything seen. */
export type ChoiceSet = { list: string[]; all: string[] };
export type FieldEvidence = { types: string[]; values: (string | boolean)[] | null; enumeration: ChoiceSet };

/** More distinct answers than this are not a list of choices (design.md §4). */
const maxChoices = 12;
const maxChoiceLength = 40;
const maxFields = 40;
const maxNames = 200;
const maxFieldDepth = 3;

const statedTasks: readonly Task[] = ["classify", "detect", "score"];

/** The evidence of a point nothing is known of. */
export function emptyEvidence(): Evidence {
  const choices = { list: [], all: [] };
  return { tasks: [], choices, tools: [], hasToolCalls: false, isStructured: false, texts: [], fields: {} };
}

/** Adds one judgment to what was seen. */
export function addEvidence(evidence: Evidence, judgment: RecognizedJudgment): Evidence {
  const { task, convention, choices, rawOutput, tools, outputSchema } = judgment;
  // Only a sender states these tasks; what recognition infers from one answer is for the point to conclude.
  const isStated = convention === "casebook" || statedTasks.includes(task);
  const call = toolCall(rawOutput);
  const isForced = call !== undefined && task === "extract";
  const answer = answerBase(rawOutput);
  return {
    tasks: isStated ? union(evidence.tasks, [task]) : evidence.tasks,
    choices: choices ? joinChoices(evidence.choices, choices) : evidence.choices,
    tools: union(evidence.tools, [...(tools ?? []), ...(call ? [call] : [])]).slice(0, maxNames),
    // A hidden answer may be known to be a tool call, without its tool.
    hasToolCalls: evidence.hasToolCalls || task === "select" || (call !== undefined && !isForced),
    isStructured: evidence.isStructured || isForced || outputSchema !== null || asObject(answer) !== undefined,
    texts: typeof rawOutput === "string" ? addText(evidence.texts, rawOutput) : evidence.texts,
    fields: joinFields(evidence.fields, { schema: outputSchema, answer: call && !isForced ? null : answer }),
  };
}

/** The answer itself: of a tool call its arguments, else the output as it is. */
export function answerBase(rawOutput: Json): Json {
  return toolCall(rawOutput) === undefined ? rawOutput : (asObject(rawOutput)?.arguments ?? null);
}

/** The tool a raw output calls (the first of several), or `undefined` when it is no tool call. */
export function toolCall(rawOutput: Json): string | undefined {
  const call = asObject(asList(rawOutput)?.[0] ?? rawOutput);
  const isCall = call !== undefined && Object.keys(call).length === 2 && "arguments" in call;
  return isCall ? asText(call.tool) : undefined;
}

function addText(texts: string[] | null, text: string): string[] | null {
  const trimmed = text.trim();
  if (texts === null || !isShort(trimmed)) return null;
  return bounded(union(texts, [trimmed]));
}

function isShort(text: string): boolean {
  return text.length <= maxChoiceLength && !/\s\S+\s\S+\s\S+\s|\n/.test(text);
}

type FieldSource = { schema: JsonObject | null; answer: Json };

function joinFields(known: Evidence["fields"], { schema, answer }: FieldSource): Evidence["fields"] {
  const found = [...schemaFields(schema, "", 0), ...answerFields(answer, "", 0)];
  if (found.length === 0) return known;
  const fields = new Map(Object.entries(known));
  for (const { path, type, value, enumeration } of found) {
    const field = fields.get(path) ?? { types: [], values: [], enumeration: { list: [], all: [] } };
    fields.set(path, {
      types: type ? union(field.types, [type]) : field.types,
      values: value === undefined ? field.values : addValue(field.values, value),
      enumeration: enumeration ? joinChoices(field.enumeration, enumeration) : field.enumeration,
    });
  }
  // The first names in alphabetical order, so that which ones stay does not depend on which came first.
  const paths = [...fields.keys()].sort().slice(0, maxFields);
  return Object.fromEntries(paths.map((path) => [path, fields.get(path) as FieldEvidence]));
}

type FoundField = { path: string; type?: string; value?: Json; enumeration?: string[] };

function* answerFields(answer: Json, prefix: string, depth: number): Generator<FoundField> {
  for (const [key, value] of Object.entries(asObject(answer) ?? {}).slice(0, maxNames)) {
    const path = prefix + key;
    if (asObject(value) && depth < maxFieldDepth - 1) yield* answerFields(value, `${path}.`, depth + 1);
    else yield { path, type: typeOf(value), value };
  }
}

function* schemaFields(schema: JsonObject | null, prefix: string, depth: number): Generator<FoundField> {
  for (const [key, property] of Object.entries(asObject(schema?.properties) ?? {}).slice(0, maxNames)) {
    const field = asObject(property);
    if (!field) continue;
    const path = prefix + key;
    if (asObject(field.properties) && depth < maxFieldDepth - 1) yield* schemaFields(field, `${path}.`, depth + 1);
    else yield { path, type: schemaType(field), enumeration: enumerationOf(field) };
  }
}

function schemaType({ type }: JsonObject): string | undefined {
  if (type === "integer") return "number";
  return asText(type);
}

function enumerationOf(field: JsonObject): string[] | undefined {
  const options =
    asList(field.enum) ?? asList(field.anyOf ?? field.oneOf)?.map((option) => asObject(option)?.const ?? null);
  const texts = options?.filter((option) => typeof option === "string");
  return options && texts && texts.length === options.length && texts.length > 0 ? texts.slice(0, maxNames) : undefined;
}

function typeOf(value: Json): string | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function addValue(values: FieldEvidence["values"], value: Json): FieldEvidence["values"] {
  if (values === null || value === null) return values;
  if (typeof value === "string" && isShort(value)) return bounded(union(values, [value]));
  return typeof value === "boolean" ? bounded(union(values, [value])) : null;
}

function joinChoices(known: ChoiceSet, list: string[]): ChoiceSet {
  const isFirst = known.list.length === 0 || JSON.stringify(list) < JSON.stringify(known.list);
  return { list: isFirst ? list : known.list, all: union(known.all, list).slice(0, maxNames) };
}

function union<T extends string | boolean>(known: T[], more: T[]): T[] {
  if (more.every((item) => known.includes(item))) return known;
  return [...new Set([...known, ...more])].sort();
}

function bounded<T>(items: T[]): T[] | null {
  return items.length <= maxChoices ? items : null;
}
