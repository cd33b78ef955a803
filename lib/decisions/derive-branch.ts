import { armWords } from "../branches/arm-words";
import { toArmDecision } from "../branches/conditions";
import { expandConditions } from "../branches/expand";
import { readBranchRows, readDigests } from "../branches/read-rows";
import { branchFacts, branchPath, type Condition } from "../contract/branch";
import type { Json } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import type { SiteTable } from "../contract/sites";
import { wire, wireReused } from "../contract/wire";
import { asList, asText, firstNumber, firstText, parseJsonText, whole } from "../conventions/values";
import { sanitizeText } from "../otlp/sanitize";
import type { Span } from "../otlp/types";
import { boundText, longestLabel, longestName } from "./bound-text";
import type { DerivedBranch } from "./types";

/** Site tables that have arrived, by digest. */
export type SiteTables = ReadonlyMap<string, SiteTable>;

/**
 * Reads a branch span (design.md §3). Conditions that arrived cut or malformed are left out, never guessed. Compact rows
 * are spelled out where every table they refer to is here.
 */
export function deriveBranch(span: Span, tables: SiteTables): DerivedBranch {
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
  const rows = readBranchRows(branch.rows);
  const expanded = rows
    ? { ...branch, ...expandRows(branch, rows, { tables, isCut: isCut(attributes[wire.lossy]) }) }
    : branch;
  const links = rows && expanded.conditions.length === 0 ? rows.pv.flat() : [];
  return { ...expanded, judgmentSpanIds: readJudgmentSpanIds(expanded, links) };
}

type Expanded = Pick<DerivedBranch, "arm" | "conditions" | "facts">;

/** What compact rows say in the form of hand-made branches; nothing while a table is missing. */
function expandRows(
  branch: DerivedBranch,
  rows: BranchRows,
  { tables, isCut }: { tables: SiteTables; isCut: boolean },
): Expanded | undefined {
  const own = readDigests(branch.sites).map((digest) => tables.get(digest));
  const isMissing = own.length === 0 || own.includes(undefined);
  // A branch that spells out its path by itself is taken at its word.
  if (isMissing || branch.conditions.some(({ kind }) => kind !== "cut")) return undefined;
  const { conditions, facts } = expandConditions({ rows, tables: own, isCut });
  // A source may hold what no database stores as text.
  const arm = branch.arm ?? sanitizeText(armWords(conditions.map(toArmDecision)));
  return { arm, conditions, facts: branch.facts ?? facts };
}

/** Digests of tables that a branch needs and that are not here. */
export function missingTables({ rows, sites }: DerivedBranch, tables: SiteTables): string[] {
  return rows === null ? [] : readDigests(sites).filter((digest) => !tables.has(digest));
}

/** Digests of the tables that spans refer to. */
export function siteDigests(spans: Span[]): Set<string> {
  return new Set(spans.flatMap(({ attributes }) => readDigests(asText(attributes[wire.sites]) ?? null)));
}

/**
 * The path, and where the sender left conditions out for their size a last one that says so: nothing can be computed
 * past it, in this run or in another that is read beside it.
 */
function readConditions(conditions: Condition[], lossy: Json | undefined): Condition[] {
  if (!isCut(lossy)) return conditions;
  return [...conditions, { text: "the record of this branch was cut", kind: "cut", operands: [] }];
}

const isCut = (lossy: Json | undefined) => asList(json(lossy))?.includes("path") === true;

/** The commit a span's program was built from. */
export function commitOf({ attributes, resource }: Span): string | null {
  const key = wireReused.commit;
  return firstText(attributes, key) ?? firstText(resource.attributes, key) ?? null;
}

function readJudgmentSpanIds({ conditions, facts }: DerivedBranch, unexpanded: BranchRows["pv"][number]): string[] {
  const read = conditions.flatMap((condition) => [...condition.operands, condition]);
  const links = [...read, ...Object.values(facts ?? {})].flatMap(({ judgments }) => judgments ?? []);
  const spanIds = [...links.map(({ spanId }) => spanId), ...unexpanded.map(([spanId]) => spanId)];
  return [...new Set(spanIds.map((spanId) => spanId.toLowerCase()))];
}

function json(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? parseJsonText(value) : value;
}
