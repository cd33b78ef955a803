import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { readDigests } from "../../lib/branches/read-rows";
import type { Subject } from "../../lib/contract/judgment";
import type { BranchView, StepView, TraceDetail } from "../../lib/contract/trace";
import type { StepKind } from "../../lib/contract/vocabulary";
import type { Db } from "../database";
import type { Branch, Judgment, Step } from "../sqlite/tables";
import { durationMsOf, toIsoTime } from "../times";
import { toJudgmentItem } from "./judgments";
import { listRecords, withRecord } from "./step-records";
import { getTrace } from "./traces";

/** What every list of a trace's steps needs, and nothing that grows with the payloads: ten thousand fit in a page. */
export type StepOutline = {
  spanId: string;
  parentSpanId: string | null;
  workflowSpanId: string | null;
  kind: StepKind;
  name: string;
  isError: boolean;
  startUs: number;
  /** Microseconds, 0 or more. */
  durationUs: number;
  /** How many judgments stand on this step: 0, usually 1, several for a typed decision. */
  judgments: number;
  /** True for a span recognition merged into a judgment as its detail or wrapper. */
  isJudgmentDetail: boolean;
};

type Key = { project: string; traceId: string };

/** The steps of a trace in the order they ran, light columns only. */
export async function listStepOutlines(db: Db, { project, traceId }: Key): Promise<StepOutline[]> {
  const { steps, judgments } = db.tables;
  const [rows, standing] = await Promise.all([
    db.orm
      .select({
        spanId: steps.spanId,
        parentSpanId: steps.parentSpanId,
        workflowSpanId: steps.workflowSpanId,
        kind: steps.kind,
        name: steps.name,
        status: steps.status,
        startUs: steps.startUs,
        startNs: steps.startNs,
        endUs: steps.endUs,
        endNs: steps.endNs,
        stepSeq: steps.stepSeq,
        isJudgmentDetail: steps.isJudgmentDetail,
      })
      .from(steps)
      .where(and(eq(steps.project, project), eq(steps.traceId, traceId))),
    db.orm
      .select({ spanId: judgments.spanId })
      .from(judgments)
      .where(and(eq(judgments.project, project), eq(judgments.traceId, traceId), isNull(judgments.supersededBy))),
  ]);
  const counts = new Map<string, number>();
  for (const { spanId } of standing) counts.set(spanId, (counts.get(spanId) ?? 0) + 1);
  return inOrder(rows).map((row) => ({
    spanId: row.spanId,
    parentSpanId: row.parentSpanId,
    workflowSpanId: row.workflowSpanId,
    kind: row.kind,
    name: row.name,
    isError: row.status === "error",
    startUs: row.startUs,
    durationUs: Math.round(durationMsOf(row) * 1000),
    judgments: counts.get(row.spanId) ?? 0,
    isJudgmentDetail: row.isJudgmentDetail,
  }));
}

/** One workflow execution of a trace: its workflow span's own column values. */
export type ExecutionHead = {
  spanId: string;
  workflow: string;
  version: string | null;
  subject: Subject | null;
  isError: boolean;
  startedAt: string;
  durationMs: number;
};

/** The workflow executions of a trace in the order they began. */
export async function listExecutionHeads(db: Db, { project, traceId }: Key): Promise<ExecutionHead[]> {
  const { steps } = db.tables;
  const rows = await db.orm
    .select()
    .from(steps)
    .where(and(eq(steps.project, project), eq(steps.traceId, traceId), eq(steps.spanId, steps.workflowSpanId)));
  return inOrder(rows).map((row) => ({
    spanId: row.spanId,
    workflow: row.workflow,
    version: row.version,
    subject: row.subjectId === null ? null : { type: row.subjectType ?? "", id: row.subjectId },
    isError: row.status === "error",
    startedAt: toIsoTime(row.startUs, row.startNs),
    durationMs: durationMsOf(row),
  }));
}

/** Where the code of a trace lies: the commit and repository its branches state, null where none does. */
export async function getTraceSource(
  db: Db,
  { project, traceId }: Key,
): Promise<{ commit: string | null; repository: string | null; file: string | null; line: number | null }> {
  const { branches } = db.tables;
  const { commit, repository, file, line } = branches;
  const [row] = await db.orm
    .select({ commit, repository, file, line })
    .from(branches)
    .where(and(eq(branches.project, project), eq(branches.traceId, traceId), isNotNull(branches.commit)))
    .orderBy(asc(branches.seq))
    .limit(1);
  return row ?? { commit: null, repository: null, file: null, line: null };
}

/**
 * Steps of a trace with their judgments, branches and payloads, in the order they ran; superseded judgments are
 * left out.
 * @param spanIds only these steps, at most a few hundred; without it, all
 */
