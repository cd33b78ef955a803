import { and, asc, eq } from "drizzle-orm";
import type { Json } from "../../lib/contract/json";
import type { Attributes, SpanEvent, SpanLink } from "../../lib/otlp/types";
import type { Db } from "../database";
import { durationMsOf, toIsoTime } from "../times";

/** A span as it arrived, with the log records that belong to it. */
export type RawSpan = {
  spanId: string;
  parentSpanId: string | null;
  name: string;
  /** OTLP SpanKind number, 0 to 5. */
  otelKind: number;
  startedAt: string;
  durationMs: number;
  statusCode: number;
  statusMessage: string;
  attributes: Attributes;
  events: SpanEvent[];
  links: SpanLink[];
  droppedAttributesCount: number;
  sanitized: string[];
  resource: Attributes;
  scope: { name: string; version: string };
  logs: { eventName: string; severityText: string; body: Json | null; attributes: Attributes }[];
};

/** One span exactly as its sender wrote it, or undefined. */
export async function getSpan(
  db: Db,
  { project, traceId, spanId }: { project: string; traceId: string; spanId: string },
): Promise<RawSpan | undefined> {
  const { spans, senders, logRecords } = db.tables;
  const [[row], logs] = await Promise.all([
    db.orm
      .select({ span: spans, sender: senders })
      .from(spans)
      .leftJoin(senders, and(eq(senders.project, spans.project), eq(senders.digest, spans.sender)))
      .where(and(eq(spans.project, project), eq(spans.traceId, traceId), eq(spans.spanId, spanId))),
    db.orm
      .select({
        eventName: logRecords.eventName,
        severityText: logRecords.severityText,
        body: logRecords.body,
        attributes: logRecords.attributes,
      })
      .from(logRecords)
      .where(and(eq(logRecords.project, project), eq(logRecords.traceId, traceId), eq(logRecords.spanId, spanId)))
      .orderBy(asc(logRecords.seq))
      .limit(200),
  ]);
  if (!row) return undefined;
  const { span, sender } = row;
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    otelKind: span.otelKind,
    startedAt: toIsoTime(span.startUs, span.startNs),
    durationMs: durationMsOf(span),
    statusCode: span.statusCode,
    statusMessage: span.statusMessage,
    attributes: span.attributes,
    events: span.events,
    links: span.links,
    droppedAttributesCount: span.droppedAttributesCount,
    sanitized: span.sanitized,
    resource: sender?.resource ?? {},
    scope: { name: sender?.scopeName ?? "", version: sender?.scopeVersion ?? "" },
    logs,
  };
}
