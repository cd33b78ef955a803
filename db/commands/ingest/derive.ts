import { and, asc, eq } from "drizzle-orm";
import { deriveTrace } from "../../../lib/decisions/derive-trace";
import type { Db } from "../../database";
import type { Command, CommandContext } from "../command";
import { listStoredJudgments, storeJudgments, supersede } from "./judgments";
import { countItems, loadTrace, type TraceContent } from "./load-trace";
import { placeJudgments } from "./points";
import { quarantine } from "./quarantine";
import { storeSteps } from "./steps";

const failureCode = "internal:derive";
const maxRetries = 500;

type Touched = {
  project: string;
  signal: "traces" | "logs";
  /** What this request brought that the database did not hold before, by trace. */
  fresh: Map<string, TraceContent>;
  /** Traces in which a span took the place of another. */
  replacedIn?: string[];
  publicUrl: string;
};

/**
 * Derives every touched trace anew from all its spans and log records. A trace that cannot be derived keeps what it
 * had, is named in the quarantine, and costs no other trace.
 */
export async function deriveTraces(
  db: Db,
  { project, signal, fresh, replacedIn = [], publicUrl }: Touched,
  context: CommandContext,
): Promise<void> {
  const traceIds = [...fresh.keys()].filter((traceId) => traceId !== "");
  if (traceIds.length === 0) return;
  const counts = await countItems(db, project, traceIds);
  for (const traceId of traceIds) {
    const own = fresh.get(traceId) as TraceContent;
    const isWhole = counts.get(traceId) === own.spans.length + own.logs.length && !replacedIn.includes(traceId);
    try {
      await db.transaction(async (savepoint) => {
        const content = isWhole ? own : await loadTrace(savepoint, project, traceId);
        await storeDerived(savepoint, { project, traceId, content, isNew: isWhole, publicUrl }, context);
      });
    } catch (error) {
      console.error(`Trace ${traceId} could not be derived:`, error);
      const message = "The trace is stored but could not be read as decisions. The server's log has the cause.";
      const entry = { traceId, spanId: "", code: failureCode, message, raw: null };
      await quarantine(db, { project, signal, nowUs: context.nowUs }, [entry]);
    }
  }
}

/**
 * Derives again the traces that could not be derived when they came, and takes those that now can be out of the
 * quarantine. For the start of a new version.
 */
export const retryDerivations: Command<{ publicUrl: string }, { derived: number }> = async (
  db,
  { publicUrl },
  context,
) => {
  const { quarantine: table } = db.tables;
  const failures = await db.orm
    .select()
    .from(table)
    .where(eq(table.code, failureCode))
    .orderBy(asc(table.seq))
    .limit(maxRetries);
  let derived = 0;
  for (const { seq, project, traceId } of failures) {
    try {
      await db.transaction(async (savepoint) => {
        const content = await loadTrace(savepoint, project, traceId);
        await storeDerived(savepoint, { project, traceId, content, isNew: false, publicUrl }, context);
      });
      await db.orm.delete(table).where(and(eq(table.project, project), eq(table.seq, seq)));
      derived++;
    } catch (error) {
      console.error(`Trace ${traceId} still cannot be derived:`, error);
    }
  }
  return { derived };
};

type Part = { project: string; traceId: string; content: TraceContent; isNew: boolean; publicUrl: string };

async function storeDerived(
  db: Db,
  { project, traceId, content, isNew, publicUrl }: Part,
  context: CommandContext,
): Promise<void> {
  // Log records may come before any span; there is nothing to show of a trace until one has.
  if (content.spans.length === 0) return;
  const derived = deriveTrace(content);
  const placed = await placeJudgments(db, { project, judgments: derived.judgments }, context);
  const stored = isNew ? [] : await listStoredJudgments(db, project, traceId);
  await storeSteps(db, { project, derived, isNew });
  await storeJudgments(db, { project, placed, stored });
  await supersede(db, { stored, derived, publicUrl }, context);
}
