import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { toErrorBody } from "@/lib/errors";
import type { WebHandler } from "./web";

export type Doors = {
  /** OTLP; undefined when the path is not one of its. */
  otlp: WebHandler;
  /** Answers to exactly these paths: probes and the packed SDK. */
  paths: { [path: string]: WebHandler };
  /** Screens and API, behind the host and origin checks. */
  web: WebHandler;
};

/**
 * Opens the one listener. Its time limits end clients that trickle a request for ever; an honest body of 64 MiB over a
 * slow line takes minutes.
 */
export function createListener(doors: () => Doors): Server {
  const server = createServer((request, response) => {
    answer(doors(), request, response).catch((error) => respondWithError(response, error));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 600_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

type OtlpSignal = "traces" | "logs" | "metrics";

/**
 * Which OTLP signal a request is for: any path ending in `/v1/traces`, `/v1/logs` or `/v1/metrics`, since clients append these to
 * whatever base they are given. Reading `/api/v1/traces` is the API's.
 */
export function otlpSignal({ method, url = "" }: IncomingMessage): OtlpSignal | undefined {
  const path = url.split("?", 1)[0] ?? "";
  if (path === "/api/v1/traces" && (method === "GET" || method === "HEAD")) return undefined;
  return /\/v1\/(traces|logs|metrics)\/?$/.exec(path)?.[1] as OtlpSignal | undefined;
}

async function answer(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (otlpSignal(request) !== undefined) return doors.otlp(request, response);
  const own = doors.paths[request.url ?? ""];
  await (own ?? doors.web)(request, response);
}

/** Answers with the one JSON error shape, unless the answer has begun. */
export function respondWithError(response: ServerResponse, error: unknown): void {
  const { status, body } = toErrorBody(error);
  if (status === 500) console.error(error);
  if (response.headersSent) return void response.destroy();
  if (status === 503) response.setHeader("Retry-After", "1");
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
