import type { DerivedJudgment, DerivedTrace } from "../../../lib/decisions/types";

type Key = { spanId: string; ordinal: number };

/**
 * The judgment that took the place of one the trace no longer yields: of the same span, else the first below its
 * span (a wrapper whose call arrived late), else the nearest above (a call whose wrapper tells more), else the first
 * of the trace.
 */
export function findSuccessor(derived: DerivedTrace, lost: Key): DerivedJudgment | undefined {
  const parentOf = new Map(derived.steps.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
  const inOrder = [...derived.judgments].sort(byStart);
  return (
    inOrder.find(({ spanId, ordinal }) => spanId === lost.spanId && ordinal === lost.ordinal) ??
    inOrder.find(({ spanId }) => spanId === lost.spanId) ??
    inOrder.find(({ spanId }) => ancestors(parentOf, spanId).includes(lost.spanId)) ??
    nearestAbove(inOrder, ancestors(parentOf, lost.spanId)) ??
    inOrder[0]
  );
}

function nearestAbove(judgments: DerivedJudgment[], path: string[]): DerivedJudgment | undefined {
  for (const spanId of path) {
    const found = judgments.find((judgment) => judgment.spanId === spanId);
    if (found) return found;
  }
  return undefined;
}

/** Span ids above a span, nearest first; ends where a hostile trace loops. */
function ancestors(parentOf: Map<string, string | undefined>, spanId: string): string[] {
  const path: string[] = [];
  for (let above = parentOf.get(spanId); above !== undefined && !path.includes(above); above = parentOf.get(above)) {
    path.push(above);
  }
  return path;
}

function byStart(a: DerivedJudgment, b: DerivedJudgment): number {
  const [left, right] = [BigInt(a.startTimeUnixNano), BigInt(b.startTimeUnixNano)];
  if (left !== right) return left < right ? -1 : 1;
  return a.spanId === b.spanId ? a.ordinal - b.ordinal : a.spanId < b.spanId ? -1 : 1;
}
