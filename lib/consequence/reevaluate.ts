import { armWords } from "../branches/arm-words";
import { toArmDecision } from "../branches/conditions";
import type { BranchFacts, Condition } from "../contract/branch";
import type { Json } from "../contract/json";
import { type ChangedValue, changedValues, holdsCorrected, holdsOther } from "./changed-values";
import { evaluate, type Resolve } from "./evaluate";
import {
  type Correction,
  type ExecutionValues,
  executionValues,
  type Replacement,
  recordedOf,
} from "./execution-values";
import { type Known, plain, unknown } from "./members";
import { isSameOutcome, returnedArm } from "./outcomes";
import { type Expression, parseCondition } from "./parse-condition";
import { givenBySiblings, type Sibling } from "./siblings";
import type { RecomputedCondition, RecordedRun, Reevaluation } from "./types";

const maxConditions = 1_000;
const maxLinks = 5;

/** The branch whose conditions are recomputed, as one execution recorded it. */
export type ReevaluatedBranch = {
  name?: string;
  arm: string | null;
  conditions: Condition[];
  facts: BranchFacts | null;
  /** Compact rows of an automatic branch, and what it returned. */
  rows?: string | null;
  outcome?: Json | null;
};

/** The answer, and the other runs that went the whole way it describes (newest first, as they were given). */
export type Reevaluated = { reevaluated: Reevaluation; runs: RecordedRun[] };

/**
 * Recomputes a branch's recorded conditions, in order, with a corrected answer in place. Where one comes out
 * differently this execution's record ends; other runs of the same branch and version whose conditions agree so far
 * tell which condition comes next, and that one is evaluated with this execution's own values. It stops, saying
 * why, at the first value or step no record holds, where records contradict each other, and where no run shows that
 * the way leads there with the corrected values: an arm may be looked up by a value no condition shows.
 * @param others runs of the same branch at the same version, newest first, this one excluded
 * @param siblings other branches of the same execution, which may have handed this one what they returned
 */
export function reevaluate(
  branch: ReevaluatedBranch,
  correction: Correction,
  others: RecordedRun[],
  siblings: Sibling[] = [],
): Reevaluated {
  const given = givenBySiblings(branch, { correction, siblings, reevaluate });
  const walk = new Walk(branch, { correction, given }, others);
  const reevaluated = walk.follow();
  return { reevaluated, runs: reevaluated.isKnown ? walk.agreeing : [] };
}

type Recomputed = Known & { basis?: RecomputedCondition["basis"] };
type NextStep = { condition: Condition } | { arm: string | null } | "nobody" | "contradiction";

/** One way through the branch, condition by condition, with the runs that agree so far. */
class Walk {
  agreeing: RecordedRun[];
  private readonly conditions: RecomputedCondition[] = [];
  private readonly taken: Condition[] = [];
  private readonly recorded: ExecutionValues;
  private readonly corrected: ExecutionValues;
  /** True where the path alone names the arm. */
  private readonly isNamedByPath: boolean;
  /** True where the result rests on other runs besides this execution's record. */
  private leansOnOthers = false;
  private readonly correction: Correction;
  private readonly isJavaScript: boolean;

  constructor(
    private readonly branch: ReevaluatedBranch,
    replacement: Replacement,
    others: RecordedRun[],
  ) {
    this.correction = replacement.correction;
    this.isJavaScript = Boolean(branch.rows);
    this.recorded = executionValues(branch);
    this.corrected = executionValues(branch, replacement);
    this.agreeing = others;
    this.isNamedByPath = isNamedByPath(branch);
  }

  follow(): Reevaluation {
    for (const condition of this.branch.conditions) {
      const after = this.recompute(condition);
      if (!after.isKnown) return this.stop(`\`${condition.text}\` cannot be worked out again: ${after.reason}.`);
      const { value: before, text, kind } = condition;
      const basis = after.basis ?? "computed";
      const shown = this.isAsBefore(condition, after.value) ? (before ?? null) : this.show(after.value);
      this.take(condition, after.value, { text, kind, before, after: shown, basis, isFromOthers: false });
      if (!this.isAsBefore(condition, after.value)) return this.followOthers();
    }
    return this.arriveUnchanged();
  }

