import type { FunctionMap } from "@/lib/branches/types";
import { type CodeLine, codeKinds } from "@/lib/source/code-line";
import type { Listing } from "@/lib/source/source-view";

/** How often an arm of a decision was taken; `isNever` where recent traffic reached the decision and never took it. */
export type MapArm = { words: string; count: number; share: number | undefined; isNever: boolean };

/** One line of a function with what recent traffic did on it. */
export type MapRow = {
  line: number;
  code: CodeLine;
  /** Share of the runs that entered the function which ran it, 0 to 1; undefined where it holds no code. */
  share: number | undefined;
  runs: number;
  decisions: { text: string; arms: MapArm[] }[];
  /** An arm of the branch that the line names, which decisions can be listed by. */
  armNamed: string | undefined;
};

type Options = { map: FunctionMap; listing: Listing; arms: readonly string[] };

/**
 * Lays the counts of recent runs over a function's source.
 * @param arms the named arms of the branch that the function is
 */
export function layoutMap({ map, listing, arms }: Options): MapRow[] {
  const counts = new Map(map.lines.map(({ line, runs: count }) => [line, count]));
  const decisions = Map.groupBy(map.decisions.filter(isTelling), ({ at }) => at[2]);
  const named = new Set(arms);
  return listing.lines.map((code, index) => {
    const line = listing.from + index;
    const count = counts.get(line);
    return {
      line,
      code,
      runs: count ?? 0,
      share: count === undefined || map.runs === 0 ? undefined : count / map.runs,
      decisions: (decisions.get(line) ?? []).map((decision) => ({ text: decision.text, arms: shareArms(decision) })),
      armNamed: stringsIn(code).find((text) => named.has(text)),
    };
  });
}

type Decision = FunctionMap["decisions"][number];

/** A `?.` that always went on says nothing. */
const isTelling = ({ kind, arms }: Decision) =>
  kind !== "optional" || arms.some(({ arm, count }) => arm === "left" && count > 0);

const armWords = new Map([
  ["then", "true"],
  ["else", "false"],
  ["body", "entered"],
  ["right", "right side"],
  ["left", "left side"],
]);
const optionalWords = new Map([
  ["right", "went on"],
  ["left", "stopped"],
]);

function shareArms({ kind, arms }: Decision): MapArm[] {
  const total = arms.reduce((sum, { count }) => sum + count, 0);
  const words = kind === "optional" ? optionalWords : armWords;
  return arms.map(({ arm, count }) => ({
    words: words.get(arm) ?? arm,
    count,
    share: arms.length < 2 || total === 0 ? undefined : count / total,
    isNever: total > 0 && count === 0,
  }));
}

/** The string literals of a line, without their quotes. */
function stringsIn({ tokens }: CodeLine): string[] {
  return tokens.flatMap(([text, kind]) =>
    codeKinds[kind] === "string" ? [...text.matchAll(/["'`]([^"'`]+)["'`]/g)].map(([, inner = ""]) => inner) : [],
  );
}
