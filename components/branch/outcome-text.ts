import type { Condition } from "@/lib/contract/branch";
import { inlineValue } from "@/lib/source/inline-value";
import { visibleText } from "@/lib/visible-text";
import { truthOf } from "./source/source-rows";

/** What is no test says which way it went: a turn of a loop over values, the side of a `??`. */
const words: Record<string, string> = { "for-of": "turn", "for-in": "turn", left: "left", right: "right" };

/** What a condition came to, in a word where there is one: `true`, `false`, `turn`, `left`, else its value. */
export function outcomeText(condition: Condition): string {
  const { kind, arm, value, note = "not recorded" } = condition;
  const isTrue = truthOf(condition);
  if (isTrue !== undefined) return String(isTrue);
  return visibleText(words[kind] ?? words[arm ?? ""] ?? (value === undefined ? note : inlineValue(value, 60)));
}
