import { compareTimes } from "./trace-tree";
import type { DerivedStep } from "./types";

type PlacedStep = Pick<
  DerivedStep,
  "spanId" | "parentSpanId" | "kind" | "startTimeUnixNano" | "endTimeUnixNano" | "isJudgmentDetail"
>;

/**
 * What a workflow without branches did after each judgment: the deterministic steps that began after it ended and
 * before the next judgment began, in order. Steps that hold others of the list, and a judgment's own parts, are left
 * out: what remains are tool runs, database and HTTP calls and the like.
 * @param steps all steps of a trace
 * @returns span ids by the judgment's span id
 */
export function followedBy(steps: PlacedStep[]): Map<string, string[]> {
  const parents = new Set(
    steps.filter(({ isJudgmentDetail }) => !isJudgmentDetail).map(({ parentSpanId }) => parentSpanId),
  );
  const inOrder = [...steps].sort((a, b) => compareTimes(a.startTimeUnixNano, b.startTimeUnixNano));
  const judgments = inOrder.filter(({ kind }) => kind === "judgment");
  const result = new Map<string, string[]>(judgments.map(({ spanId }) => [spanId, []]));
  let next = 0;
  for (const step of inOrder) {
    while (next < judgments.length && !isBefore(step, judgments[next])) next += 1;
    const judgment = judgments[next - 1];
    const isDeterministic = step.kind !== "judgment" && step.kind !== "workflow" && !step.isJudgmentDetail;
    const isContainer = step.kind === "span" && parents.has(step.spanId);
    const isAfter = judgment && compareTimes(step.startTimeUnixNano, judgment.endTimeUnixNano) >= 0;
    if (judgment && isDeterministic && !isContainer && isAfter) result.get(judgment.spanId)?.push(step.spanId);
  }
  return result;
}

function isBefore(step: PlacedStep, judgment: PlacedStep | undefined): boolean {
  return judgment !== undefined && compareTimes(step.startTimeUnixNano, judgment.startTimeUnixNano) < 0;
}
