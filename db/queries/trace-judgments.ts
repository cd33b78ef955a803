import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../database";
import type { Judgment } from "../sqlite/tables";

/** The judgments of a judgment's trace that stand, in the order they began, each with its workflow's span. */
export function listTraceJudgments(db: Db, { project, traceId }: Pick<Judgment, "project" | "traceId">) {
  const { judgments, steps } = db.tables;
  return db.orm
    .select({
      seq: judgments.seq,
      traceId: judgments.traceId,
      spanId: judgments.spanId,
      ordinal: judgments.ordinal,
      point: judgments.point,
      output: judgments.output,
      confidence: judgments.confidence,
      startUs: judgments.startUs,
      workflowSpanId: steps.workflowSpanId,
    })
    .from(judgments)
    .innerJoin(
      steps,
      and(
        eq(steps.project, judgments.project),
        eq(steps.traceId, judgments.traceId),
        eq(steps.spanId, judgments.spanId),
      ),
    )
    .where(and(eq(judgments.project, project), eq(judgments.traceId, traceId), isNull(judgments.supersededBy)))
    .orderBy(asc(judgments.startUs), asc(judgments.seq));
}
