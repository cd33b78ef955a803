import { and, eq } from "drizzle-orm";
import type { DerivedStep, DerivedTrace } from "../../../lib/decisions/types";
import type { Db } from "../../database";
import type { tables } from "../../sqlite/tables";
import { isStored } from "./is-stored";
import { startAndEndOf } from "./moment";

type StepRow = typeof tables.steps.$inferInsert;
type BranchRow = typeof tables.branches.$inferInsert;
type TraceRow = typeof tables.traces.$inferInsert;

/** Writes a derived trace's own row, and those of its steps and branches that are new or changed. */
export async function storeSteps(
  db: Db,
  { project, derived, isNew }: { project: string; derived: DerivedTrace; isNew: boolean },
): Promise<void> {
  const { traces, steps, branches } = db.tables;
  const traceRow = toTraceRow(project, derived);
  await db.insert(traces, [traceRow], {
    onConflict: { key: ["project", "traceId"], update: except(traceRow, ["project", "traceId"]) },
  });
  const key = ["project", "traceId", "spanId"] as const;
  const stored = await loadStored(db, isNew ? undefined : { project, traceId: derived.traceId });
  const stepRows = derived.steps
    .map((step) => toStepRow(project, derived.traceId, step))
    .filter((row) => !isStored(row, stored.steps.get(row.spanId)));
  await db.insert(steps, stepRows, { onConflict: { key: [...key], update: except(stepRows[0], [...key]) } });
  const branchRows = derived.steps
    .flatMap((step) => toBranchRow(project, derived.traceId, step))
    .filter((row) => !isStored(row, stored.branches.get(row.spanId)));
  await db.insert(branches, branchRows, { onConflict: { key: [...key], update: except(branchRows[0], [...key]) } });
}

type StoredSteps = { steps: Map<string, object>; branches: Map<string, object> };

/** The rows a trace has, by span id; none of a trace that is new. */
async function loadStored(db: Db, trace: { project: string; traceId: string } | undefined): Promise<StoredSteps> {
  if (!trace) return { steps: new Map(), branches: new Map() };
  const { steps, branches } = db.tables;
  const stepRows = await db.orm
    .select()
    .from(steps)
    .where(and(eq(steps.project, trace.project), eq(steps.traceId, trace.traceId)));
  const branchRows = await db.orm
    .select()
    .from(branches)
    .where(and(eq(branches.project, trace.project), eq(branches.traceId, trace.traceId)));
  return {
    steps: new Map(stepRows.map((row) => [row.spanId, row])),
    branches: new Map(branchRows.map((row) => [row.spanId, row])),
  };
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
