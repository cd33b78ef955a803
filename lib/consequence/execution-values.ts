import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import { evaluate, type Known, known, type Resolve, unknown } from "./evaluate";
import { parseCondition } from "./parse-condition";

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
  ofBranch: (scope: string | undefined) => Resolve;
  /** Texts `ofBranch` may know. */
  names: (scope: string | undefined) => string[];
};

type Source = Pick<Operand, "value" | "judgments"> & { from?: string | undefined };
type Execution = { conditions: Condition[]; facts: BranchFacts | null };

/** Variables computed from variables computed from …: deeper than this is not followed. */
const maxDepth = 20;

export function executionValues(execution: Execution, correction: Correction | undefined): ExecutionValues {
  return new Values(execution, correction);
}

class Values implements ExecutionValues {
  private readonly operands = new Map<string | undefined, Map<string, Source>>();
  private depth = 0;

  constructor(
    private readonly execution: Execution,
    private readonly correction: Correction | undefined,
  ) {}

  ofBranch = (scope: string | undefined): Resolve => {
    return (text, path) => {
      const names = text.split(".");
      for (let length = names.length; length > 0; length--) {
        const source = this.sourceOf(names.slice(0, length).join("."), scope);
        if (source) return this.read(source, [...names.slice(length), ...path], scope);
      }
      return unknown(`\`${text}\` was not recorded here`);
    };
  };

  ofCondition = (condition: Condition): Resolve => {
    const own = new Map(condition.operands.map((one) => [one.text, one]));
    return (text, path) => {
      const operand = own.get(text);
      if (!operand) return this.ofBranch(condition.scope)(text, path);
      // A sender may link the fact and leave its use in a condition bare.
      const fact = operand.varies ? undefined : this.factOf(text, condition.scope);
      const judgments = operand.judgments ?? fact?.judgments;
      return this.read({ value: operand.value, judgments, from: fact?.from }, path, condition.scope);
    };
  };

  names = (scope: string | undefined): string[] => {
    const facts = scope === undefined ? Object.keys(this.execution.facts ?? {}) : [];
    return [...facts, ...this.operandsOf(scope).keys()];
  };

  private sourceOf(text: string, scope: string | undefined): Source | undefined {
    return this.factOf(text, scope) ?? this.operandsOf(scope).get(text);
  }

  /** Facts are the outermost function's own: in a nested call the same name means something else. */
  private factOf(text: string, scope: string | undefined): Source | undefined {
    const { facts } = this.execution;
    return scope === undefined && facts && Object.hasOwn(facts, text) ? facts[text] : undefined;
  }

  private operandsOf(scope: string | undefined): Map<string, Source> {
    const known = this.operands.get(scope) ?? consistentOperands(this.execution.conditions, scope);
    this.operands.set(scope, known);
    return known;
  }

  /** A variable is computed again from its own text where that can be done; else its value is read. */
  private read(source: Source, path: string[], scope: string | undefined): Known {
    const { from } = source;
    if (!this.correction || from === undefined || this.depth >= maxDepth) {
      return readValue(source, path, this.correction);
    }
    this.depth++;
    const computed = this.compute(source, from, scope);
    this.depth--;
    return computed?.isKnown ? memberOf(computed.value, path) : readValue(source, path, this.correction);
  }

  /** @returns undefined where the text does not give the value that was recorded */
  private compute(source: Source, from: string, scope: string | undefined): Known | undefined {
    const recorded = new Values(this.execution, undefined);
    const expression = parseCondition(from, recorded.names(scope));
    const before = expression && evaluate(expression, recorded.ofBranch(scope));
    if (!expression || !before?.isKnown || canonicalJson(before.value) !== canonicalJson(source.value))
      return undefined;
    return evaluate(expression, this.ofBranch(scope));
  }
}

/** Operands that had one value throughout; one that changed on the way says nothing about a later moment. */
function consistentOperands(conditions: Condition[], scope: string | undefined): Map<string, Source> {
  const found = new Map<string, Operand>();
  const changed = new Set<string>();
  for (const operand of conditions.filter((one) => one.scope === scope).flatMap((condition) => condition.operands)) {
    const before = found.get(operand.text);
    const isOther = before && canonicalJson(before.value) !== canonicalJson(operand.value);
    if (isOther || operand.varies) changed.add(operand.text);
    else found.set(operand.text, operand);
  }
  for (const text of changed) found.delete(text);
  return found;
}

/** A value of the record, or what it becomes with the corrected answer put in. */
function readValue(source: Source, path: string[], correction: Correction | undefined): Known {
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
  if (head === "confidence" || head === "scores") {
    return path.length === 0 && rest.length === 0 ? known(null) : unknown(`a person's answer has no ${head}`);
  }
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
