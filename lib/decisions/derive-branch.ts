import { branchFacts, branchPath, type Condition } from "../contract/branch";
import type { Json } from "../contract/json";
import { wire, wireReused } from "../contract/wire";
import { asList, asText, firstNumber, firstText, parseJsonText, whole } from "../conventions/values";
import type { Span } from "../otlp/types";
import { boundText, longestLabel, longestName } from "./bound-text";
import type { DerivedBranch } from "./types";

/** Reads a branch span (design.md §3). Conditions that arrived cut or malformed are left out, never guessed. */
export function deriveBranch(span: Span): DerivedBranch {
  const { attributes, resource } = span;
  const path = branchPath.safeParse(json(attributes[wire.branchPath]));
  const facts = branchFacts.safeParse(json(attributes[wire.branchFacts]));
  const branch: DerivedBranch = {
    name: boundText(firstText(attributes, wire.name) ?? span.name, longestName),
    file: firstText(attributes, wireReused.filePath, "code.filepath") ?? null,
    functionName: firstText(attributes, wireReused.functionName, "code.function") ?? null,
    line: whole(firstNumber(attributes, wireReused.lineNumber, "code.lineno")) ?? null,
    commit: commitOf(span),
    repository:
      firstText(attributes, wireReused.repository) ?? firstText(resource.attributes, wireReused.repository) ?? null,
    arm: boundText(firstText(attributes, wire.branchArm), longestLabel) ?? null,
    outcome: json(attributes[wire.branchOutcome]) ?? null,
    conditions: readConditions(path.success ? path.data : [], attributes[wire.lossy]),
    facts: facts.success ? facts.data : null,
    judgmentSpanIds: [],
    rows: asText(attributes[wire.branchRows]) ?? null,
    sites: asText(attributes[wire.sites]) ?? null,
  };
  return { ...branch, judgmentSpanIds: readJudgmentSpanIds(branch) };
}

/**
 * The path, and where the sender left conditions out for their size a last one that says so: nothing can be computed
 * past it, in this run or in another that is read beside it.
 */
function readConditions(conditions: Condition[], lossy: Json | undefined): Condition[] {
  if (!asList(json(lossy))?.includes("path")) return conditions;
  return [...conditions, { text: "the record of this branch was cut", kind: "cut", operands: [] }];
}

/** The commit a span's program was built from. */
export function commitOf({ attributes, resource }: Span): string | null {
  const key = wireReused.commit;
  return firstText(attributes, key) ?? firstText(resource.attributes, key) ?? null;
}

function readJudgmentSpanIds({ conditions, facts }: DerivedBranch): string[] {
  const operands = conditions.flatMap((condition) => condition.operands);
  const links = [...operands, ...Object.values(facts ?? {})].flatMap(({ judgments }) => judgments ?? []);
  return [...new Set(links.map(({ spanId }) => spanId.toLowerCase()))];
}

function json(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? parseJsonText(value) : value;
}
