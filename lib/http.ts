import type { z } from "zod";
import { isShallow, type Json, type JsonObject } from "./contract/json";
import { CasebookError, toErrorBody } from "./errors";

/** A JSON answer. */
export function respondJson(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init);
}

/** The one error answer of every JSON endpoint; logs what is not a CasebookError. */
export function respondError(error: unknown): Response {
  if (!(error instanceof CasebookError)) console.error(error);
  const { status, body } = toErrorBody(error);
  return Response.json(body, { status });
}

/**
 * Parses a value from outside.
 * @param at where it stands in the whole, for the field that is named
 * @throws CasebookError `invalid:request` that names the first wrong field
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, at?: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field =
    [...(at === undefined ? [] : [at]), ...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join(
      ".",
    ) || "body";
  throw new CasebookError("invalid:request", `${field}: ${issue?.message ?? "is not valid"}`, { field });
}

/** Largest JSON request body, in bytes. */
const maxJsonBody = 4 * 1024 * 1024;

/** Reads and parses a JSON request body. @throws CasebookError `malformed:json`, `invalid:request`, `too_large:body` */
export async function parseBody<Schema extends z.ZodType>(schema: Schema, request: Request): Promise<z.infer<Schema>> {
  const bytes = await readBytes(request, { maxBytes: maxJsonBody });
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new CasebookError("malformed:json", "The body is not valid JSON.", { field: "body", cause });
  }
  refuseDeep(body as Json);
  return parseInput(schema, body);
}

/** More than any value that was stored has, with room for the fields around it. */
const maxLevels = 100;

/** Whoever walks through a value of thousands of levels runs out of stack. */
function refuseDeep(body: Json): void {
  if (isShallow(body, maxLevels)) return;
  const fields = Array.isArray(body) ? [] : Object.entries(body as JsonObject);
  const field = fields.find(([, value]) => !isShallow(value, maxLevels - 1))?.[0] ?? "body";
  const message = `${field}: is nested deeper than ${maxLevels} levels`;
  throw new CasebookError("invalid:request", message, { field });
}

/**
 * Reads a request body, gunzipped where it says so, and never more than the limit.
 * @param limits `count` is told of bytes as they come; what it throws ends the reading
 * @throws CasebookError `too_large:body`, `malformed:gzip`, `unsupported:content_encoding`
 */
export async function readBytes(
  request: Request,
  { maxBytes, count }: { maxBytes: number; count?: (bytes: number) => void },
): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (!["", "identity", "gzip"].includes(encoding)) {
    const message = "Send the body as it is or with Content-Encoding: gzip.";
    throw new CasebookError("unsupported:content_encoding", message, { field: "content-encoding" });
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of bodyOf(request, encoding === "gzip")) {
      size += part.byteLength;
      if (size > maxBytes) break;
      count?.(part.byteLength);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof CasebookError) throw cause;
    throw new CasebookError("malformed:gzip", "The body is not a complete gzip stream.", { field: "body", cause });
  }
  if (size <= maxBytes) return Buffer.concat(parts, size);
  throw new CasebookError("too_large:body", `The body is larger than ${maxBytes} bytes after decompression.`);
}

function bodyOf(request: Request, isGzipped: boolean): AsyncIterable<Uint8Array> | Uint8Array[] {
  const body = request.body as ReadableStream<Uint8Array<ArrayBuffer>> | null;
  if (!body) return [];
  return isGzipped ? body.pipeThrough(new DecompressionStream("gzip")) : body;
}

/** Parses the query string; a parameter given more than once becomes an array. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.infer<Schema> {
  const values: Record<string, string | string[]> = {};
  const { searchParams } = new URL(request.url);
  for (const name of new Set(searchParams.keys())) {
    const all = searchParams.getAll(name);
    values[name] = all.length === 1 ? (all[0] ?? "") : all;
  }
  return parseInput(schema, values);
}