  /** A condition of this execution's own record, under the correction. */
  private recompute(condition: Condition): Recomputed {
    const names = [...condition.operands.map((operand) => operand.text), ...this.recorded.names(condition.scope)];
    const expression = parseCondition(condition.text, names);
    const before = expression ? this.evaluate(expression, this.recorded.ofCondition(condition)) : notComparable;
    if (!expression || !before.isKnown) return this.readsAnswer(condition) ? before : asRecorded(condition);
    const recorded = recordedOf(condition);
    if (recorded !== undefined && !isSameOutcome(condition, before.value, { isByWay: false })) {
      return unknown("worked out from its text it is not what was recorded");
    }
    return this.evaluate(expression, this.corrected.ofCondition(condition));
  }

  private evaluate(expression: Expression, resolve: Resolve): Known {
    return evaluate(expression, resolve, { isJavaScript: this.isJavaScript });
  }

  /** Where the way alone names the arm, a value counts as the way it led; else it may have looked the arm up. */
  private isAsBefore(condition: Condition, value: Json | undefined): boolean {
    return isSameOutcome(condition, value, { isByWay: this.isNamedByPath });
  }

  private show(value: Json | undefined): Json {
    return value ?? (this.isJavaScript && value === undefined ? false : null);
  }

  private readsAnswer({ operands, text, scope, judgments: others }: Condition): boolean {
    const words = new Set(text.match(/[\p{ID_Continue}$]+/gu));
    const given = scope === undefined ? (this.branch.facts ?? {}) : {};
    const facts = Object.entries(given).filter(([name]) => words.has(name));
    const sources = [...operands, { judgments: others }, ...facts.map(([, fact]) => fact)];
    return sources.some(({ judgments }) => judgments?.some((link) => link.spanId === this.correction.spanId));
  }

  private wasGiven(): boolean {
    const facts = Object.values(this.branch.facts ?? {});
    return facts.some((fact) => fact.judgments?.some((link) => link.spanId === this.correction.spanId));
  }

  /** Past the first changed condition: what the runs that agree so far evaluated next, with our own values. */
  private followOthers(): Reevaluation {
    this.leansOnOthers = true;
    while (this.conditions.length < maxConditions) {
      const next = this.nextStep();
      if (next === "nobody") return this.stop(`Nobody has recorded what follows when ${this.lastCondition()}.`);
      if (next === "contradiction") {
        return this.stop(`Records differ on what follows when ${this.lastCondition()}: something else decides too.`);
      }
      if ("arm" in next) return this.arrive(next.arm);
      const { condition } = next;
      const after = this.evaluateUnreached(condition);
      if (!after.isKnown) return this.stop(`\`${condition.text}\` comes next, but ${after.reason}.`);
      const { text, kind } = condition;
      const shown = this.show(after.value);
      const recomputed = {
        text,
        kind,
        before: undefined,
        after: shown,
        basis: "computed" as const,
        isFromOthers: true,
      };
      this.take(condition, after.value, recomputed);
    }
    return this.stop("The path is longer than is followed here.");
  }

  private evaluateUnreached(condition: Condition): Known {
    const names = [...condition.operands.map((operand) => operand.text), ...this.corrected.names(condition.scope)];
    const expression = parseCondition(condition.text, names);
    return expression ? this.evaluate(expression, this.corrected.ofBranch(condition.scope)) : notComparable;
  }

  private nextStep(): NextStep {
    const [first, ...rest] = this.agreeing;
    if (!first) return "nobody";
    const at = this.conditions.length;
    const step = stepKey(first, at);
    if (rest.some((run) => stepKey(run, at) !== step)) return "contradiction";
    const condition = first.conditions[at];
    return condition ? { condition } : { arm: first.arm };
  }

  private take(condition: Condition, value: Json | undefined, recomputed: RecomputedCondition): void {
    const at = this.conditions.length;
    const key = conditionKey(condition);
    this.conditions.push(recomputed);
    this.taken.push(condition);
    this.agreeing = this.agreeing.filter((run) => {
      const own = run.conditions[at];
      return own !== undefined && conditionKey(own) === key && this.isAsBefore(own, value);
    });
  }

  /**
   * Every condition came out as before: the same arm, unless the record does not explain the arm. Where no condition
   * read the answer at all, runs that took the same way must bear out that the way alone decides.
   */
  private arriveUnchanged(): Reevaluation {
    const { arm, conditions } = this.branch;
    const isRead = conditions.some((condition) => this.readsAnswer(condition));
    const isBorneOut = this.wasGiven() && conditions.length > 0 && this.agreeing.length > 0;
    if (!isRead && !isBorneOut && !(this.isNamedByPath && this.wasGiven())) {
      return this.stop("No recorded condition of this branch reads the judgment's answer.");
    }
    const isContradicted = this.agreeing.some((run) => run.conditions.length !== conditions.length || run.arm !== arm);
    if (isContradicted) return this.stop("Runs with the same conditions went elsewhere: something else decides too.");
    this.leansOnOthers = !isRead && !this.isNamedByPath;
    return this.arrive(arm);
  }

