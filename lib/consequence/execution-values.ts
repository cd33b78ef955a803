import { tagOf } from "../branches/values";
import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import { evaluate, type Resolve } from "./evaluate";
import { type Known, known, memberOf, plain, unknown } from "./members";
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

type Source = {
  text: string;
  /** As recorded; a tag where it was `undefined`. */
  value: Json | undefined;
  judgments: JudgmentLink[] | undefined;
  from?: string | undefined;
  /** True where the code may have seen more of it than is recorded. */
  isOpen: boolean;
  /** What another branch would have given instead. */
  replaced?: Known | undefined;
};

/** A branch as it is computed again; `rows` are there where its record was made automatically. */
export type Execution = { conditions: Condition[]; facts: BranchFacts | null; rows?: string | null };

/** What is put into an execution: the corrected answer, and what other branches would have handed over because of it. */
export type Replacement = { correction: Correction; given?: ReadonlyMap<string, Known> };

/** Variables computed from variables computed from …: deeper than this is not followed. */
const maxDepth = 20;

export function executionValues(execution: Execution, replacement?: Replacement): ExecutionValues {
  return new Values(execution, replacement);
}

/** What an operand or a condition held; `undefined` has no JSON form and stands there as a note. */
export function recordedOf({ value, note }: Pick<Operand, "value" | "note">): Json | undefined {
  return note === "undefined" ? { $: "u" } : value;
}

class Values implements ExecutionValues {
  private readonly operands = new Map<string | undefined, Map<string, Operand>>();
  private readonly correction: Correction | undefined;
  private readonly isAutomatic: boolean;
  private depth = 0;
  private isGivenAlike: boolean | undefined;

  constructor(
    private readonly execution: Execution,
    private readonly replacement: Replacement | undefined,
  ) {
    this.correction = replacement?.correction;
    this.isAutomatic = Boolean(execution.rows);
  }

  ofBranch = (scope: string | undefined): Resolve => {
    return (text, path) => {
      const names = isDotted.test(text) ? text.split(".") : [text];
      for (let length = names.length; length > 0; length--) {
        const source = this.sourceOf(names.slice(0, length).join("."), scope);
        if (source) return this.read(source, [...names.slice(length), ...path], scope);
      }
      const computed = isDotted.test(text) ? undefined : this.evaluateText(text, text, scope);
      return computed ? membersOf(computed, path) : unknown(`\`${text}\` was not recorded here`);
    };
  };

  ofCondition = (condition: Condition): Resolve => {
    const own = new Map(condition.operands.map((one) => [one.text, one]));
    return (text, path) => {
      const operand = own.get(text);
      if (!operand) return this.ofBranch(condition.scope)(text, path);
      // A sender may link the fact and leave its use in a condition bare.
      const fact = operand.varies ? undefined : this.factOf(text, condition.scope);
      const judgments = this.withoutControl(operand.judgments ?? fact?.judgments);
      const { from, replaced } = fact ?? {};
      const source = { text, value: recordedOf(operand), judgments, from, replaced, isOpen: !this.isAutomatic };
      return this.read(source, path, condition.scope);
    };
  };

  /**
   * Where only the way to a value depended on the answer, the value stays up to the first condition that changes, if what
   * the branch was given in that manner stays, and what it got by calls it got from calls that are part of its record.
   */
  private withoutControl(links: JudgmentLink[] | undefined): JudgmentLink[] | undefined {
    this.isGivenAlike ??= this.hasGivenAlike();
    if (!this.isGivenAlike) return links;
    return links?.filter(({ spanId, via }) => via !== "control" || spanId !== this.correction?.spanId);
  }

  private hasGivenAlike(): boolean {
    const { correction, replacement, isAutomatic, execution } = this;
    if (!correction || !isAutomatic || !replacement?.given?.size) return false;
    return Object.entries(execution.facts ?? {}).every(([name, { value, judgments, from }]) => {
      const isByWay = judgments?.some(({ spanId, via }) => spanId === correction.spanId && via === "control");
      if (!isByWay) return true;
      if (from !== undefined) return this.callsWithin(from);
      const given = replacement.given?.get(name);
      return given?.isKnown === true && isSame(given.value, value);
    });
  }

