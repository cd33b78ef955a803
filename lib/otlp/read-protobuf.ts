import { fromBinary } from "@bufbuild/protobuf";
import type { Json } from "../contract/json";
import type { AttributeDraft, DraftGroup, LogDraft, SenderDraft, SpanDraft } from "./drafts";
import type { ElementBounds } from "./element-bounds";
import { ExportLogsServiceRequestSchema } from "./gen/opentelemetry/proto/collector/logs/v1/logs_service_pb";
import { ExportTraceServiceRequestSchema } from "./gen/opentelemetry/proto/collector/trace/v1/trace_service_pb";
import type { AnyValue, InstrumentationScope, KeyValue } from "./gen/opentelemetry/proto/common/v1/common_pb";
import { type LogRecord, LogRecordSchema } from "./gen/opentelemetry/proto/logs/v1/logs_pb";
import type { Resource } from "./gen/opentelemetry/proto/resource/v1/resource_pb";
import { type Span, SpanSchema } from "./gen/opentelemetry/proto/trace/v1/trace_pb";
import type { Sanitizer } from "./sanitize";
import { setKey } from "./sanitize";
import { scanProtobuf } from "./scan-protobuf";

// One level of a structured value is three messages deep (AnyValue, KeyValueList, KeyValue).
const maxDepth = 600;
const options = { readUnknownFields: false, recursionLimit: maxDepth };

/**
 * Reads a protobuf trace request into drafts, scope by scope.
 * @throws CasebookError `too_large:elements`; any other error when the whole is not a request
 */
export function* readTracesProtobuf(bytes: Uint8Array, bounds: ElementBounds): Generator<DraftGroup<SpanDraft>> {
  scanProtobuf(ExportTraceServiceRequestSchema, bytes, { item: SpanSchema, bounds, maxDepth });
  for (const { resource, scopeSpans } of fromBinary(ExportTraceServiceRequestSchema, bytes, options).resourceSpans) {
    for (const { scope, spans } of scopeSpans) {
      yield { sender: readSender(resource, scope), items: spans.map((span) => ({ read: () => readSpan(span) })) };
    }
  }
}

/** Reads a protobuf log request into drafts, scope by scope; throws as `readTracesProtobuf`. */
export function* readLogsProtobuf(bytes: Uint8Array, bounds: ElementBounds): Generator<DraftGroup<LogDraft>> {
  scanProtobuf(ExportLogsServiceRequestSchema, bytes, { item: LogRecordSchema, bounds, maxDepth });
  for (const { resource, scopeLogs } of fromBinary(ExportLogsServiceRequestSchema, bytes, options).resourceLogs) {
    for (const { scope, logRecords } of scopeLogs) {
      yield { sender: readSender(resource, scope), items: logRecords.map((log) => ({ read: () => readLog(log) })) };
    }
  }
}

function readSender(resource: Resource | undefined, scope: InstrumentationScope | undefined): SenderDraft {
  return {
    resource: readAttributes(resource?.attributes ?? []),
    scope: {
      name: scope?.name ?? "",
      version: scope?.version ?? "",
      attributes: readAttributes(scope?.attributes ?? []),
    },
  };
}

function readSpan(span: Span): SpanDraft {
  return {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: String(span.startTimeUnixNano),
    endTimeUnixNano: String(span.endTimeUnixNano),
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
    attributes: readAttributes(span.attributes),
    events: span.events.map((event) => ({
      name: event.name,
      timeUnixNano: String(event.timeUnixNano),
      attributes: readAttributes(event.attributes),
    })),
    links: span.links.map((link) => ({
      traceId: hex(link.traceId),
      spanId: hex(link.spanId),
      attributes: readAttributes(link.attributes),
    })),
    droppedAttributesCount: span.droppedAttributesCount,
  };
}

function readLog(log: LogRecord): LogDraft {
  return {
    traceId: hex(log.traceId),
    spanId: hex(log.spanId),
    timeUnixNano: String(log.timeUnixNano),
    observedTimeUnixNano: String(log.observedTimeUnixNano),
    eventName: log.eventName,
    severityText: log.severityText,
    body: (sanitizer) => readValue(log.body, sanitizer, 0),
    attributes: readAttributes(log.attributes),
  };
}

function readAttributes(attributes: KeyValue[]): AttributeDraft[] {
  return attributes.map(({ key, value }) => ({ key, read: (sanitizer) => readValue(value, sanitizer, 0) }));
}

function readValue(any: AnyValue | undefined, sanitizer: Sanitizer, depth: number): Json {
  const value = any?.value;
  switch (value?.case) {
    case "stringValue":
      return sanitizer.text(value.value);
    case "boolValue":
      return value.value;
    case "intValue":
      return readInteger(value.value);
    case "doubleValue":
      return Number.isFinite(value.value) ? value.value : String(value.value);
    case "bytesValue":
      return sanitizer.text(Buffer.from(value.value).toString("base64"));
    case "arrayValue":
      return sanitizer.nested(depth, () => value.value.values.map((item) => readValue(item, sanitizer, depth + 1)));
    case "kvlistValue":
      return sanitizer.nested(depth, () => readObject(value.value.values, sanitizer, depth + 1));
    default:
      return null;
  }
}

function readObject(entries: KeyValue[], sanitizer: Sanitizer, depth: number): Json {
  const object: { [key: string]: Json } = {};
  for (const { key, value } of entries) setKey(object, sanitizer.text(key), readValue(value, sanitizer, depth));
  return object;
}

function readInteger(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
