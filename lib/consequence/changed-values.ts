import type { BranchFacts, Condition, Operand } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import type { Correction, ExecutionValues } from "./execution-values";
import type { Known } from "./members";
import type { RecordedRun } from "./types";

/** A value a branch read or was given, and what the correction makes of it. */
export type ChangedValue = {
  text: string;
  before: Json | undefined;
  after: Known;
  /** True for a confidence and for scores, which a person's answer has none of. */
  isModelsOwn: boolean;
};

const modelsOwn = new Set<string | undefined>(["confidence", "scores"]);

type Execution = { conditions: Condition[]; facts: BranchFacts | null };

/**
 * What a branch read or was given that is another under the correction, or that nobody can tell under it. Variables that
 * are computed from something else are neither: they matter where a condition reads them.
 */
export function changedValues(
  { conditions, facts }: Execution,
  { correction, values }: { correction: Correction; values: ExecutionValues },
): ChangedValue[] {
  const changed = (operand: Operand, read: () => Known): ChangedValue[] => {
    const judgments = operand.judgments ?? ownFact(facts, operand.text)?.judgments;
    const own = judgments?.filter((link) => link.spanId === correction.spanId) ?? [];
    if (own.length === 0) return [];
    const { text, value: before } = operand;
    const after = read();
    if (after.isKnown && isSame(before, after.value)) return [];
    return [{ text, before, after, isModelsOwn: own.every((link) => modelsOwn.has(link.field)) }];
  };
  const given = Object.entries(facts ?? {})
    .filter(([, fact]) => fact.from === undefined)
    .flatMap(([text, fact]) => changed({ text, ...fact }, () => values.ofBranch(undefined)(text, [])));
  const read = conditions.flatMap((condition) =>
    condition.operands
      .filter(({ text }) => ownFact(facts, text)?.from === undefined)
      .flatMap((operand) => changed(operand, () => values.ofCondition(condition)(operand.text, []))),
  );
  return [...new Map([...given, ...read].map((one) => [canonicalJson([one.text, one.before ?? null]), one])).values()];
}

/** Whether another run read, or was given, the very value the correction puts in. */
export function holdsCorrected(run: RecordedRun, { text, after }: ChangedValue): boolean {
  return after.isKnown && valuesAt(run, text).some((value) => isSame(value, after.value));
}

/** Whether another run had another value than was recorded here. */
export function holdsOther(run: RecordedRun, { text, before }: ChangedValue): boolean {
  return valuesAt(run, text).some((value) => !isSame(value, before));
}

function valuesAt({ conditions, facts }: Execution, text: string): (Json | undefined)[] {
  const operands = conditions.flatMap((condition) => condition.operands.filter((one) => one.text === text));
  const fact = ownFact(facts, text);
  return [...(fact ? [fact] : []), ...operands].map(({ value }) => value);
}

const ownFact = (facts: BranchFacts | null, text: string) =>
  facts && Object.hasOwn(facts, text) ? facts[text] : undefined;

const isSame = (a: Json | undefined, b: Json | undefined) => a === b || canonicalJson(a) === canonicalJson(b);
