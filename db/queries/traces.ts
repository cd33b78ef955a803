import { and, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { TraceItem } from "../../lib/contract/trace";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";
import type { Trace } from "../sqlite/tables";
import { durationMsOf, toIsoTime } from "../times";

export type TraceFilter = {
  project: string;
  workflow?: string | undefined;
  /** A subject's id, or `type:id`. */
  subject?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 200. */
  limit: number;
};

/** Traces of a project, newest first; keyset-paginated by start and arrival. */
export async function listTraces(
  db: Db,
  { project, workflow, subject, cursor, limit }: TraceFilter,
): Promise<{ items: TraceItem[]; nextCursor: string | null }> {
  const { traces } = db.tables;
  const conditions: (SQL | undefined)[] = [eq(traces.project, project)];
  if (workflow !== undefined) conditions.push(eq(traces.workflow, workflow));
  if (subject !== undefined) conditions.push(inArray(traces.traceId, tracesOfSubject(db, project, subject)));
  if (cursor !== undefined) {
    const [startUs, seq] = decodeCursor(cursor, ["whole", "whole"]);
    conditions.push(sql`(${traces.startUs}, ${traces.seq}) < (${startUs}, ${seq})`);
  }
  const rows = await db.orm
    .select()
    .from(traces)
    .where(and(...conditions))
    .orderBy(desc(traces.startUs), desc(traces.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor([last.startUs, last.seq]) : null;
  return { items: page.map(toTraceItem), nextCursor };
}

/** One trace without its steps, or undefined. */
export async function getTrace(
  db: Db,
  { project, traceId }: { project: string; traceId: string },
): Promise<TraceItem | undefined> {
  const { traces } = db.tables;
  const [row] = await db.orm
    .select()
    .from(traces)
    .where(and(eq(traces.project, project), eq(traces.traceId, traceId)));
  return row && toTraceItem(row);
}

/** One workflow execution about a subject: where the Timeline opens for it. */
export type SubjectExecution = {
  traceId: string;
  spanId: string;
  workflow: string;
  type: string;
  id: string;
  startedAt: string;
};

/**
 * Finds the workflow executions about a subject, newest first.
 * @param subject its id exactly as sent, or `type:id`
 */
export async function findSubject(
  db: Db,
  { project, subject, limit = 20 }: { project: string; subject: string; limit?: number },
): Promise<SubjectExecution[]> {
  const { steps } = db.tables;
  const rows = await db.orm
    .select()
    .from(steps)
    .where(and(eq(steps.project, project), isSubject(db, subject), isWorkflowSpan(db)))
    .orderBy(desc(steps.startUs), desc(steps.spanId))
    .limit(limit);
  return rows.map((row) => ({
    traceId: row.traceId,
    spanId: row.spanId,
    workflow: row.workflow,
    type: row.subjectType ?? "",
    id: row.subjectId ?? "",
    startedAt: toIsoTime(row.startUs, row.startNs),
  }));
}

/** A step that its own `workflowSpanId` names: the span an execution runs under, of kind workflow or a plain root. */
const isWorkflowSpan = (db: Db) => eq(db.tables.steps.spanId, db.tables.steps.workflowSpanId);

function isSubject(db: Db, subject: string): SQL | undefined {
  const { steps } = db.tables;
  const colon = subject.indexOf(":");
  if (colon < 1) return eq(steps.subjectId, subject);
  return or(
    eq(steps.subjectId, subject),
    and(eq(steps.subjectId, subject.slice(colon + 1)), eq(steps.subjectType, subject.slice(0, colon))),
  );
}

function tracesOfSubject(db: Db, project: string, subject: string) {
  const { steps } = db.tables;
  return db.orm
    .select({ traceId: steps.traceId })
    .from(steps)
    .where(and(eq(steps.project, project), isSubject(db, subject)));
}

/** A trace row in the contract's shape. */
function toTraceItem(row: Trace): TraceItem {
  return {
    traceId: row.traceId,
    workflow: row.workflow,
    version: row.version,
    subject: row.subjectId === null ? null : { type: row.subjectType ?? "", id: row.subjectId },
    status: row.status,
    complete: row.complete,
    startedAt: toIsoTime(row.startUs, row.startNs),
    durationMs: durationMsOf(row),
  };
}
