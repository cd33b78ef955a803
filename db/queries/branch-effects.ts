import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../database";

type RunKey = { traceId: string; spanId: string };

/** Names of the actions of the workflow executions some branch runs belong to, in the order they ran. */
export async function listActions(db: Db, project: string, runs: RunKey[]): Promise<string[][]> {
  if (runs.length === 0) return [];
  const { steps } = db.tables;
  const rows = await db.orm
    .select({
      traceId: steps.traceId,
      spanId: steps.spanId,
      workflowSpanId: steps.workflowSpanId,
      kind: steps.kind,
      name: steps.name,
    })
    .from(steps)
    .where(
      and(
        eq(steps.project, project),
        inArray(steps.traceId, [...new Set(runs.map((run) => run.traceId))]),
        inArray(steps.kind, ["action", "branch"]),
      ),
    )
    .orderBy(asc(steps.startUs), asc(steps.startNs));
  return runs.map((run) => {
    const trace = rows.filter((row) => row.traceId === run.traceId);
    const execution = trace.find((row) => row.spanId === run.spanId)?.workflowSpanId;
    return trace.filter((row) => row.kind === "action" && row.workflowSpanId === execution).map((row) => row.name);
  });
}

/** The actions that followed wherever others took that way; null where they differ or nobody did. */
export async function commonEffects(db: Db, project: string, runs: RunKey[]): Promise<string[] | null> {
  const [first, ...rest] = await listActions(db, project, runs);
  return first && rest.every((names) => names.join("\n") === first.join("\n")) ? first : null;
}
