import { and, eq, inArray, sql } from "drizzle-orm";
import type { LogRecord, Span } from "../../../lib/otlp/types";
import type { Db } from "../../database";
import { lookUp } from "../../look-up";
import type { tables } from "../../sqlite/tables";
import { toUnixNano } from "./moment";
import { loadSenders, type Sender } from "./senders";

export type TraceContent = { spans: Span[]; logs: LogRecord[] };

/** Everything that has arrived of one trace. */
export async function loadTrace(db: Db, project: string, traceId: string): Promise<TraceContent> {
  const { spans, logRecords } = db.tables;
  const spanRows = await db.orm
    .select()
    .from(spans)
    .where(and(eq(spans.project, project), eq(spans.traceId, traceId)));
  const logRows = await db.orm
    .select()
    .from(logRecords)
    .where(and(eq(logRecords.project, project), eq(logRecords.traceId, traceId)));
  const senders = await loadSenders(db, project, [...new Set([...spanRows, ...logRows].map(({ sender }) => sender))]);
  return {
    spans: spanRows.map((row) => toSpan(row, senderOf(senders, row.sender))),
    logs: logRows.map((row) => toLogRecord(row, senderOf(senders, row.sender))),
  };
}

/** How many spans and log records the database holds of each trace. */
export async function countItems(db: Db, project: string, traceIds: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of [db.tables.spans, db.tables.logRecords] as const) {
    const rows = await lookUp(traceIds, (part) =>
      db.orm
        .select({ traceId: table.traceId, count: sql<number>`count(*)`.mapWith(Number) })
        .from(table)
        .where(and(eq(table.project, project), inArray(table.traceId, part)))
        .groupBy(table.traceId),
    );
    for (const { traceId, count } of rows) counts.set(traceId, (counts.get(traceId) ?? 0) + count);
  }
  return counts;
}

function senderOf(senders: Map<string, Sender>, digest: string): Sender {
  const sender = senders.get(digest);
  if (!sender) throw new Error(`No sender ${digest}`);
  return sender;
}

function toSpan(row: typeof tables.spans.$inferSelect, sender: Sender): Span {
  const { traceId, spanId, name, attributes, events, links, droppedAttributesCount, sanitized } = row;
  return {
    traceId,
    spanId,
    parentSpanId: row.parentSpanId ?? undefined,
    name,
    kind: row.otelKind,
    startTimeUnixNano: toUnixNano(row.startUs, row.startNs),
    endTimeUnixNano: toUnixNano(row.endUs, row.endNs),
    status: { code: row.statusCode, message: row.statusMessage },
    attributes,
    events,
    links,
    droppedAttributesCount,
    sanitized,
    ...sender,
  };
}

function toLogRecord(row: typeof tables.logRecords.$inferSelect, sender: Sender): LogRecord {
  const { traceId, spanId, timeUnixNano, eventName, severityText, body, attributes } = row;
  return { traceId, spanId, timeUnixNano, eventName, severityText, body, attributes, ...sender };
}
