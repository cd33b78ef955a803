import type { CodeToken } from "@/lib/source/code-line";
import type { Mark, SourceRow } from "./source-rows";

/** A stretch of code in one colour: inside a tested part, in an arm that did not run, or neither. */
export type Stretch = { text: string; kind: number; mark: Mark | undefined; isDim: boolean };

/** Cuts a line's tokens where marks and dims begin and end. Where marks overlap, the narrowest wins. */
export function markTokens(tokens: CodeToken[], { marks, dims }: Pick<SourceRow, "marks" | "dims">): Stretch[] {
  const narrowestFirst = [...marks].sort((a, b) => a.to - a.from - (b.to - b.from));
  const edges = [...marks, ...dims].flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  let column = 0;
  for (const [text, kind] of tokens) {
    const end = column + text.length;
    const cuts = [...new Set([column, ...edges.filter((edge) => edge > column && edge < end), end])];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[index + 1] ?? end;
      const covers = (one: { from: number; to: number }) => one.from <= from && one.to >= to;
      stretches.push({
        text: text.slice(from - column, to - column),
        kind,
        mark: narrowestFirst.find(covers),
        isDim: dims.some(covers),
      });
    }
    column = end;
  }
  return stretches;
}
