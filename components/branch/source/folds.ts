import type { SourceRow } from "./source-rows";

/** A stretch of rows that is folded away until it is asked for; `from` and `to` are positions, `to` not included. */
export type Fold = { from: number; to: number; isNotRun: boolean };

const shortest = 26;
const leastNotRun = 4;
const leastPlain = 8;
const leastPlainTight = 4;

/**
 * Finds what a person reading for the decision can do without: stretches that did not run, but for the line an arm
 * begins with, and long ones in which nothing was decided. Short functions stay whole.
 * @param isTight leaves no more of a stretch without a decision than it must, in short functions too
 */
export function findFolds(rows: SourceRow[], { isTight = false } = {}): Fold[] {
  if (rows.length < shortest && !isTight) return [];
  const edge = isTight ? 0 : 2;
  const least = isTight ? leastPlainTight : leastPlain - 2 * edge;
  return stretchesOf(rows).flatMap(({ from, to, isNotRun }): Fold[] => {
    const fold = isNotRun ? { from: from + 1, to, isNotRun } : { from: from + edge, to: to - edge, isNotRun };
    return fold.to - fold.from >= (isNotRun ? leastNotRun - 1 : least) ? [fold] : [];
  });
}

/** Runs of neighbouring rows without events, those that did not run apart from the others. */
function stretchesOf(rows: SourceRow[]): Fold[] {
  const stretches: Fold[] = [];
  rows.forEach((row, index) => {
    if (holdsEvent(row) || index === 0 || index === rows.length - 1) return;
    const isNotRun = row.run === "not-run";
    const last = stretches.at(-1);
    if (last?.to === index && last.isNotRun === isNotRun) last.to = index + 1;
    else stretches.push({ from: index, to: index + 1, isNotRun });
  });
  return stretches;
}

const telling = new Set(["return", "throw", "catch", "case", "yield", "param"]);

/** Whether a row tells of the path: values that were merely set do not keep it open. */
function holdsEvent({ decisions, notes, loops, calls }: SourceRow): boolean {
  return decisions.length > 0 || loops.length > 0 || calls.length > 0 || notes.some(({ kind }) => telling.has(kind));
}