export async function listSteps(
  db: Db,
  { project, traceId, spanIds }: Key & { spanIds?: string[] },
): Promise<StepView[]> {
  if (spanIds?.length === 0) return [];
  const { steps, judgments, branches } = db.tables;
  const of = (table: typeof steps | typeof judgments | typeof branches) =>
    and(
      eq(table.project, project),
      eq(table.traceId, traceId),
      spanIds === undefined ? undefined : inArray(table.spanId, spanIds),
    );
  const [stepRows, judgmentRows, branchRows] = await Promise.all([
    db.orm.select().from(steps).where(of(steps)),
    db.orm
      .select()
      .from(judgments)
      .where(and(of(judgments), isNull(judgments.supersededBy)))
      .orderBy(judgments.spanId, judgments.ordinal),
    db.orm.select().from(branches).where(of(branches)),
  ]);
  const judgmentsBySpan = Map.groupBy(judgmentRows, (row) => row.spanId);
  const branchBySpan = new Map(branchRows.map((row) => [row.spanId, row]));
  return inOrder(stepRows).map((row) =>
    toStepView(row, judgmentsBySpan.get(row.spanId) ?? [], branchBySpan.get(row.spanId)),
  );
}

/**
 * A trace with all its steps as `GET /api/v1/traces/{traceId}` answers it, or undefined: with all that a replay of it
 * needs, which screens do without.
 */
export async function assembleTrace(db: Db, key: Key): Promise<TraceDetail | undefined> {
  const [trace, steps, records] = await Promise.all([getTrace(db, key), listSteps(db, key), listRecords(db, key)]);
  return trace && { ...trace, steps: steps.map((step) => withRecord(step, records)) };
}

function toStepView(row: Step, judgments: Judgment[], branch: Branch | undefined): StepView {
  return {
    spanId: row.spanId,
    parentSpanId: row.parentSpanId,
    workflowSpanId: row.workflowSpanId,
    kind: row.kind,
    name: row.name,
    status: row.status,
    startedAt: toIsoTime(row.startUs, row.startNs),
    durationMs: durationMsOf(row),
    ...(row.effect && { effect: true }),
    ...(judgments.length > 0 && { judgments: judgments.map(toJudgmentItem) }),
    ...(branch && { branch: toBranchView(branch) }),
    ...(row.input !== null && { input: row.input }),
    ...(row.output !== null && { output: row.output }),
    ...(row.error !== null && { error: row.error }),
  };
}

function toBranchView(row: Branch): BranchView {
  const { name, file, functionName, line, commit, repository, arm, outcome, facts, conditions } = row;
  return {
    ...{ name, file, functionName, line, commit, repository, arm, outcome, facts, conditions },
    ...(row.rows !== null && { sites: readDigests(row.sites) }),
  };
}

type Run = Pick<
  Step,
  "startUs" | "startNs" | "endUs" | "endNs" | "stepSeq" | "spanId" | "parentSpanId" | "workflowSpanId"
>;

/**
 * Sorts steps as they ran: by start; at the same moment a parent before its child, what ended first before what
 * went on (a branch before the action it led to), but calls of one execution in the order they were made: many a
 * sender's clock has whole milliseconds only.
 */
function inOrder<Row extends Run>(rows: Row[]): Row[] {
  const depths = depthsOf(rows);
  const ends = endsInCallOrder(rows);
  return rows.sort(
    (a, b) =>
      a.startUs - b.startUs ||
      a.startNs - b.startNs ||
      (depths.get(a.spanId) ?? 0) - (depths.get(b.spanId) ?? 0) ||
      (ends.get(a.spanId) ?? a.endUs) - (ends.get(b.spanId) ?? b.endUs) ||
      (a.stepSeq ?? -1) - (b.stepSeq ?? -1) ||
      a.endNs - b.endNs ||
      (a.spanId < b.spanId ? -1 : 1),
  );
}

/** When each numbered call of an execution ended, or an earlier one that began at the same moment if that was later. */
function endsInCallOrder(rows: Run[]): Map<string, number> {
  const ends = new Map<string, number>();
  const latest = new Map<string, number>();
  const numbered = rows.filter((row) => row.stepSeq !== null).sort((a, b) => (a.stepSeq ?? 0) - (b.stepSeq ?? 0));
  for (const { spanId, workflowSpanId, startUs, startNs, endUs } of numbered) {
    const moment = `${workflowSpanId} ${startUs} ${startNs}`;
    const end = Math.max(endUs, latest.get(moment) ?? 0);
    latest.set(moment, end);
    ends.set(spanId, end);
  }
  return ends;
}

/** How many of a step's ancestors are among `rows`; parents that form a circle count as none. */
function depthsOf(rows: Run[]): Map<string, number> {
  const parents = new Map(rows.map((row) => [row.spanId, row.parentSpanId]));
  const depths = new Map<string, number>();
  for (const { spanId } of rows) {
    const path: string[] = [];
    let at: string | null | undefined = spanId;
    while (at && parents.has(at) && !depths.has(at) && path.length <= rows.length) {
      path.push(at);
      at = parents.get(at);
    }
    let depth = at ? (depths.get(at) ?? -1) : -1;
    for (const step of path.reverse()) depths.set(step, ++depth);
  }
  return depths;
}
