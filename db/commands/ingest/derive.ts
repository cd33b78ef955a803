import { asc, eq } from "drizzle-orm";
import { siteDigests } from "../../../lib/decisions/derive-branch";
import { deriveTrace } from "../../../lib/decisions/derive-trace";
import type { Db } from "../../database";
import { isPassingError } from "../../passing-error";
import { loadSiteTables } from "../../queries/site-tables";
import type { Command, CommandContext } from "../command";
import { markAwaiting } from "../sites";
import { awaitTables } from "./await-tables";
import { listStoredJudgments, storeJudgments, supersede } from "./judgments";
import { countItems, loadTrace, type TraceContent } from "./load-trace";
import { placeJudgments } from "./points";
import { quarantine } from "./quarantine";
import { storeSteps } from "./steps";
import type { TouchedTrace, TouchedTraces } from "./touched";

const failureCode = "internal:derive";

/** A trace that grows beyond this is derived now and then instead of before each commit. */
const maxItemsAtOnce = 2_000;
/** New traces that are derived and stored together. */
const batchSize = 200;
/** How long `deriveStale` goes on to the next trace; other writes wait for it. */
const maxStaleMs = 200;

type Place = Pick<TouchedTrace, "project" | "traceId" | "signal" | "publicUrl">;

/**
 * Derives the traces that a group of writes touched, each once, from all its spans and log records. One that cannot be
 * derived keeps what it had, is named in the quarantine, and costs no other trace. Long traces are marked as stale.
 * @throws what the database may get over, so that the whole group is sent again
 */
export async function deriveTouched(db: Db, touched: TouchedTraces, context: CommandContext): Promise<void> {
  for (const [project, traces] of Map.groupBy(touched.values(), (trace) => trace.project)) {
    const traceIds = traces.map(({ traceId }) => traceId);
    const counts = await countItems(db, project, traceIds);
    const isNew = ({ traceId, fresh, isReplaced }: TouchedTrace) =>
      !isReplaced && counts.get(traceId) === fresh.spans.length + fresh.logs.length;
    const isLong = ({ traceId }: TouchedTrace) => (counts.get(traceId) ?? 0) > maxItemsAtOnce;
    await deriveNew(db, traces.filter(isNew), context);
    const grown = traces.filter((trace) => !isNew(trace));
    for (const trace of grown) if (!isLong(trace)) await deriveStored(db, trace, context);
    const stale = grown.filter(isLong).map(({ traceId }) => ({ project, traceId }));
    await db.insert(db.tables.staleTraces, stale, { onConflict: { key: ["project", "traceId"] } });
  }
}

/** Derives stale traces, longest waiting first, for a short while; those whose site table has come are among them. */
export const deriveStale: Command<{ publicUrl: string }, { derived: number }> = async (db, { publicUrl }, context) => {
  const { staleTraces } = db.tables;
  await markAwaiting(db);
  const started = performance.now();
  let derived = 0;
  while (derived === 0 || performance.now() - started < maxStaleMs) {
    const [stale] = await db.orm.select().from(staleTraces).orderBy(asc(staleTraces.seq)).limit(1);
    if (!stale) break;
    await deriveStored(db, { ...stale, signal: "traces", publicUrl }, context);
    await db.orm.delete(staleTraces).where(eq(staleTraces.seq, stale.seq));
    derived++;
  }
  return { derived };
};

/**
 * Marks the traces that could not be derived when they came as stale and takes them out of the quarantine. For the
 * start of a new version.
 */
export const retryDerivations: Command<Record<string, never>, { marked: number }> = async (db) => {
  const { quarantine: table, staleTraces } = db.tables;
  const isFailure = eq(table.code, failureCode);
  const failures = await db.orm
    .select({ project: table.project, traceId: table.traceId })
    .from(table)
    .where(isFailure)
    .orderBy(asc(table.seq));
  await db.insert(staleTraces, failures, { onConflict: { key: ["project", "traceId"] } });
  await db.orm.delete(table).where(isFailure);
  return { marked: failures.length };
};

/** Derives traces of which all that is stored has just come; where one of a batch fails, each by itself. */
async function deriveNew(db: Db, traces: TouchedTrace[], context: CommandContext): Promise<void> {
  // Log records may come before any span; there is nothing to show of a trace until one has.
  const shown = traces.filter(({ fresh }) => fresh.spans.length > 0);
  for (let from = 0; from < shown.length; from += batchSize) {
    const batch = shown.slice(from, from + batchSize);
    const project = batch[0]?.project ?? "";
    const failure = await attempt(db, async (savepoint) => {
      const digests = siteDigests(batch.flatMap(({ fresh }) => fresh.spans));
      const tables = await loadSiteTables(savepoint, { project, digests });
      const derived = batch.map(({ fresh }) => deriveTrace({ ...fresh, tables }));
      const judgments = derived.flatMap((trace) => trace.judgments);
      const placed = await placeJudgments(savepoint, { project, judgments }, context);
      await storeSteps(savepoint, { project, derived, isNew: true });
      await awaitTables(savepoint, { project, derived, tables });
      await storeJudgments(savepoint, { project, placed, stored: [] });
    });
    if (failure) for (const trace of batch) await deriveStored(db, trace, context);
  }
}

/** Derives one trace from all that is stored of it. */
async function deriveStored(
  db: Db,
  { project, traceId, signal, publicUrl }: Place,
  context: CommandContext,
): Promise<void> {
  const failure = await attempt(db, async (savepoint) => {
    const content = await loadTrace(savepoint, project, traceId);
    if (content.spans.length > 0) await replaceDerived(savepoint, { project, content, publicUrl }, context);
  });
  if (!failure) return;
  console.error(`Trace ${traceId} could not be derived:`, failure.error);
  const message = "The trace is stored but could not be read as decisions. The server's log has the cause.";
  const entry = { traceId, spanId: "", code: failureCode, message, raw: null };
  await quarantine(db, { project, signal, nowUs: context.nowUs }, [entry]);
}

type Replace = { project: string; content: TraceContent; publicUrl: string };

async function replaceDerived(db: Db, { project, content, publicUrl }: Replace, context: CommandContext) {
  const tables = await loadSiteTables(db, { project, digests: siteDigests(content.spans) });
  const derived = deriveTrace({ ...content, tables });
  const placed = await placeJudgments(db, { project, judgments: derived.judgments }, context);
  const stored = await listStoredJudgments(db, project, derived.traceId);
  await storeSteps(db, { project, derived: [derived], isNew: false });
  await awaitTables(db, { project, derived: [derived], tables });
  await storeJudgments(db, { project, placed, stored });
  await supersede(db, { stored, derived, publicUrl }, context);
}

/** @returns what undid the savepoint, if something did @throws what the database may get over */
async function attempt(db: Db, work: (savepoint: Db) => Promise<void>): Promise<{ error: unknown } | undefined> {
  try {
    await db.transaction(work);
    return undefined;
  } catch (error) {
    if (isPassingError(error)) throw error;
    return { error };
  }
}
