import { and, eq } from "drizzle-orm";
import type { DerivedStep, DerivedTrace } from "../../../lib/decisions/types";
import type { Db } from "../../database";
import type { tables } from "../../sqlite/tables";
import { isStored } from "./is-stored";
import { startAndEndOf } from "./moment";

type StepRow = typeof tables.steps.$inferInsert;
type BranchRow = typeof tables.branches.$inferInsert;
type TraceRow = typeof tables.traces.$inferInsert;

/** Writes derived traces' own rows, and those of their steps and branches that are new or changed. */
export async function storeSteps(
  db: Db,
  { project, derived, isNew }: { project: string; derived: DerivedTrace[]; isNew: boolean },
): Promise<void> {
  const { traces, steps, branches } = db.tables;
  const traceRows = derived.map((trace) => toTraceRow(project, trace));
  await db.insert(traces, traceRows, {
    onConflict: { key: ["project", "traceId"], update: except(traceRows[0], ["project", "traceId"]) },
  });
  const key = ["project", "traceId", "spanId"] as const;
  const stored = await loadStored(db, project, isNew ? [] : derived);
  const allSteps = derived.flatMap(({ traceId, steps }) => steps.map((step) => ({ traceId, step })));
  const stepRows = allSteps
    .map(({ traceId, step }) => toStepRow(project, traceId, step))
    .filter((row) => !isStored(row, stored.steps.get(keyOf(row))));
  await db.insert(steps, stepRows, { onConflict: { key: [...key], update: except(stepRows[0], [...key]) } });
  const branchRows = allSteps
    .flatMap(({ traceId, step }) => toBranchRow(project, traceId, step))
    .filter((row) => !isStored(row, stored.branches.get(keyOf(row))));
  await db.insert(branches, branchRows, { onConflict: { key: [...key], update: except(branchRows[0], [...key]) } });
}

type StoredSteps = { steps: Map<string, object>; branches: Map<string, object> };

/** The rows that traces have. */
async function loadStored(db: Db, project: string, traces: DerivedTrace[]): Promise<StoredSteps> {
  const { steps, branches } = db.tables;
  const stored: StoredSteps = { steps: new Map(), branches: new Map() };
  for (const { traceId } of traces) {
    const stepsOfTrace = and(eq(steps.project, project), eq(steps.traceId, traceId));
    for (const row of await db.orm.select().from(steps).where(stepsOfTrace)) stored.steps.set(keyOf(row), row);
    const branchesOfTrace = and(eq(branches.project, project), eq(branches.traceId, traceId));
    for (const row of await db.orm.select().from(branches).where(branchesOfTrace)) stored.branches.set(keyOf(row), row);
  }
  return stored;
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
    replayForm: step.replayForm,
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

const keyOf = ({ traceId, spanId }: { traceId: string; spanId: string }) => `${traceId}-${spanId}`;
