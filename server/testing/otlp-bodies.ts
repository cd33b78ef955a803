import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { ExportTraceServiceRequestSchema } from "@/lib/otlp/gen/opentelemetry/proto/collector/trace/v1/trace_service_pb";

export const traceId = "5b8efff798038103d269b633813fc60c";

type JsonSpan = { [field: string]: unknown };

/** A span in OTLP's JSON form, `name` standing for its content. */
export function jsonSpan(fields: JsonSpan = {}): JsonSpan {
  return {
    traceId,
    spanId: "eee19b7ec3c1b174",
    name: "step",
    startTimeUnixNano: "1754500000000000001",
    endTimeUnixNano: "1754500001000000001",
    ...fields,
  };
}

export function tracesBody(...spans: JsonSpan[]): string {
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
}

export function logsBody(...logRecords: { [field: string]: unknown }[]): string {
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
}

export function stringAttribute(key: string, stringValue: string) {
  return { key, value: { stringValue } };
}

/** A protobuf request of `length` bytes with nothing but empty spans, or log records: their fields have the same numbers. */
export function emptyItemsBody(length: number): Uint8Array {
  const empty = Buffer.alloc(length - (length % 2) - 16, Buffer.from([0x12, 0]));
  return protobufField(1, protobufField(2, empty));
}

/** A protobuf request with one span of `count` empty attributes. */
export function emptyAttributesBody(count: number): Uint8Array<ArrayBuffer> {
  const empty = Buffer.alloc(count * 2, Buffer.from([0x4a, 0]));
  return Uint8Array.from(protobufField(1, protobufField(2, protobufField(2, empty))));
}

function protobufField(number: number, content: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(content).finish();
}

/** The request of `tracesBody(jsonSpan())` as protobuf. */
export function protobufBody(): Uint8Array<ArrayBuffer> {
  const span = {
    traceId: Uint8Array.from(Buffer.from(traceId, "hex")),
    spanId: Uint8Array.from(Buffer.from("eee19b7ec3c1b174", "hex")),
    name: "step",
    startTimeUnixNano: 1_754_500_000_000_000_001n,
    endTimeUnixNano: 1_754_500_001_000_000_001n,
  };
  const request = create(ExportTraceServiceRequestSchema, { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  return Uint8Array.from(toBinary(ExportTraceServiceRequestSchema, request));
}