  private callsWithin(text: string): boolean {
    const scopes = this.execution.conditions.map(({ scope = "" }) => scope);
    const called = [...text.matchAll(/([\p{ID_Continue}$.?]*)\s*\(/gu)];
    return called.every(([, name = ""]) => name !== "" && scopes.some((scope) => scope.includes(`/${name}@`)));
  }

  names = (scope: string | undefined): string[] => {
    const facts = scope === undefined ? Object.keys(this.execution.facts ?? {}) : [];
    return [...facts, ...this.operandsOf(scope).keys()];
  };

  private sourceOf(text: string, scope: string | undefined): Source | undefined {
    const fact = this.factOf(text, scope);
    if (fact) return fact;
    const operand = this.operandsOf(scope).get(text);
    // What an object held when it was read says nothing of what it does not hold at another time.
    return operand && { text, value: recordedOf(operand), judgments: operand.judgments, isOpen: true };
  }

  /** Facts are the outermost function's own: in a nested call the same name means something else. */
  private factOf(text: string, scope: string | undefined): Source | undefined {
    const { facts } = this.execution;
    const fact = scope === undefined && facts && Object.hasOwn(facts, text) ? facts[text] : undefined;
    if (!fact) return undefined;
    const { value, judgments, from, isPartial } = fact;
    const replaced = this.replacement?.given?.get(text);
    return { text, value, judgments, from, isOpen: !this.isAutomatic || isPartial === true, replaced };
  }

  private operandsOf(scope: string | undefined): Map<string, Operand> {
    const known = this.operands.get(scope) ?? consistentOperands(this.execution.conditions, scope);
    this.operands.set(scope, known);
    return known;
  }

  /** A variable, or what was read of one, is computed again from its own text where that can be done. */
  private read(source: Source, path: string[], scope: string | undefined): Known {
    if (source.replaced) return membersOf(source.replaced, path);
    const texts = [this.correction && source.from, isDotted.test(source.text) ? undefined : source.text];
    let failed: Known | undefined;
    for (const text of texts) {
      const computed = text === undefined ? undefined : this.compute(source, text, scope);
      if (computed?.isKnown) return membersOf(computed, path);
      failed ??= computed;
    }
    const value = readValue(source, path, this.correction);
    return value.isKnown ? value : (failed ?? value);
  }

  /** @returns undefined where the text does not give the value that was recorded */
  private compute(source: Source, text: string, scope: string | undefined): Known | undefined {
    const before = new Values(this.execution, undefined).evaluateText(text, source.text, scope);
    const value = plain(source.value, false);
    const isExplained = before?.isKnown && value.isKnown && isSame(before.value, value.value);
    return isExplained ? this.evaluateText(text, source.text, scope) : undefined;
  }

  /** @returns undefined where the text is not in the grammar */
  private evaluateText(text: string, own: string, scope: string | undefined): Known | undefined {
    if (this.depth >= maxDepth) return undefined;
    const names = this.names(scope).filter((name) => name !== own);
    const expression = parseCondition(text, names);
    this.depth++;
    const value = expression && evaluate(expression, this.ofBranch(scope), { isJavaScript: this.isAutomatic });
    this.depth--;
    return value;
  }
}

/** A name and members of it by name. */
const isDotted = /^[\p{ID_Continue}$]+(?:\.[\p{ID_Continue}$]+)*$/u;
const isSame = (a: Json | undefined, b: Json | undefined) => a === b || canonicalJson(a) === canonicalJson(b);

/** Operands that had one value throughout; one that changed on the way says nothing about a later moment. */
function consistentOperands(conditions: Condition[], scope: string | undefined): Map<string, Operand> {
  const found = new Map<string, Operand>();
  const changed = new Set<string>();
  for (const operand of conditions.filter((one) => one.scope === scope).flatMap((condition) => condition.operands)) {
    const before = found.get(operand.text);
    const isOther = before && !isSame(recordedOf(before), recordedOf(operand));
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

function recordedValue({ value, isOpen }: Source, path: string[], links: JudgmentLink[]): Known {
  if (value === undefined) return unknown("its value was not recorded");
  const whole = isOpen && tagOf(value)?.$ !== "u" ? { isKnown: true as const, value, isOpen } : plain(value, false);
  const [head, ...rest] = path;
  const member = membersOf(whole, path);
  const isWholeJudgment = links.some((link) => link.field === "output");
  return head === "output" && isWholeJudgment && (!member.isKnown || member.value === undefined)
    ? membersOf(whole, rest)
    : member;
}

function correctedValue(source: Source, path: string[], links: JudgmentLink[], correction: Correction): Known {
  const [link] = links;
  if (correction.isSpanShared) return unknown("several judgments came from the span it was read from");
  if (!link || links.some((one) => one.spanId !== correction.spanId || one.field !== link.field)) {
    return unknown("it depends on more than this answer, and how was not recorded");
  }
  if (links.some((one) => one.via !== "value")) return unknown("it depends on this answer, and how was not recorded");
  const [head, ...rest] = link.field?.split(".") ?? ["output"];
  if (head === "confidence" || head === "scores") {
    return path.length === 0 && rest.length === 0 ? known(null) : unknown(`a person's answer has no ${head}`);
  }
  const before = membersOf(answer(correction.recorded), rest);
  const isWhole = before.isKnown && canonicalJson(before.value) === canonicalJson(source.value);
  if (!isWhole) return unknown("the code made it from this answer, and how was not recorded");
  const after = membersOf(answer(correction.expected), rest);
  if (!after.isKnown) return after;
  return judgmentMember(before.value, after.value, path);
}

/** Members of a judgment handed over whole: `type.confidence` and `type.output` besides members of the answer. */
function judgmentMember(before: Json | undefined, after: Json | undefined, path: string[]): Known {
  const [head, ...rest] = path;
  const isOwn = typeof before === "object" && before !== null && head !== undefined && Object.hasOwn(before, head);
  if (head === "confidence" && !isOwn) return rest.length === 0 ? known(null) : unknown("a confidence has no members");
  if (head === "output" && !isOwn) return membersOf(answer(after), rest);
  return membersOf(answer(after), path);
}

/** What a person put in, or a model gave, may lack what the code would have had. */
const answer = (value: Json | undefined): Known => ({ isKnown: true, value, isOpen: true });

function membersOf(owner: Known, path: string[]): Known {
  return path.reduce((current, key) => (current.isKnown ? memberOf(current, key) : current), owner);
}
