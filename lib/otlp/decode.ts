import type { Json } from "../contract/json";
import { CasebookError } from "../errors";
import {
  type DraftGroup,
  finishLog,
  finishSender,
  finishSpan,
  type LogDraft,
  type Sender,
  type SpanDraft,
} from "./drafts";
import { ElementBounds } from "./element-bounds";
import { requireEncoding } from "./encoding";
import { readLogsJson, readTracesJson } from "./read-json";
import { readLogsProtobuf, readTracesProtobuf } from "./read-protobuf";
import { Sanitizer, sanitizeJson } from "./sanitize";
import type { Decoded, LogRecord, Refusal, Span } from "./types";

const maxWarnings = 20;
const maxRefusals = 100;
const maxRawLength = 16 * 1024;

/**
 * Decodes the uncompressed body of an OTLP trace request. A span with a wrong id or time becomes a refusal and
 * costs no other span; values over 1 MiB are cut and named in `warnings`, as are entries past the first 4,096 of a list.
 * @throws CasebookError `malformed:otlp` when the whole cannot be read, `too_large:elements` when it is made of too many
 * parts, `unsupported:content_type`
 * @see OTLP 1.x, "OTLP/HTTP Request"
 */
export function decodeTraces(bytes: Uint8Array, contentType: string): Decoded<Span> {
  const encoding = requireEncoding(contentType);
  const read = encoding === "json" ? readTracesJson : readTracesProtobuf;
  return decode(() => read(bytes, new ElementBounds()), finishSpan);
}

/** Decodes the uncompressed body of an OTLP log request; refusals, warnings and errors as in `decodeTraces`. */
export function decodeLogs(bytes: Uint8Array, contentType: string): Decoded<LogRecord> {
  const encoding = requireEncoding(contentType);
  const read = encoding === "json" ? readLogsJson : readLogsProtobuf;
  return decode(() => read(bytes, new ElementBounds()), finishLog);
}

type Finish<Draft, Item> = (draft: Draft, sender: Sender, sanitizer: Sanitizer) => Item;

function decode<Draft extends SpanDraft | LogDraft, Item>(
  read: () => Iterable<DraftGroup<Draft>>,
  finish: Finish<Draft, Item>,
): Decoded<Item> {
  const sanitizer = new Sanitizer();
  const items: Item[] = [];
  const refusals: Refusal[] = [];
  let refusedCount = 0;
  try {
    for (const group of read()) {
      const sender = finishSender(group.sender, sanitizer);
      for (const { read: readItem, raw } of group.items) {
        let draft: Draft | undefined;
        try {
          items.push(
            withoutStack(() => {
              draft = readItem();
              return finish(draft, sender, sanitizer);
            }),
          );
        } catch (error) {
          if (!(error instanceof CasebookError)) throw error;
          const index = items.length + refusedCount;
          if (refusedCount < maxRefusals) refusals.push(refuse(index, error, draft, raw));
          refusedCount += 1;
        }
      }
    }
  } catch (error) {
    if (error instanceof CasebookError) throw error;
    throw new CasebookError("malformed:otlp", "The body is not a readable OTLP request.", { cause: error });
  }
  return { items, refusals, refusedCount, warnings: boundWarnings(sanitizer.warnings) };
}

/** A request may hold tens of thousands of refusals, and the stack of an error costs far more than all else about it. */
function withoutStack<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function refuse(
  index: number,
  error: CasebookError,
  draft: SpanDraft | LogDraft | undefined,
  raw: Json | undefined,
): Refusal {
  return {
    index,
    traceId: sanitizeId(draft?.traceId),
    spanId: sanitizeId(draft?.spanId),
    code: error.code,
    message: error.message,
    raw: boundRaw(raw ?? describeDraft(draft)),
  };
}

function sanitizeId(id: string | undefined): string {
  return String(sanitizeJson((id ?? "").slice(0, 64)));
}

function describeDraft(draft: SpanDraft | LogDraft | undefined): Json {
  if (!draft) return null;
  const sanitizer = new Sanitizer();
  const attributes = draft.attributes.slice(0, 100).map(({ key, read }) => ({ key, value: read(sanitizer) }));
  const { traceId, spanId } = draft;
  if (!("name" in draft)) return { traceId, spanId, eventName: draft.eventName, attributes };
  const { parentSpanId, name, startTimeUnixNano, endTimeUnixNano } = draft;
  return { traceId, spanId, parentSpanId, name, startTimeUnixNano, endTimeUnixNano, attributes };
}

function boundRaw(raw: Json): Json {
  const clean = sanitizeJson(raw);
  const text = JSON.stringify(clean);
  return text.length <= maxRawLength ? clean : `${text.slice(0, maxRawLength).toWellFormed()} [cut]`;
}

function boundWarnings(warnings: string[]): string[] {
  const more = warnings.length - maxWarnings;
  return more > 0 ? [...warnings.slice(0, maxWarnings), `and ${more} more warnings`] : warnings;
}
