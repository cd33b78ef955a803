import type { Decoded, LogRecord, Refusal, Span } from "../../lib/otlp/types";
import type { Db } from "../database";
import type { Command } from "./command";
import { storeLogRecords } from "./ingest/log-records";
import { quarantine } from "./ingest/quarantine";
import { describeOutcome, type IngestResult } from "./ingest/result";
import { storeSpans } from "./ingest/spans";
import { touch } from "./ingest/touched";

export type { IngestResult };

type Ingest<Item> = {
  project: string;
  decoded: Decoded<Item>;
  /** Where people reach Casebook: a label that follows a superseded judgment writes links into its case. */
  publicUrl: string;
};

/** Stores the spans of one request, each once; the traces they belong to are derived when the group commits. */
export const ingestSpans: Command<Ingest<Span>, IngestResult> = async (
  db,
  { project, decoded, publicUrl },
  context,
) => {
  const place = { project, nowUs: context.nowUs };
  const stored = await storeSpans(db, place, decoded.items);
  const refused = await quarantine(db, { ...place, signal: "traces" }, decoded.refusals);
  const touched = (traceId: string) => touch(context.touched, { project, traceId, signal: "traces", publicUrl });
  for (const traceId of stored.replacedIn) touched(traceId).isReplaced = true;
  for (const span of stored.fresh) touched(span.traceId).fresh.spans.push(span);
  const refusals = [...decoded.refusals, ...stored.refusals.map((refusal) => placeInRequest(refusal, decoded))];
  const rejected = decoded.refusedCount + stored.refusals.length;
  return {
    accepted: stored.fresh.length + stored.replacedIn.length,
    duplicates: stored.duplicates,
    rejected,
    quarantined: refused + stored.quarantined,
    message: describeOutcome({ refusals, rejected, warnings: decoded.warnings }),
  };
};

/** Stores the log records of one request, each once; the traces they tell about are derived when the group commits. */
export const ingestLogs: Command<Ingest<LogRecord>, IngestResult> = async (
  db: Db,
  { project, decoded, publicUrl },
  context,
) => {
  const { refusals, refusedCount: rejected, warnings } = decoded;
  const stored = await storeLogRecords(db, project, decoded.items);
  const place = { project, signal: "logs" as const, nowUs: context.nowUs };
  const quarantined = await quarantine(db, place, refusals);
  for (const record of stored) {
    const { traceId } = record;
    if (traceId !== "") touch(context.touched, { project, traceId, signal: "logs", publicUrl }).fresh.logs.push(record);
  }
  return {
    accepted: stored.length,
    duplicates: decoded.items.length - stored.length,
    rejected,
    quarantined,
    message: describeOutcome({ refusals, rejected, warnings }),
  };
};

/** Storing counts the items it is given; a client counts those it sent, with the ones refused on reading. */
function placeInRequest(refusal: Refusal, { refusals }: Decoded<Span>): Refusal {
  let index = refusal.index;
  for (const earlier of refusals) if (earlier.index <= index) index++;
  return { ...refusal, index };
}
