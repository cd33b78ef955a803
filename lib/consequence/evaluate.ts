import type { Json } from "../contract/json";
import type { Comparison, Expression } from "./parse-condition";

/** A value the record holds, or why it does not. `undefined` is JavaScript's own, as a missing member gives it. */
export type Known = { isKnown: true; value: Json | undefined } | { isKnown: false; reason: string };

/** Finds an operand's value; the members that follow it in the text are looked up by the caller of `resolve`. */
export type Resolve = (text: string, path: string[]) => Known;

export const known = (value: Json | undefined): Known => ({ isKnown: true, value });
export const unknown = (reason: string): Known => ({ isKnown: false, reason });

/**
 * Computes an expression as JavaScript would, over recorded values. Where languages differ (comparing values of
 * different types, objects by identity, lists as conditions) the answer is not known rather than one language's.
 */
export function evaluate(expression: Expression, resolve: Resolve): Known {
  if (expression.kind === "literal") return known(expression.value);
  if (expression.kind === "operand") return resolve(expression.text, expression.path);
  if (expression.kind === "not") {
    const inner = evaluate(expression.of, resolve);
    if (!inner.isKnown) return inner;
    return isObject(inner.value) ? notTrueOrFalse : known(!inner.value);
  }
  const left = evaluate(expression.left, resolve);
  if (!left.isKnown) return left;
  if (expression.kind !== "compare") {
    if (expression.kind !== "nullish" && isObject(left.value)) return notTrueOrFalse;
    return isSettled(expression.kind, left.value) ? left : evaluate(expression.right, resolve);
  }
  const right = evaluate(expression.right, resolve);
  return right.isKnown ? compare(expression.operator, left.value, right.value) : right;
}

/** Whether `left && …`, `left || …` or `left ?? …` is decided by its left side alone. */
function isSettled(kind: "and" | "or" | "nullish", left: Json | undefined): boolean {
  if (kind === "nullish") return left !== null && left !== undefined;
  return kind === "or" ? Boolean(left) : !left;
}

function compare(operator: Comparison, left: Json | undefined, right: Json | undefined): Known {
  if (isObject(left) || isObject(right)) return unknown("objects are compared by identity, which is not recorded");
  if (operator === "===") return known(left === right);
  if (operator === "!==") return known(left !== right);
  if (operator === "==" || operator === "!=") {
    const bothEmpty = (left ?? null) === null && (right ?? null) === null;
    const oneEmpty = (left ?? null) === null || (right ?? null) === null;
    if (!oneEmpty && typeof left !== typeof right) return unknown("values of different types are compared");
    return known((bothEmpty || left === right) === (operator === "=="));
  }
  const isOrdered =
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string");
  if (!isOrdered) return unknown(`${nameType(left)} is compared with ${nameType(right)}`);
  return known(order(operator, left, right));
}

function order(operator: Comparison, left: string | number, right: string | number): boolean {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

const notTrueOrFalse = unknown("an empty list or object counts as true in one language and as false in another");

const isObject = (value: Json | undefined) => typeof value === "object" && value !== null;
const nameType = (value: Json | undefined) =>
  value === undefined ? "nothing" : value === null ? "an empty value" : `a ${typeof value}`;
