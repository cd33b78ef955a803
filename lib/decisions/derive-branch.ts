import { branchFacts, branchPath } from "../contract/branch";
import type { Json } from "../contract/json";
import { asText, firstNumber, firstText, parseJsonText } from "../conventions/values";
import type { Span } from "../otlp/types";
import type { DerivedBranch } from "./types";

/** Reads a branch span (design.md §3). Conditions that arrived cut or malformed are left out, never guessed. */
export function deriveBranch(span: Span): DerivedBranch {
  const { attributes, resource } = span;
  const path = branchPath.safeParse(json(attributes["casebook.branch.path"]));
  const facts = branchFacts.safeParse(json(attributes["casebook.branch.facts"]));
  const branch: DerivedBranch = {
    name: firstText(attributes, "casebook.name") ?? span.name,
    file: firstText(attributes, "code.file.path", "code.filepath") ?? null,
    functionName: firstText(attributes, "code.function.name", "code.function") ?? null,
    line: firstNumber(attributes, "code.line.number", "code.lineno") ?? null,
    commit: commitOf(span),
    repository:
      firstText(attributes, "vcs.repository.url.full") ??
      firstText(resource.attributes, "vcs.repository.url.full") ??
      null,
    arm: firstText(attributes, "casebook.branch.arm") ?? null,
    outcome: json(attributes["casebook.branch.outcome"]) ?? null,
    conditions: path.success ? path.data : [],
    facts: facts.success ? facts.data : null,
    judgmentSpanIds: [],
    rows: asText(attributes["casebook.branch.rows"]) ?? null,
    sites: asText(attributes["casebook.sites"]) ?? null,
  };
  return { ...branch, judgmentSpanIds: readJudgmentSpanIds(branch) };
}

/** The commit a span's program was built from. */
export function commitOf({ attributes, resource }: Span): string | null {
  const key = "vcs.ref.head.revision";
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
