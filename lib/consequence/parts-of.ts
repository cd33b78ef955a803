import type { Condition, Operand } from "../contract/branch";
import { parseCondition } from "./parse-condition";

const known = new WeakMap<Condition, Operand[]>();

/**
 * The operands a condition is computed from. Automatic records state a whole test as an operand of itself where it may
 * depend on more than was read (`a && b` that ended at `a`); a test that its other operands explain does without.
 */
export function partsOf(condition: Condition): Operand[] {
  let parts = known.get(condition);
  if (!parts) {
    const { operands, text } = condition;
    const others = operands.filter((operand) => operand.text !== text);
    const isExplained = others.length < operands.length && isCombined(text);
    parts = isExplained ? others : operands;
    known.set(condition, parts);
  }
  return parts;
}

/** Whether a text is in the grammar and more than one operand, whatever the names in it hold. */
function isCombined(text: string): boolean {
  const names = text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [];
  const expression = parseCondition(text, names);
  return expression !== undefined && expression.kind !== "operand";
}
