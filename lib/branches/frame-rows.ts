import type { Json } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import type { Site, SiteKind, SiteTable } from "../contract/sites";
import { decisionKinds } from "../contract/vocabulary";
import { readLines, type SourceLines, textAt } from "./source-text";
import type { SourceRange } from "./types";
import { isNullish, isTruthy } from "./values";

/** The rows of one call of an audited function, ready to be compared. */
export type FrameRows = {
  functionName: string;
  file: string | undefined;
  rows: {
    /** Its position among all rows of the branch. */
    row: number;
    /** Equal for rows of the same place. */
    place: string;
    /** What a decision's value meant for the path; undefined for what decides nothing. */
    outcome: boolean | undefined;
    value: Json | undefined;
    kind: SiteKind | undefined;
    text: string;
    at: SourceRange | undefined;
  }[];
};

type Run = { rows: BranchRows; sites: string[]; tables: (SiteTable | undefined)[] };

const decisions: ReadonlySet<string> = new Set(decisionKinds);
/** What is compared where the code has changed: what decided the path, and how calls were left. */
const lasting: ReadonlySet<string> = new Set([...decisionKinds, "case", "catch", "return", "throw", "end"]);

/**
 * The calls of a branch by the path of calls that led to them: `decide#0/isRecent#1` is the second time that the first
 * `decide` called `isRecent`.
 * @param isSameCode tells places by their number; else by kind and text, and only what decides or leaves counts
 */
export function framesByPath({ rows, sites, tables }: Run, isSameCode: boolean): Map<string, FrameRows> {
  const counts = new Map<string, number>();
  const paths: string[] = [];
  const byPath = new Map<string, FrameRows>();
  const frames = rows.frames.map(([table, fn, parent, callSite]) => {
    const functionName = tables[table]?.functions[fn]?.name ?? "";
    const own = isSameCode ? `${sites[table]}:${fn}@${callSite}` : functionName;
    const path = `${paths[parent] ?? ""}/${own}`;
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    paths.push(`${path}#${count}`);
    const frame: FrameRows = { functionName, file: tables[table]?.file, rows: [] };
    byPath.set(`${path}#${count}`, frame);
    return { frame, table: tables[table] };
  });
  for (const [row, [index, siteIndex, value]] of rows.rows.entries()) {
    const owner = frames[index];
    if (!owner) continue;
    const site = owner.table?.sites[siteIndex];
    if (!isSameCode && (!site || !lasting.has(site.kind))) continue;
    const text = textOf(owner.table, site);
    owner.frame.rows.push({
      row,
      place: isSameCode ? String(siteIndex) : `${site?.kind} ${text}`,
      outcome: outcomeOf(site, value),
      value: isSameCode || (site && isExit(site.kind)) ? value : undefined,
      kind: site?.kind,
      text,
      at: site?.at,
    });
  }
  return byPath;
}

const isExit = (kind: SiteKind) => kind === "return" || kind === "throw";

/** Which way a decision went; a `switch` is told by the cases that follow it, a loop over values by its turns. */
function outcomeOf(site: Site | undefined, value: Json): boolean | undefined {
  if (!site || !decisions.has(site.kind) || site.kind === "switch" || site.kind.startsWith("for-")) return undefined;
  const isByNull = site.kind.startsWith("nullish") || site.kind === "optional" || site.kind === "default";
  return isByNull ? isNullish(value) : isTruthy(value);
}

const texts = new WeakMap<SiteTable, SourceLines>();

function textOf(table: SiteTable | undefined, site: Site | undefined): string {
  if (!table || !site) return "";
  if (site.name !== undefined && (site.kind === "let" || site.kind === "param")) return site.name;
  if (site.text !== undefined) return site.text;
  const lines = texts.get(table) ?? readLines(table.source);
  texts.set(table, lines);
  return textAt(lines, site.at);
}
