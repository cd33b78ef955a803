import type { Decoded, LogRecord, Span } from "../../lib/otlp/types";
import type { Db } from "../database";
import type { Command } from "./command";
import { deriveTraces } from "./ingest/derive";
import type { TraceContent } from "./ingest/load-trace";
import { storeLogRecords } from "./ingest/log-records";
import { quarantine } from "./ingest/quarantine";
import { describeOutcome, type IngestResult } from "./ingest/result";
import { storeSpans } from "./ingest/spans";

export type { IngestResult };

type Ingest<Item> = {
  project: string;
  decoded: Decoded<Item>;
  /** Where people reach Casebook: a label that follows a superseded judgment writes links into its case. */
  publicUrl: string;
};

/** Stores the spans of one request, each once, and derives the traces they belong to. */
export const ingestSpans: Command<Ingest<Span>, IngestResult> = async (
  db,
  { project, decoded, publicUrl },
  context,
) => {
  const place = { project, nowUs: context.nowUs };
  const stored = await storeSpans(db, place, decoded.items);
  const refused = await quarantine(db, { ...place, signal: "traces" }, decoded.refusals);
  const fresh = new Map<string, TraceContent>();
  for (const traceId of stored.replacedIn) contentOf(fresh, traceId);
  for (const span of stored.fresh) contentOf(fresh, span.traceId).spans.push(span);
  await deriveTraces(db, { project, signal: "traces", fresh, replacedIn: stored.replacedIn, publicUrl }, context);
  const refusals = [...decoded.refusals, ...stored.refusals];
  const rejected = decoded.refusedCount + stored.refusals.length;
  return {
    accepted: stored.fresh.length + stored.replacedIn.length,
    duplicates: stored.duplicates,
    rejected,
    quarantined: refused + stored.quarantined,
    message: describeOutcome({ refusals, rejected, warnings: decoded.warnings }),
  };
};

/** Stores the log records of one request, each once, and derives anew the traces they tell about. */
export const ingestLogs: Command<Ingest<LogRecord>, IngestResult> = async (
  db: Db,
  { project, decoded, publicUrl },
  context,
) => {
  const { refusals, refusedCount: rejected, warnings } = decoded;
  const stored = await storeLogRecords(db, project, decoded.items);
  const place = { project, signal: "logs" as const, nowUs: context.nowUs };
  const quarantined = await quarantine(db, place, refusals);
  const fresh = new Map<string, TraceContent>();
  for (const record of stored) contentOf(fresh, record.traceId).logs.push(record);
  await deriveTraces(db, { project, signal: "logs", fresh, publicUrl }, context);
  return {
    accepted: stored.length,
    duplicates: decoded.items.length - stored.length,
    rejected,
    quarantined,
    message: describeOutcome({ refusals, rejected, warnings }),
  };
};

function contentOf(fresh: Map<string, TraceContent>, traceId: string): TraceContent {
  const content = fresh.get(traceId) ?? { spans: [], logs: [] };
  fresh.set(traceId, content);
  return content;
}
