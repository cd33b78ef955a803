import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { decodeLogs, decodeTraces } from "../../lib/otlp/decode";
import type { Decoded, LogRecord, Span } from "../../lib/otlp/types";
import type { Db } from "../database";
import { runCommand } from "../testing";
import type { IngestResult } from "./ingest";

export type Item = { span: Span } | { log: LogRecord };

const publicUrl = "http://casebook.test";
const captures = path.resolve(import.meta.dirname, "../../lib/conventions/__fixtures__/otlp");

type Index = {
  captures: { name: string; requests: { file: string; path: string; headers: { [name: string]: string } }[] }[];
};

/** All spans and log records that a recorded client sent, in the order they came. */
export function readCapture(name: string): Item[] {
  const index = JSON.parse(readFileSync(path.join(captures, "index.json"), "utf8")) as Index;
  const capture = index.captures.find((one) => one.name === name);
  if (!capture) throw new Error(`No capture ${name}`);
  return capture.requests.flatMap((request): Item[] => {
    const stored = readFileSync(path.join(captures, request.file));
    const body = request.file.endsWith(".gz") ? gunzipSync(stored) : stored;
    const type = request.headers["content-type"] ?? "";
    if (request.path.endsWith("/logs")) return decodeLogs(body, type).items.map((log) => ({ log }));
    return decodeTraces(body, type).items.map((span) => ({ span }));
  });
}

/** Sends items as one request per signal, spans and log records in the order given. */
export async function sendItems(db: Db, project: string, items: Item[]): Promise<IngestResult[]> {
  const spans = items.flatMap((item) => ("span" in item ? item.span : []));
  const logs = items.flatMap((item) => ("log" in item ? item.log : []));
  const results: IngestResult[] = [];
  if (logs.length > 0) results.push(await runCommand(db, "ingestLogs", { project, decoded: whole(logs), publicUrl }));
  if (spans.length > 0) results.push(await sendSpans(db, project, spans));
  return results;
}

export function sendSpans(db: Db, project: string, spans: Span[]): Promise<IngestResult> {
  return runCommand(db, "ingestSpans", { project, decoded: whole(spans), publicUrl });
}

export function whole<Item>(items: Item[]): Decoded<Item> {
  return { items, refusals: [], refusedCount: 0, warnings: [] };
}

/** A span of the SDK's own convention; `attributes` without their `casebook.` prefix. */
export function casebookSpan(fields: Partial<Span>, attributes: Span["attributes"] = {}): Span {
  return {
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "a".repeat(16),
    parentSpanId: undefined,
    name: "step",
    kind: 1,
    startTimeUnixNano: "1754500000000000000",
    endTimeUnixNano: "1754500001000000000",
    status: { code: 0, message: "" },
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`casebook.${key}`, value])),
    events: [],
    links: [],
    droppedAttributesCount: 0,
    resource: { attributes: { "service.name": "triage" } },
    scope: { name: "test", version: "1", attributes: {} },
    sanitized: [],
    ...fields,
  };
}

export function judgmentSpan(fields: Partial<Span>, attributes: Span["attributes"] = {}): Span {
  return casebookSpan(
    { name: "complaint_type", ...fields },
    {
      kind: "judgment",
      name: "complaint_type",
      "judgment.task": "classify",
      "judgment.choices": '["refund","fraud"]',
      input: '{"text":"where is my money"}',
      output: '"refund"',
      ...attributes,
    },
  );
}