  private arrive(arm: string | null): Reevaluation {
    const doubt = this.bearOut();
    if (doubt !== undefined) return this.stop(doubt);
    return { isKnown: true, arm, isSameArm: arm === this.branch.arm, effects: null, ...this.evidence() };
  }

  /** Narrows the runs to those with the corrected values. @returns why they do not bear the arm out, if they do not */
  private bearOut(): string | undefined {
    if (this.isNamedByPath) return undefined;
    const { facts } = this.branch;
    const own = this.taken.filter((_, at) => !this.conditions[at]?.isFromOthers);
    const changed = changedValues({ conditions: own, facts }, { correction: this.correction, values: this.corrected });
    for (const { text, after } of changed) {
      if (!after.isKnown) return `What \`${text}\` would be is not known: ${after.reason}.`;
    }
    const unshown = changed.find((one) => one.isModelsOwn && !this.isShownToDecideNothing(one));
    if (unshown) return `Nobody has recorded this way with another \`${unshown.text}\`.`;
    const values = changed.filter((one) => !one.isModelsOwn);
    if (values.length === 0) return undefined;
    this.agreeing = this.agreeing.filter((run) => values.every((one) => holdsCorrected(run, one)));
    this.leansOnOthers = true;
    return this.agreeing.length > 0
      ? undefined
      : `Nobody has recorded this way with ${values.map(nameValue).join(", ")}.`;
  }

  /** No run has the confidence of a person's answer, none: what a condition asks of it, or another one, must do. */
  private isShownToDecideNothing(confidence: ChangedValue): boolean {
    const isAsked = this.taken.some(({ operands }) => operands.some(({ text }) => text === confidence.text));
    return isAsked || this.agreeing.some((run) => holdsOther(run, confidence));
  }

  private stop(reason: string): Reevaluation {
    return { isKnown: false, reason, ...this.evidence() };
  }

  private evidence(): Pick<Reevaluation, "conditions" | "others"> {
    const used = this.leansOnOthers ? this.agreeing : [];
    const links = used.slice(0, maxLinks).map(({ traceId, spanId }) => ({ traceId, spanId }));
    return { conditions: this.conditions, others: { count: used.length, links } };
  }

  private lastCondition(): string {
    const last = this.conditions.at(-1);
    return `\`${last?.text ?? ""}\` is ${JSON.stringify(last?.after ?? null)}`;
  }
}

/**
 * Whether every decision was recorded and the arm is one of the names the function returns (by itself or as its `arm`;
 * wire.md), or the words of its path: then nothing but the path decides, and no value can have looked the arm up.
 */
function isNamedByPath({ arm, conditions, rows, outcome }: ReevaluatedBranch): boolean {
  if (!rows || arm === null || conditions.some(({ kind }) => kind === "cut")) return false;
  return returnedArm(outcome) === arm || armWords(conditions.map(toArmDecision)) === arm;
}

const nameValue = ({ text, after }: ChangedValue) =>
  `\`${text}\` as ${JSON.stringify(after.isKnown ? (after.value ?? null) : null)}`;

const notComparable: Known = unknown("it calls other code or does arithmetic, which is not done here");

/** A condition that reads nothing of the judgment keeps its value, provided the record says what it read. */
function asRecorded(condition: Condition): Recomputed {
  if (condition.operands.length === 0) return unknown("what it read was not recorded");
  const value = recordedOf(condition);
  const whole: Recomputed = value === undefined ? unknown("its value was not recorded") : plain(value, false);
  return whole.isKnown ? { ...whole, basis: "recorded" } : whole;
}

const keys = new WeakMap<Condition, string>();

/** Tells conditions of a branch apart; remembered, because every answer asked about walks the same runs. */
function conditionKey(condition: Condition): string {
  let key = keys.get(condition);
  if (key === undefined) {
    key = JSON.stringify([condition.text, condition.kind, condition.at ?? null, condition.scope ?? null]);
    keys.set(condition, key);
  }
  return key;
}

function stepKey({ conditions, arm }: RecordedRun, at: number): string {
  const condition = conditions[at];
  return condition ? conditionKey(condition) : `arm ${JSON.stringify(arm)}`;
}
