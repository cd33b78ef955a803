import type { LogRecord } from "../../../lib/otlp/types";
import type { Db } from "../../database";
import { digestJson } from "./digest";
import { storeSenders } from "./senders";

/** Stores log records, each once: a record is its content. @returns those the database did not hold before */
export async function storeLogRecords(db: Db, project: string, records: LogRecord[]): Promise<LogRecord[]> {
  const senderOf = await storeSenders(db, project, records);
  const recordOf = new Map<string, LogRecord>();
  const rows = records.flatMap((record) => {
    const { traceId, spanId, timeUnixNano, eventName, severityText, body, attributes } = record;
    const sender = senderOf(record);
    const digest = digestJson([traceId, spanId, timeUnixNano, eventName, severityText, body, attributes, sender]);
    if (recordOf.has(digest)) return [];
    recordOf.set(digest, record);
    return [{ project, traceId, spanId, timeUnixNano, eventName, severityText, body, attributes, sender, digest }];
  });
  const written = await db.insert(db.tables.logRecords, rows, {
    onConflict: { key: ["project", "traceId", "spanId", "digest"] },
    returning: ["digest"],
  });
  return written.flatMap(({ digest }) => recordOf.get(digest) ?? []);
}
