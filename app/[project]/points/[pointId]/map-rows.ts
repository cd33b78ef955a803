import type { ArmCount, FunctionMap } from "@/lib/branches/types";
import { type CodeLine, codeKinds } from "@/lib/source/code-line";
import type { Listing } from "@/lib/source/source-view";

/** How often an arm of a decision was taken; `isNever` where recent traffic reached the decision and never took it. */
export type MapArm = { words: string; count: number; share: number; isNever: boolean };

/** One line of a function with what recent traffic did on it. */
export type MapRow = {
  line: number;
  code: CodeLine;
  /** Share of the runs looked at that ran it, 0 to 1; undefined where it holds no code. */
  share: number | undefined;
  runs: number;
  decisions: { text: string; arms: MapArm[] }[];
  /** An arm of the branch that the line names, which decisions can be listed by. */
  armNamed: string | undefined;
};

type Options = { map: FunctionMap; listing: Listing; runs: number; arms: readonly string[] };

/**
 * Lays the counts of recent runs over a function's source.
 * @param options `runs` is how many runs were looked at, `arms` the named arms of the point's branches
 */
export function layoutMap({ map, listing, runs, arms }: Options): MapRow[] {
  const counts = new Map(map.lines.map(({ line, runs: count }) => [line, count]));
  const decisions = Map.groupBy(map.decisions, ({ at }) => at[2]);
  const named = new Set(arms);
  return listing.lines.map((code, index) => {
    const line = listing.from + index;
    const count = counts.get(line);
    return {
      line,
      code,
      runs: count ?? 0,
      share: count === undefined || runs === 0 ? undefined : count / runs,
      decisions: (decisions.get(line) ?? []).map(({ text, arms: taken }) => ({ text, arms: shareArms(taken) })),
      armNamed: stringsIn(code).find((text) => named.has(text)),
    };
  });
}

const armWords = new Map([
  ["then", "true"],
  ["else", "false"],
  ["body", "entered"],
  ["right", "right side"],
  ["left", "left side"],
]);

function shareArms(arms: ArmCount[]): MapArm[] {
  const total = arms.reduce((sum, { count }) => sum + count, 0);
  return arms.map(({ arm, count }) => ({
    words: armWords.get(arm) ?? arm,
    count,
    share: total === 0 ? 0 : count / total,
    isNever: total > 0 && count === 0,
  }));
}

/** The string literals of a line, without their quotes. */
function stringsIn({ tokens }: CodeLine): string[] {
  return tokens.flatMap(([text, kind]) =>
    codeKinds[kind] === "string" ? [...text.matchAll(/["'`]([^"'`]+)["'`]/g)].map(([, inner = ""]) => inner) : [],
  );
}
