import type { OutlineStep } from "./outline";

/** What stands in the lanes: an execution's head across both, judgments on the left, what ran on the right. */
export type LaneItem = {
  /** Span id, with `-ordinal` from ordinal 1 on; `execution:` in front for a head. What `?step=` holds. */
  key: string;
  lane: "head" | "left" | "right";
  step: OutlineStep;
  ordinal: number;
};

export type Execution = { key: string; root: OutlineStep; items: LaneItem[]; judgments: number; branches: number };

/**
 * Splits a trace into its workflow executions, each with its items in the order they ran. Plain spans stand in the
 * right lane only where the trace has no branches: those that followed a judgment and were not part of one.
 * @param steps in the order they ran
 */
export function listExecutions(steps: OutlineStep[]): Execution[] {
  const hasBranches = steps.some((step) => step.kind === "branch");
  const around = ancestorsOfJudgments(steps);
  const executions = new Map<number, Execution>();
  for (const step of steps) {
    const root = steps[step.workflow] ?? steps[0] ?? step;
    let execution = executions.get(root.index);
    if (!execution) {
      execution = { key: `execution:${root.spanId}`, root, items: [], judgments: 0, branches: 0 };
      executions.set(root.index, execution);
    }
    execution.judgments += step.judgments;
    if (step.kind === "branch") execution.branches++;
    const followedJudgment = execution.judgments > 0 && !step.isJudgmentDetail && !around.has(step.index);
    execution.items.push(...itemsOf(step, !hasBranches && followedJudgment));
  }
  return [...executions.values()];
}

function itemsOf(step: OutlineStep, showsSpans: boolean): LaneItem[] {
  if (step.judgments > 0) {
    return Array.from({ length: step.judgments }, (_, ordinal) => ({
      key: itemKey(step.spanId, ordinal),
      lane: "left",
      step,
      ordinal,
    }));
  }
  const isShown = { workflow: false, judgment: true, branch: true, action: true, fact: true, span: showsSpans };
  if (!isShown[step.kind]) return [];
  return [{ key: step.spanId, lane: step.kind === "judgment" ? "left" : "right", step, ordinal: 0 }];
}

export const itemKey = (spanId: string, ordinal: number) => (ordinal === 0 ? spanId : `${spanId}-${ordinal}`);

function ancestorsOfJudgments(steps: OutlineStep[]): Set<number> {
  const found = new Set<number>();
  for (const step of steps) {
    if (step.judgments === 0) continue;
    for (let at = step.parent; at >= 0 && !found.has(at); at = steps[at]?.parent ?? -1) found.add(at);
  }
  return found;
}

/** The execution the screen opens at: the one `stepKey` lies in, else the first with a judgment, else the first. */
export function findOpening(executions: Execution[], stepKey: string | undefined): Execution | undefined {
  const spanId = stepKey?.replace(/^execution:/, "").split("-")[0];
  const holding = executions.find(
    ({ root, items }) => root.spanId === spanId || items.some((item) => item.step.spanId === spanId),
  );
  return holding ?? executions.find((execution) => execution.judgments > 0) ?? executions[0];
}
