import type { Json } from "../contract/json";

/** One value inside a structured answer: the way to it, and what it is. */
export type AnswerField = { path: (string | number)[]; value: string | number | boolean | null };

/** The values of a structured answer, in its own order, for correcting them one by one. */
export function listFields(answer: Json, path: (string | number)[] = []): AnswerField[] {
  if (typeof answer !== "object" || answer === null) return [{ path, value: answer }];
  if (Array.isArray(answer)) return answer.flatMap((item, index) => listFields(item, [...path, index]));
  return Object.entries(answer).flatMap(([name, member]) => listFields(member, [...path, name]));
}

/**
 * Puts what a person typed in place of one value, keeping the kind the model gave it (`before`): digits stay a number where one was, `true` and
 * `false` a boolean, nothing typed where nothing was stays null.
 */
export function withField(answer: Json, field: { path: (string | number)[]; before: Json }, typed: string): Json {
  const [head, ...path] = field.path;
  if (head === undefined) return toValue(field.before, typed);
  const rest = { ...field, path };
  if (Array.isArray(answer)) {
    return answer.map((item, index) => (index === head ? withField(item, rest, typed) : item));
  }
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, member]) => [name, name === head ? withField(member, rest, typed) : member]),
  );
}

/** A typed text as the kind of value that stood there. */
export function toValue(before: Json, typed: string): Json {
  if (before === null) return typed === "" ? null : typed;
  if (typeof before === "number" && typed.trim() !== "" && Number.isFinite(Number(typed))) return Number(typed);
  if (typeof before === "boolean" && (typed === "true" || typed === "false")) return typed === "true";
  return typed;
}

/** `address.city`, `items 2 name`: the way to a field as a person reads it. */
export function fieldName(path: (string | number)[]): string {
  return path.map((part) => (typeof part === "number" ? String(part + 1) : part)).join(" › ");
}
