import type { IncomingMessage, ServerResponse } from "node:http";
import type { IngestResult } from "@/db/commands/ingest";
import type { Db } from "@/db/database";
import type { ByteBudget } from "@/lib/byte-budget";
import type { Env } from "@/lib/env";
import { CasebookError, toErrorBody } from "@/lib/errors";
import { requireEncoding } from "@/lib/otlp/encoding";
import { encodeLogResponse, encodeStatus, encodeTraceResponse } from "@/lib/otlp/respond";
import { otlpSignal } from "@/server/listener";
import type { Metrics } from "@/server/metrics";
import type { WebHandler } from "@/server/web";
import type { Writer } from "@/server/writer/start-writer";
import { requireIngestProject } from "./authorize";
import { readBody } from "./read-body";

type Parts = { env: Env; publicUrl: string; db: Db; writer: Writer; budget: ByteBudget; metrics: Metrics };

/** gRPC codes for the `Status` bodies that OTLP answers errors with, by HTTP status. */
const grpcCodes: { [status: number]: number } = { 401: 16, 403: 7, 404: 5, 405: 12, 413: 8, 503: 14 };

/**
 * The OTLP/HTTP door: authenticates, bounds and gunzips, hands the bytes to the writer, and answers after the
 * commit in the content type of the request.
 * @see OTLP 1.x, "OTLP/HTTP"
 */
export function createOtlpDoor(parts: Parts): WebHandler {
  return async (request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (request.method === "OPTIONS") return answerPreflight(request, response);
    try {
      const { body, contentType } = await take(request, parts);
      response.writeHead(200, { "Content-Type": contentType, "Content-Length": body.byteLength }).end(body);
    } catch (error) {
      parts.metrics.countFailure();
      answerError(request, response, error);
    }
  };
}

async function take(request: IncomingMessage, parts: Parts): Promise<{ body: Uint8Array; contentType: string }> {
  const { env, publicUrl, db, writer, budget, metrics } = parts;
  const signal = otlpSignal(request);
  if (signal !== "traces" && signal !== "logs") {
    throw new CasebookError("not_found:signal", "Casebook takes traces and logs, not metrics.");
  }
  if (request.method !== "POST") throw new CasebookError("not_allowed:method", "OTLP is sent by POST.");
  const project = await requireIngestProject(request, { db, bootstrapKey: env.CASEBOOK_API_KEY });
  const contentType = request.headers["content-type"] ?? "";
  requireEncoding(contentType);
  const bytes = await readBody(request, { maxBytes: env.CASEBOOK_MAX_BODY_BYTES, budget });
  const size = bytes.byteLength;
  try {
    const result = (await writer.ingest({ project, signal, contentType, publicUrl, bytes })) as IngestResult;
    metrics.countIngest(result);
    const encode = signal === "traces" ? encodeTraceResponse : encodeLogResponse;
    return { body: encode(result, contentType), contentType };
  } finally {
    budget.release(size);
  }
}

function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers":
      request.headers["access-control-request-headers"] ?? "authorization, content-type, content-encoding",
    "Access-Control-Max-Age": "86400",
  });
  response.end();
}

function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const told = toErrorBody(error);
  if (!(error instanceof CasebookError)) console.error(error);
  // Clients drop what a 500 or 408 answers but send again after a 503, so what they are not to blame for is the latter.
  const hasTimedOut = told.status === 408;
  const status = told.status === 500 || hasTimedOut ? 503 : told.status;
  const { message } = told.body.error;
  const contentType = answerType(request.headers["content-type"] ?? "");
  const body = encodeStatus({ code: grpcCodes[status] ?? 3, message }, contentType);
  if (status === 503) response.setHeader("Retry-After", "1");
  if (status === 405) response.setHeader("Allow", "POST, OPTIONS");
  if (status === 401) response.setHeader("WWW-Authenticate", 'Bearer realm="Casebook"');
  if (hasTimedOut) response.setHeader("Connection", "close");
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": body.byteLength }).end(body);
}

/** The request's own type where OTLP knows it, else JSON. */
function answerType(contentType: string): string {
  try {
    requireEncoding(contentType);
    return contentType;
  } catch {
    return "application/json";
  }
}
