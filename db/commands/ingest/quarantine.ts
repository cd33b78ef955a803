import type { Json } from "../../../lib/contract/json";
import type { Refusal } from "../../../lib/otlp/types";
import type { Db } from "../../database";
import { digestJson } from "./digest";

const maxRawLength = 16 * 1024;

type Entry = Pick<Refusal, "traceId" | "spanId" | "code" | "message" | "raw">;
type Place = { project: string; signal: "traces" | "logs"; nowUs: number };

/** Keeps refused items for a person to look at, each once however often it is sent. @returns how many are new */
export async function quarantine(db: Db, { project, signal, nowUs }: Place, entries: Entry[]): Promise<number> {
  const rows = entries.map(({ traceId, spanId, code, message, raw }) => ({
    project,
    signal,
    atUs: nowUs,
    traceId,
    spanId,
    code,
    message,
    raw: boundRaw(raw),
    digest: digestJson([code, traceId, spanId, raw]),
  }));
  const written = await db.insert(db.tables.quarantine, rows, {
    onConflict: { key: ["project", "digest"] },
    returning: ["digest"],
  });
  return written.length;
}

function boundRaw(raw: Json): Json {
  const text = JSON.stringify(raw);
  return text.length <= maxRawLength ? raw : `${text.slice(0, maxRawLength).toWellFormed()} [cut]`;
}
