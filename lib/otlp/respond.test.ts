import { fromBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { StatusSchema } from "./gen/google/rpc/status_pb";
import { ExportLogsServiceResponseSchema } from "./gen/opentelemetry/proto/collector/logs/v1/logs_service_pb";
import { ExportTraceServiceResponseSchema } from "./gen/opentelemetry/proto/collector/trace/v1/trace_service_pb";
import { encodeLogResponse, encodeStatus, encodeTraceResponse } from "./respond";

const protobuf = "application/x-protobuf";
const parse = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));

test("full success is an empty message in both encodings", () => {
  const full = { rejected: 0, message: "" };
  expect(encodeTraceResponse(full, protobuf)).toHaveLength(0);
  expect(encodeLogResponse(full, protobuf)).toHaveLength(0);
  expect(parse(encodeTraceResponse(full, "application/json"))).toEqual({});
  expect(parse(encodeLogResponse(full, "application/json; charset=utf-8"))).toEqual({});
});

test("partial success counts and explains in both encodings", () => {
  const partial = { rejected: 2, message: "span 3: wrong id" };
  const traces = fromBinary(ExportTraceServiceResponseSchema, encodeTraceResponse(partial, protobuf));
  expect(traces.partialSuccess).toMatchObject({ rejectedSpans: 2n, errorMessage: partial.message });
  const logs = fromBinary(ExportLogsServiceResponseSchema, encodeLogResponse(partial, protobuf));
  expect(logs.partialSuccess).toMatchObject({ rejectedLogRecords: 2n, errorMessage: partial.message });
  expect(parse(encodeTraceResponse(partial, "application/json"))).toEqual({
    partialSuccess: { rejectedSpans: 2, errorMessage: partial.message },
  });
  expect(parse(encodeLogResponse(partial, "application/json"))).toEqual({
    partialSuccess: { rejectedLogRecords: 2, errorMessage: partial.message },
  });
});

test("a warning is a message with nothing rejected", () => {
  const bytes = encodeTraceResponse({ rejected: 0, message: "cut" }, protobuf);
  expect(fromBinary(ExportTraceServiceResponseSchema, bytes).partialSuccess).toMatchObject({
    rejectedSpans: 0n,
    errorMessage: "cut",
  });
});

test("an error is a Status in the request's encoding, JSON for types that are not OTLP's", () => {
  const status = { code: 3, message: "malformed" };
  expect(fromBinary(StatusSchema, encodeStatus(status, protobuf))).toMatchObject(status);
  expect(parse(encodeStatus(status, "text/plain"))).toEqual(status);
});
