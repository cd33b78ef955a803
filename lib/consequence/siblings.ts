import type { BranchFacts } from "../contract/branch";
import { canonicalJson } from "../contract/canonical-json";
import type { Correction } from "./execution-values";
import { type Known, known, unknown } from "./members";
import { returnedArm } from "./outcomes";
import type { Reevaluated, ReevaluatedBranch } from "./reevaluate";
import type { RecordedRun } from "./types";

/** Another branch of the same execution, with other runs of it. */
export type Sibling = { branch: ReevaluatedBranch; others: RecordedRun[] };

type Reevaluate = (
  branch: ReevaluatedBranch,
  correction: Correction,
  others: RecordedRun[],
  siblings: Sibling[],
) => Reevaluated;

type Context = { correction: Correction; siblings: Sibling[]; reevaluate: Reevaluate };

/** Siblings that are looked at; each is asked without those that asked for it. */
const maxSiblings = 20;
const called = /^(?:await\s+)?([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*\(/u;

/**
 * What a branch was given under its own name for it and what another branch had returned: a caller computed the variable
 * by calling that one, once, and handed it on by calling this one. Its value under the correction is what that branch
 * would have returned.
 */
export function givenBySiblings(branch: ReevaluatedBranch, context: Context): Map<string, Known> {
  const given = new Map<string, Known>();
  const siblings = context.siblings.filter((one) => one.branch !== branch).slice(0, maxSiblings);
  for (const [name, fact] of Object.entries(branch.facts ?? {})) {
    const isOwn = fact.judgments?.some(({ spanId }) => spanId === context.correction.spanId);
    if (!isOwn || fact.from !== undefined) continue;
    const source = siblings.length > 0 ? sourceOf({ name, value: fact.value }, branch, siblings) : undefined;
    if (source) given.set(name, returnedBy(source, { ...context, siblings }));
  }
  return given;
}

/** The sibling that returned what a caller has under the same name and handed to this branch. */
function sourceOf(
  { name, value }: { name: string; value: BranchFacts[string]["value"] },
  { name: own }: ReevaluatedBranch,
  siblings: Sibling[],
): Sibling | undefined {
  for (const { branch: caller } of siblings) {
    const facts = caller.facts ?? {};
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    const callee = called.exec(fact?.from ?? "")?.[1];
    const isHandedOn = Object.values(facts).filter(({ from }) => from && isCall(from, own) && isBare(from, name));
    if (!fact || callee === undefined || isHandedOn.length !== 1) continue;
    const [source, ...more] = siblings.filter(({ branch }) => branch.name === callee && branch !== caller);
    const isSame =
      source && canonicalJson([fact.value, value]) === canonicalJson([value, source.branch.outcome ?? null]);
    if (source && isSame && more.length === 0) return source;
  }
  return undefined;
}

const isCall = (text: string, name: string | undefined) => called.exec(text)?.[1] === name;

/** Whether a call hands a variable on as it is, `f(x)` or `f({ x })`. */
const isBare = (text: string, name: string) =>
  text.split(/[(){},]/).some((part, at, parts) => at > 0 && at < parts.length - 1 && part.trim() === name);

function returnedBy({ branch, others }: Sibling, { correction, siblings, reevaluate }: Context): Known {
  const rest = siblings.filter((one) => one.branch !== branch);
  const { reevaluated } = reevaluate(branch, correction, others, rest);
  if (!reevaluated.isKnown)
    return unknown(`it comes from \`${branch.name}\`, and what that would have returned is not known`);
  const isSameWay = reevaluated.conditions.every(({ before, after }) => canonicalJson(before) === canonicalJson(after));
  if (reevaluated.isSameArm && isSameWay) return known(branch.outcome ?? undefined);
  const isName = typeof branch.outcome === "string" && returnedArm(branch.outcome) === branch.arm;
  return isName && reevaluated.arm !== null
    ? known(reevaluated.arm)
    : unknown(`it comes from \`${branch.name}\`, and what that would have returned is not known`);
}
