import type { Json, JsonObject } from "../contract/json";
import type { Task } from "../contract/vocabulary";
import type { QuestionDraft } from "./draft";
import { asList, asNumber, asObject, asShare, asText, lookUp, structured } from "./values";

const taskByType: { [type: string]: Task } = {
  choice: "classify",
  category: "classify",
  enum: "classify",
  boolean: "detect",
  predicate: "detect",
  noul: "detect",
  condition: "detect",
  score: "score",
  rubric: "score",
  number: "score",
};

const maxQuestions = 200;

/**
 * Reads the questions and answers of a typed decision, each a map by name or a list of `{ name, … }`, into one draft
 * per question in the order asked. The provider's probabilities become scores.
 * @param confidences the provider's own confidence by question, where it reports one apart from the answers
 */
export function readQuestions(
  questions: Json | undefined,
  answers: Json | undefined,
  confidences: JsonObject = {},
): QuestionDraft[] {
  const asked = named(questions);
  const answered = named(answers);
  const names = [...(asked.size > 0 ? asked : answered).keys()].slice(0, maxQuestions);
  return names.map((name) => {
    const question = asked.get(name) ?? {};
    const answer = answered.get(name) ?? {};
    const task = taskOf(question, answer);
    const scores = readScores(answer, task);
    return {
      name,
      task,
      choices: task === "classify" ? (readChoices(question) ?? (scores && Object.keys(scores))) : null,
      output: readOutput(answer, task),
      confidence: asShare(answer.confidence) ?? asShare(confidences[name]) ?? likelihood(answer, task, scores),
      scores,
      rationale: asText(answer.reason) ?? asText(answer.rationale) ?? asText(answer.explanation) ?? null,
    };
  });
}

function named(value: Json | undefined): Map<string, JsonObject> {
  const entries = structured(value);
  const result = new Map<string, JsonObject>();
  if (!entries) return result;
  if (Array.isArray(entries)) {
    for (const [index, item] of entries.entries()) {
      const object = asObject(item) ?? {};
      const name = asText(item) ?? asText(object.name) ?? asText(object.id) ?? asText(object.key) ?? String(index);
      result.set(name, object);
    }
  } else {
    for (const [name, item] of Object.entries(entries)) result.set(name, asObject(item) ?? { answer: item });
  }
  return result;
}

function taskOf(question: JsonObject, answer: JsonObject): Task {
  const type = (asText(question.type) ?? asText(answer.type) ?? "").toLowerCase();
  const known = lookUp(taskByType, type);
  if (known) return known;
  if (answer.choice !== undefined) return "classify";
  if (answer.score !== undefined) return "score";
  if (typeof answer.answer === "boolean" || answer.probability !== undefined) return "detect";
  return "classify";
}

function readOutput(answer: JsonObject, task: Task): Json {
  const stated = answer.choice ?? answer.score ?? answer.answer ?? answer.value ?? answer.result ?? answer.label;
  if (stated !== undefined) return stated;
  const probability = asNumber(answer.probability);
  return task === "detect" && probability !== undefined ? probability >= 0.5 : null;
}

function readChoices(question: JsonObject): string[] | null {
  const options = question.criteria ?? question.choices ?? question.options ?? question.enum ?? question.values;
  const list = asList(options);
  if (list)
    return list
      .map((item) => asText(item) ?? asText(asObject(item)?.value) ?? asText(asObject(item)?.name) ?? "")
      .filter(Boolean);
  const object = asObject(options);
  return object ? Object.keys(object) : null;
}

function readScores(answer: JsonObject, task: Task): { [answer: string]: number } | null {
  const probability = asNumber(answer.probability);
  if (task === "detect" && probability !== undefined && answer.probabilities === undefined) {
    // Twelve digits: the complement should not show the noise of binary fractions.
    return { true: probability, false: Number((1 - probability).toFixed(12)) };
  }
  const given = answer.probabilities ?? answer.scores ?? answer.distribution;
  const pairs: [string, Json | undefined][] = Array.isArray(given)
    ? given.map((item) => [String(asObject(item)?.value ?? asObject(item)?.label ?? ""), asObject(item)?.probability])
    : Object.entries(asObject(given) ?? {});
  const scores: { [answer: string]: number } = {};
  for (const [name, value] of pairs) {
    const number = asNumber(value);
    if (number !== undefined && name !== "__proto__") scores[name] = number;
  }
  return Object.keys(scores).length > 0 ? scores : null;
}

function likelihood(answer: JsonObject, task: Task, scores: { [answer: string]: number } | null): number | null {
  if (!scores || task === "score") return null;
  return asShare(scores[String(readOutput(answer, task))]) ?? null;
}
