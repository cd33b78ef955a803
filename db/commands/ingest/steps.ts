import type { DerivedStep, DerivedTrace } from "../../../lib/decisions/types";
import type { Db } from "../../database";
import type { tables } from "../../sqlite/tables";
import { startAndEndOf } from "./moment";

type StepRow = typeof tables.steps.$inferInsert;
type BranchRow = typeof tables.branches.$inferInsert;
type TraceRow = typeof tables.traces.$inferInsert;

/** Writes a derived trace's own row, its steps and its branches over what was there. */
export async function storeSteps(db: Db, project: string, derived: DerivedTrace): Promise<void> {
  const { traces, steps, branches } = db.tables;
  const traceRow = toTraceRow(project, derived);
  await db.insert(traces, [traceRow], {
    onConflict: { key: ["project", "traceId"], update: except(traceRow, ["project", "traceId"]) },
  });
  const key = ["project", "traceId", "spanId"] as const;
  const stepRows = derived.steps.map((step) => toStepRow(project, derived.traceId, step));
  await db.insert(steps, stepRows, { onConflict: { key: [...key], update: except(stepRows[0], [...key]) } });
  const branchRows = derived.steps.flatMap((step) => toBranchRow(project, derived.traceId, step));
  await db.insert(branches, branchRows, { onConflict: { key: [...key], update: except(branchRows[0], [...key]) } });
}

function toTraceRow(project: string, derived: DerivedTrace): TraceRow {
  return {
    project,
    traceId: derived.traceId,
    workflow: derived.workflow,
    version: derived.version,
    subjectType: derived.subject?.type ?? null,
    subjectId: derived.subject?.id ?? null,
    status: derived.status,
    complete: derived.complete,
    ...startAndEndOf(derived),
    stepCount: derived.steps.length,
    judgmentCount: derived.judgments.length,
  };
}

function toStepRow(project: string, traceId: string, step: DerivedStep): StepRow {
  const { spanId, parentSpanId, workflowSpanId, kind, name, status, workflow, version, subject, effect } = step;
  return {
    project,
    traceId,
    spanId,
    parentSpanId: parentSpanId ?? null,
    workflowSpanId: workflowSpanId ?? null,
    kind,
    name,
    status,
    ...startAndEndOf(step),
    workflow,
    version,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    effect,
    stepSeq: step.seq,
    stepKey: step.key,
    input: step.input,
    output: step.output,
    error: step.error,
    lossy: step.lossy,
    isJudgmentDetail: step.isJudgmentDetail,
  };
}

function toBranchRow(project: string, traceId: string, step: DerivedStep): BranchRow[] {
  if (!step.branch) return [];
  const { spanId, workflow, version } = step;
  return [{ project, traceId, spanId, workflow, version, ...step.branch }];
}

function except<Row extends object>(row: Row | undefined, names: (keyof Row & string)[]): (keyof Row & string)[] {
  return (Object.keys(row ?? {}) as (keyof Row & string)[]).filter((name) => !names.includes(name));
}
