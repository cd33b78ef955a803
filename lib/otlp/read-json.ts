import type { Json, JsonObject } from "../contract/json";
import { CasebookError } from "../errors";
import type { AttributeDraft, DraftGroup, LogDraft, SenderDraft, SpanDraft } from "./drafts";
import type { ElementBounds } from "./element-bounds";
import { type Sanitizer, setKey } from "./sanitize";
import { scanJson } from "./scan-json";

/** A time or integer sent as a number too long for a double, so that its digits must be kept. */
const longInteger = /"(?:intValue|\w*TimeUnixNano)"\s*:\s*-?\d{16}/;

const maxCount = 2 ** 32 - 1;
const spanKinds = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
const statusCodes = ["UNSET", "OK", "ERROR"];

/**
 * Reads a JSON trace request into drafts, scope by scope.
 * @throws SyntaxError or CasebookError `malformed:otlp` when the whole is not a request, `too_large:elements`
 * @see OTLP 1.x, "JSON Protobuf Encoding"
 */
export function* readTracesJson(bytes: Uint8Array, bounds: ElementBounds): Generator<DraftGroup<SpanDraft>> {
  for (const group of objects(parse(bytes, bounds), "resourceSpans")) {
    for (const scoped of objects(group, "scopeSpans")) {
      const spans = list(scoped, "spans");
      bounds.addItems(spans.length);
      const items = spans.map((span) => ({ read: () => readSpan(object(span, "span")), raw: span }));
      yield { sender: readSender(group, scoped), items };
    }
  }
}

/** Reads a JSON log request into drafts, scope by scope; throws as `readTracesJson`. */
export function* readLogsJson(bytes: Uint8Array, bounds: ElementBounds): Generator<DraftGroup<LogDraft>> {
  for (const group of objects(parse(bytes, bounds), "resourceLogs")) {
    for (const scoped of objects(group, "scopeLogs")) {
      const logs = list(scoped, "logRecords");
      bounds.addItems(logs.length);
      const items = logs.map((log) => ({ read: () => readLog(object(log, "log")), raw: log }));
      yield { sender: readSender(group, scoped), items };
    }
  }
}

function parse(bytes: Uint8Array, bounds: ElementBounds): JsonObject {
  scanJson(bytes, bounds);
  const source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (source.trim() === "") return {};
  // The reviver's third argument is newer than TypeScript's library.
  const keepDigits = (_key: string, value: Json, context?: { source?: string }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? (context?.source ?? value)
      : value;
  return object(longInteger.test(source) ? JSON.parse(source, keepDigits) : JSON.parse(source), "request");
}

function readSender(group: JsonObject, scoped: JsonObject): SenderDraft {
  const resource = object(group.resource ?? {}, "resource");
  const scope = object(scoped.scope ?? {}, "scope");
  return {
    resource: readAttributes(resource),
    scope: { name: text(scope, "name"), version: text(scope, "version"), attributes: readAttributes(scope) },
  };
}

function readSpan(span: JsonObject): SpanDraft {
  const status = object(span.status ?? {}, "status");
  return {
    traceId: text(span, "traceId"),
    spanId: text(span, "spanId"),
    parentSpanId: text(span, "parentSpanId"),
    name: text(span, "name"),
    kind: enumeration(span.kind, "SPAN_KIND_", spanKinds),
    startTimeUnixNano: time(span, "startTimeUnixNano"),
    endTimeUnixNano: time(span, "endTimeUnixNano"),
    status: { code: enumeration(status.code, "STATUS_CODE_", statusCodes), message: text(status, "message") },
    attributes: readAttributes(span),
    events: objects(span, "events").map((event) => ({
      name: text(event, "name"),
      timeUnixNano: time(event, "timeUnixNano"),
      attributes: readAttributes(event),
    })),
    links: objects(span, "links").map((link) => ({
      traceId: text(link, "traceId"),
      spanId: text(link, "spanId"),
      attributes: readAttributes(link),
    })),
    droppedAttributesCount: count(span.droppedAttributesCount),
  };
}

function readLog(log: JsonObject): LogDraft {
  return {
    traceId: text(log, "traceId"),
    spanId: text(log, "spanId"),
    timeUnixNano: time(log, "timeUnixNano"),
    observedTimeUnixNano: time(log, "observedTimeUnixNano"),
    eventName: text(log, "eventName"),
    severityText: text(log, "severityText"),
    body: (sanitizer) => readValue(log.body, sanitizer, 0),
    attributes: readAttributes(log),
  };
}

function readAttributes(holder: JsonObject): AttributeDraft[] {
  return objects(holder, "attributes").map((entry) => ({
    key: text(entry, "key"),
    read: (sanitizer) => readValue(entry.value, sanitizer, 0),
  }));
}

function readValue(any: Json | undefined, sanitizer: Sanitizer, depth: number): Json {
  if (any === undefined || any === null) return null;
  const value = object(any, "value");
  if (value.stringValue !== undefined) return sanitizer.text(String(value.stringValue));
  if (value.intValue !== undefined) return integer(value.intValue);
  if (value.boolValue !== undefined) return value.boolValue === true || value.boolValue === "true";
  if (value.doubleValue !== undefined) return double(value.doubleValue);
  if (value.bytesValue !== undefined) return sanitizer.text(String(value.bytesValue));
  const array = value.arrayValue;
  if (array !== undefined) {
    return sanitizer.nested(depth, () =>
      list(object(array ?? {}, "arrayValue"), "values").map((item) => readValue(item, sanitizer, depth + 1)),
    );
  }
  const entries = value.kvlistValue;
  if (entries !== undefined) {
    return sanitizer.nested(depth, () =>
      readObject(objects(object(entries ?? {}, "kvlistValue"), "values"), sanitizer, depth + 1),
    );
  }
  return null;
}

function readObject(entries: JsonObject[], sanitizer: Sanitizer, depth: number): Json {
  const result: JsonObject = {};
  for (const entry of entries) {
    setKey(result, sanitizer.text(text(entry, "key")), readValue(entry.value, sanitizer, depth));
  }
  return result;
}

function integer(value: Json): Json {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) return value;
  throw malformed(`An intValue is not a 64-bit integer.`);
}

/** A count as protobuf's uint32 holds it: whole, not negative, not over 2^32 - 1. */
function count(value: Json | undefined): number {
  const number = Math.round(Number(value ?? 0));
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), maxCount);
}

function double(value: Json): Json {
  const number = Number(value);
  return Number.isFinite(number) ? number : String(value);
}

function time(holder: JsonObject, key: string): string {
  const value = holder[key];
  if (value === undefined || value === null) return "0";
  if (typeof value === "number" && Number.isInteger(value)) return String(BigInt(value));
  return String(value);
}

function enumeration(value: Json | undefined, prefix: string, names: string[]): number {
  if (typeof value === "string") return Math.max(0, names.indexOf(value.replace(prefix, "")));
  return typeof value === "number" && value >= 0 && value < names.length ? Math.trunc(value) : 0;
}

function text(holder: JsonObject, key: string): string {
  const value = holder[key];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw malformed(`The field ${key} is not a text.`);
  return value;
}

function list(holder: JsonObject, key: string): Json[] {
  const value = holder[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw malformed(`The field ${key} is not a list.`);
  return value;
}

function objects(holder: JsonObject, key: string): JsonObject[] {
  return list(holder, key).map((item) => object(item, key));
}

function object(value: Json, what: string): JsonObject {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw malformed(`The ${what} is not a JSON object.`);
  }
  return value;
}

function malformed(message: string): CasebookError {
  return new CasebookError("malformed:otlp", message);
}
