import { create, type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { responseEncoding } from "./encoding";
import { StatusSchema } from "./gen/google/rpc/status_pb";
import { ExportLogsServiceResponseSchema } from "./gen/opentelemetry/proto/collector/logs/v1/logs_service_pb";
import { ExportTraceServiceResponseSchema } from "./gen/opentelemetry/proto/collector/trace/v1/trace_service_pb";

/** What became of a request: how many items were refused, and why; a message with none refused is a warning. */
export type Outcome = { rejected: number; message: string };

/**
 * Body of a 200 to a trace request, in the encoding its content type names; `partial_success` is left unset on full success.
 * @see OTLP 1.x, "Partial Success"
 */
export function encodeTraceResponse(outcome: Outcome, contentType: string): Uint8Array {
  const { rejected, message: errorMessage } = outcome;
  if (isFull(outcome))
    return encode(ExportTraceServiceResponseSchema, create(ExportTraceServiceResponseSchema), contentType, {});
  return encode(
    ExportTraceServiceResponseSchema,
    create(ExportTraceServiceResponseSchema, { partialSuccess: { rejectedSpans: BigInt(rejected), errorMessage } }),
    contentType,
    { partialSuccess: { rejectedSpans: rejected, errorMessage } },
  );
}

/** Body of a 200 to a log request; as `encodeTraceResponse`. */
export function encodeLogResponse(outcome: Outcome, contentType: string): Uint8Array {
  const { rejected, message: errorMessage } = outcome;
  if (isFull(outcome))
    return encode(ExportLogsServiceResponseSchema, create(ExportLogsServiceResponseSchema), contentType, {});
  return encode(
    ExportLogsServiceResponseSchema,
    create(ExportLogsServiceResponseSchema, { partialSuccess: { rejectedLogRecords: BigInt(rejected), errorMessage } }),
    contentType,
    { partialSuccess: { rejectedLogRecords: rejected, errorMessage } },
  );
}

/**
 * Body of an error answer.
 * @param status `code` is a gRPC status code: 3 invalid argument, 8 resource exhausted, 14 unavailable, 16 unauthenticated
 */
export function encodeStatus(status: { code: number; message: string }, contentType: string): Uint8Array {
  const { code, message } = status;
  return encode(StatusSchema, create(StatusSchema, { code, message }), contentType, { code, message });
}

function isFull({ rejected, message }: Outcome): boolean {
  return rejected === 0 && message === "";
}

function encode<Schema extends DescMessage>(
  schema: Schema,
  message: MessageShape<Schema>,
  contentType: string,
  json: object,
): Uint8Array {
  return responseEncoding(contentType) === "json"
    ? new TextEncoder().encode(JSON.stringify(json))
    : toBinary(schema, message);
}
