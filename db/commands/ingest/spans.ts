import { and, eq, inArray } from "drizzle-orm";
import type { Json } from "../../../lib/contract/json";
import type { Refusal, Span } from "../../../lib/otlp/types";
import type { Db } from "../../database";
import { lookUp } from "../../look-up";
import type { tables } from "../../sqlite/tables";
import { digestJson } from "./digest";
import { insertEach } from "./insert-each";
import { startAndEndOf } from "./moment";
import { quarantine } from "./quarantine";
import { storeSenders } from "./senders";

type SpanRow = typeof tables.spans.$inferInsert;
type Place = { project: string; nowUs: number };

export type StoredSpans = {
  /** Spans the database did not hold before. */
  fresh: Span[];
  /** Traces of spans that took the place of an earlier version. */
  replacedIn: string[];
  duplicates: number;
  /** Spans that lost a conflict against what is stored, or that the database cannot hold. */
  refusals: Refusal[];
  quarantined: number;
};

/**
 * Stores spans, each once. A span with a known key and other content is a conflict: the one that ended later stands
 * (equal ends: the greater digest, so that order of arrival does not matter), the other goes to quarantine.
 */
export async function storeSpans(db: Db, place: Place, spans: Span[]): Promise<StoredSpans> {
  const senderOf = await storeSenders(db, place.project, spans);
  const rows = spans.map((span) => toRow(place.project, senderOf(span), span));
  const { isNew, isRefused } = await insertNew(db, rows);
  const stored: StoredSpans = { fresh: [], replacedIn: [], duplicates: 0, refusals: [], quarantined: 0 };
  const known: { index: number; span: Span; row: SpanRow }[] = [];
  spans.forEach((span, index) => {
    const row = rows[index] as SpanRow;
    if (isNew(row)) stored.fresh.push(span);
    else if (isRefused(row)) stored.refusals.push(unholdable({ index, row }));
    else known.push({ index, span, row });
  });
  stored.quarantined += await quarantine(db, { ...place, signal: "traces" }, stored.refusals);
  const digests = await loadDigests(
    db,
    place.project,
    known.map(({ row }) => row),
  );
  for (const { index, span, row } of known) {
    if (digests.get(keyOf(row)) === row.digest) stored.duplicates++;
    else await settleConflict(db, place, { index, span, row }, stored);
  }
  return stored;
}

type Inserted = { isNew: (row: SpanRow) => boolean; isRefused: (row: SpanRow) => boolean };

/** @returns which rows were written by this call, of two with one key only the first, and which the database refuses */
async function insertNew(db: Db, rows: SpanRow[]): Promise<Inserted> {
  const firstOf = new Map<string, SpanRow>();
  for (const row of rows) if (!firstOf.has(keyOf(row))) firstOf.set(keyOf(row), row);
  const { written, refused } = await insertEach(db, [...firstOf.values()], (savepoint, part) =>
    savepoint.insert(db.tables.spans, part, {
      onConflict: { key: ["project", "traceId", "spanId"] },
      returning: ["traceId", "spanId"],
    }),
  );
  const keys = new Set(written.map(keyOf));
  const refusedKeys = new Set(refused.map(keyOf));
  return {
    isNew: (row) => keys.has(keyOf(row)) && firstOf.get(keyOf(row)) === row,
    isRefused: (row) => refusedKeys.has(keyOf(row)),
  };
}

function unholdable({ index, row }: { index: number; row: SpanRow }): Refusal {
  const message = "The database cannot hold a value of this span. The server's log says which.";
  return { index, traceId: row.traceId, spanId: row.spanId, code: "invalid:otlp_span", message, raw: contentOf(row) };
}

async function loadDigests(db: Db, project: string, rows: SpanRow[]): Promise<Map<string, string>> {
  const { spans } = db.tables;
  const found = await lookUp(rows, (part) =>
    db.orm
      .select({ traceId: spans.traceId, spanId: spans.spanId, digest: spans.digest })
      .from(spans)
      .where(
        and(
          eq(spans.project, project),
          inArray(spans.traceId, [...new Set(part.map(({ traceId }) => traceId))]),
          inArray(spans.spanId, [...new Set(part.map(({ spanId }) => spanId))]),
        ),
      ),
  );
  return new Map(found.map((row) => [keyOf(row), row.digest]));
}

type Candidate = { index: number; span: Span; row: SpanRow };

async function settleConflict(db: Db, place: Place, { index, span, row }: Candidate, stored: StoredSpans) {
  const { spans } = db.tables;
  const key = and(eq(spans.project, place.project), eq(spans.traceId, row.traceId), eq(spans.spanId, row.spanId));
  const [existing] = await db.orm.select().from(spans).where(key);
  if (!existing) throw new Error("A span in conflict is gone");
  if (existing.digest === row.digest) {
    stored.duplicates++;
    return;
  }
  const message = "Another span with this id and other content ended later and stands.";
  const loser = { traceId: row.traceId, spanId: row.spanId, code: "conflict:otlp_span", message };
  if (standsOver(row, existing)) {
    stored.quarantined += await quarantine(db, { ...place, signal: "traces" }, [
      { ...loser, raw: contentOf(existing) },
    ]);
    await db.orm.update(spans).set(row).where(key);
    stored.replacedIn.push(row.traceId);
  } else {
    stored.quarantined += await quarantine(db, { ...place, signal: "traces" }, [{ ...loser, raw: contentOf(row) }]);
    stored.refusals.push({ ...loser, index, raw: span.name });
  }
}

function standsOver(row: SpanRow, existing: SpanRow): boolean {
  if (row.endUs !== existing.endUs) return row.endUs > existing.endUs;
  if (row.endNs !== existing.endNs) return row.endNs > existing.endNs;
  return row.digest > existing.digest;
}

/** What a person sees of a span that lost; the same whether it came first or second. */
function contentOf({
  name,
  parentSpanId,
  statusCode,
  statusMessage,
  attributes,
  events,
  sender,
  digest,
}: SpanRow): Json {
  return {
    name,
    parentSpanId: parentSpanId ?? null,
    status: { code: statusCode, message: statusMessage },
    attributes,
    events,
    sender,
    digest,
  };
}

function toRow(project: string, sender: string, span: Span): SpanRow {
  const { traceId, spanId, parentSpanId, name, kind, status, attributes, events, links, droppedAttributesCount } = span;
  const { startTimeUnixNano, endTimeUnixNano, sanitized } = span;
  const content: Json = [
    ...[parentSpanId ?? null, name, kind, startTimeUnixNano, endTimeUnixNano, status, attributes],
    ...[events, links, droppedAttributesCount, sender],
  ];
  return {
    project,
    traceId,
    spanId,
    parentSpanId: parentSpanId ?? null,
    name,
    otelKind: kind,
    ...startAndEndOf(span),
    statusCode: status.code,
    statusMessage: status.message,
    attributes,
    events,
    links,
    droppedAttributesCount,
    sanitized,
    sender,
    digest: digestJson(content),
  };
}

const keyOf = ({ traceId, spanId }: { traceId: string; spanId: string }) => `${traceId}-${spanId}`;
