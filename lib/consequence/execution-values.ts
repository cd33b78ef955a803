import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import { type Known, known, type Resolve, unknown } from "./evaluate";

/** The judgment whose answer is replaced. */
export type Correction = {
  spanId: string;
  /** What it answered, as recorded. */
  recorded: Json;
  /** What it should have answered; its confidence counts as null, for a person has none (design.md §5). */
  expected: Json;
  /** True where one span carries several judgments: a link to the span does not say which of them was read. */
  isSpanShared: boolean;
};

/** The values of one execution: as recorded without a correction, else with the corrected answer put in. */
export type ExecutionValues = {
  /** Resolves the operands of a condition this execution evaluated. */
  ofCondition: (condition: Condition) => Resolve;
  /** Resolves by what was recorded anywhere in this branch; for conditions this execution never reached. */
  ofBranch: Resolve;
  /** Texts `ofBranch` may know. */
  names: string[];
};

type Source = Pick<Operand, "value" | "judgments">;

export function executionValues(
  { conditions, facts }: { conditions: Condition[]; facts: BranchFacts | null },
  correction: Correction | undefined,
): ExecutionValues {
  const operands = consistentOperands(conditions);
  const sourceOf = (text: string): Source | undefined =>
    facts && Object.hasOwn(facts, text) ? facts[text] : operands.get(text);
  const ofBranch: Resolve = (text, path) => {
    const names = text.split(".");
    for (let length = names.length; length > 0; length--) {
      const source = sourceOf(names.slice(0, length).join("."));
      if (source) return readValue(source, [...names.slice(length), ...path], correction);
    }
    return unknown(`\`${text}\` was not recorded here`);
  };
  const ofCondition = (condition: Condition): Resolve => {
    const own = new Map(condition.operands.map((one) => [one.text, one]));
    return (text, path) => {
      const operand = own.get(text);
      if (!operand) return ofBranch(text, path);
      // A sender may link the fact and leave its use in a condition bare.
      const judgments = operand.judgments ?? sourceOf(text)?.judgments;
      return readValue({ value: operand.value, judgments }, path, correction);
    };
  };
  return { ofCondition, ofBranch, names: [...Object.keys(facts ?? {}), ...operands.keys()] };
}

/** Operands that had one value throughout; one that changed on the way says nothing about a later moment. */
function consistentOperands(conditions: Condition[]): Map<string, Source> {
  const found = new Map<string, Operand>();
  const changed = new Set<string>();
  for (const operand of conditions.flatMap((condition) => condition.operands)) {
    const before = found.get(operand.text);
    if (before && canonicalJson(before.value) !== canonicalJson(operand.value)) changed.add(operand.text);
    else found.set(operand.text, operand);
  }
  for (const text of changed) found.delete(text);
  return found;
}

/** A value of the record, or what it becomes with the corrected answer put in. */
export function readValue(source: Source, path: string[], correction: Correction | undefined): Known {
  const links = source.judgments ?? [];
  const own = links.filter((link) => link.spanId === correction?.spanId);
  const isAffected = correction !== undefined && own.length > 0 && !isConfirmed(own, correction);
  return isAffected ? correctedValue(source, path, links, correction) : recordedValue(source, path, links);
}

/** A confirmed answer leaves all that came from it as it was, however it was computed; only its confidence goes. */
function isConfirmed(links: JudgmentLink[], { recorded, expected }: Correction): boolean {
  const areOutputs = links.every((link) => link.field === "output" || link.field?.startsWith("output."));
  return areOutputs && canonicalJson(recorded) === canonicalJson(expected);
}

function recordedValue({ value }: Source, path: string[], links: JudgmentLink[]): Known {
  if (value === undefined) return unknown("its value was not recorded");
  const [head, ...rest] = path;
  const member = memberOf(value, path);
  const isWholeJudgment = links.some((link) => link.field === "output");
  return !member.isKnown && head === "output" && isWholeJudgment ? memberOf(value, rest) : member;
}

function correctedValue(source: Source, path: string[], links: JudgmentLink[], correction: Correction): Known {
  const [link] = links;
  if (correction.isSpanShared) return unknown("several judgments came from the span it was read from");
  if (!link || links.some((one) => one.spanId !== correction.spanId || one.field !== link.field)) {
    return unknown("it was computed from more than this judgment's answer");
  }
  if (links.some((one) => one.via !== "value")) return unknown("how it depends on the judgment was not recorded");
  const [head, ...rest] = link.field?.split(".") ?? ["output"];
  if (head === "confidence") return path.length === 0 ? known(null) : unknown("a confidence has no members");
  if (head !== "output") return unknown("a corrected answer has no scores");
  const before = memberOf(correction.recorded, rest);
  const isWhole = before.isKnown && canonicalJson(before.value) === canonicalJson(source.value);
  if (!isWhole) return unknown("it was computed from the judgment's answer in a way nobody recorded");
  const after = memberOf(correction.expected, rest);
  if (!after.isKnown) return after;
  return judgmentMember(before.value, after.value, path);
}

/** Members of a judgment handed over whole: `type.confidence` and `type.output` besides members of the answer. */
function judgmentMember(before: Json | undefined, after: Json | undefined, path: string[]): Known {
  const [head, ...rest] = path;
  const isOwn = typeof before === "object" && before !== null && head !== undefined && Object.hasOwn(before, head);
  if (head === "confidence" && !isOwn) return rest.length === 0 ? known(null) : unknown("a confidence has no members");
  if (head === "output" && !isOwn) return memberOf(after, rest);
  return memberOf(after, path);
}

/** Reads own members only: a recorded text can reach nothing but recorded data. */
function memberOf(value: Json | undefined, path: string[]): Known {
  let current = value;
  for (const name of path) {
    if (name === "length" && (typeof current === "string" || Array.isArray(current))) current = current.length;
    else if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      return unknown(`\`${name}\` was not recorded`);
    } else current = (current as { [key: string]: Json })[name];
  }
  return known(current);
}
