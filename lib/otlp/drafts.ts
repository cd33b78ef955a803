import type { Json } from "../contract/json";
import { CasebookError } from "../errors";
import type { Sanitizer } from "./sanitize";
import { maxEntries, setKey } from "./sanitize";
import type { Attributes, LogRecord, Resource, Scope, Span } from "./types";

/**
 * What the two encodings have in common: their readers turn a request into these drafts, and one set of functions
 * below checks and cleans them. Ids are hex as sent, times decimal digits; `read` reads a value with the sanitizer.
 */
export type ValueDraft = (sanitizer: Sanitizer) => Json;
export type AttributeDraft = { key: string; read: ValueDraft };
export type SenderDraft = {
  resource: AttributeDraft[];
  scope: { name: string; version: string; attributes: AttributeDraft[] };
};
export type SpanDraft = {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number; message: string };
  attributes: AttributeDraft[];
  events: { name: string; timeUnixNano: string; attributes: AttributeDraft[] }[];
  links: { traceId: string; spanId: string; attributes: AttributeDraft[] }[];
  droppedAttributesCount: number;
};
export type LogDraft = {
  traceId: string;
  spanId: string;
  timeUnixNano: string;
  observedTimeUnixNano: string;
  eventName: string;
  severityText: string;
  body: ValueDraft;
  attributes: AttributeDraft[];
};

/** The drafts of one scope. `raw` is the item as sent, where that can be told apart from its draft. */
export type DraftGroup<Draft> = { sender: SenderDraft; items: { read: () => Draft; raw?: Json }[] };

export type Sender = { resource: Resource; scope: Scope; sanitized: string[] };

// Microseconds since the epoch must stay exact in a double; that ends in the year 2255.
const latestTime = BigInt(Number.MAX_SAFE_INTEGER) * 1000n + 999n;

// Every span names what was changed of its sender, so a long list would be stored tens of thousands of times.
const maxSenderChanges = 20;
const maxSpanChanges = 100;
const maxChangeLength = 200;

/** Cleans what all spans of one scope share. */
export function finishSender(draft: SenderDraft, sanitizer: Sanitizer): Sender {
  const sanitized: string[] = [];
  const changed = noteIn(sanitized, maxSenderChanges);
  return {
    resource: { attributes: finishAttributes(draft.resource, "resource.", sanitizer, changed) },
    scope: {
      name: finishText("scope.name", draft.scope.name, sanitizer, changed),
      version: finishText("scope.version", draft.scope.version, sanitizer, changed),
      attributes: finishAttributes(draft.scope.attributes, "scope.", sanitizer, changed),
    },
    sanitized,
  };
}

/**
 * Checks and cleans one span.
 * @throws CasebookError `invalid:otlp_span` that says which field is wrong
 */
export function finishSpan(draft: SpanDraft, sender: Sender, sanitizer: Sanitizer): Span {
  const sanitized = [...sender.sanitized];
  const changed = noteIn(sanitized, maxSpanChanges);
  return {
    traceId: requireId("trace id", draft.traceId, 32),
    spanId: requireId("span id", draft.spanId, 16),
    parentSpanId: optionalId("parent span id", draft.parentSpanId, 16) || undefined,
    name: finishText("name", draft.name, sanitizer, changed),
    kind: draft.kind,
    startTimeUnixNano: requireTime("start time", draft.startTimeUnixNano),
    endTimeUnixNano: requireTime("end time", draft.endTimeUnixNano),
    status: {
      code: draft.status.code,
      message: finishText("status.message", draft.status.message, sanitizer, changed),
    },
    attributes: finishAttributes(draft.attributes, "", sanitizer, changed),
    events: sanitizer.entries("events", draft.events).map((event, index) => ({
      name: finishText(`events.${index}.name`, event.name, sanitizer, changed),
      timeUnixNano: requireTime("event time", event.timeUnixNano),
      attributes: finishAttributes(event.attributes, `events.${index}.`, sanitizer, changed),
    })),
    links: sanitizer.entries("links", draft.links).map((link, index) => ({
      traceId: optionalId("link trace id", link.traceId, 32),
      spanId: optionalId("link span id", link.spanId, 16),
      attributes: finishAttributes(link.attributes, `links.${index}.`, sanitizer, changed),
    })),
    droppedAttributesCount: draft.droppedAttributesCount + Math.max(0, draft.attributes.length - maxEntries),
    resource: sender.resource,
    scope: sender.scope,
    sanitized: sanitized.length > 1 ? [...new Set(sanitized)] : sanitized,
  };
}

/**
 * Checks and cleans one log record; both ids are empty strings where it belongs to no span.
 * @throws CasebookError `invalid:otlp_log` that says which field is wrong
 */
export function finishLog(draft: LogDraft, sender: Sender, sanitizer: Sanitizer): LogRecord {
  const ignore = () => {};
  const attributes = finishAttributes(draft.attributes, "", sanitizer, ignore);
  const eventName = finishText("eventName", draft.eventName, sanitizer, ignore);
  const named = attributes["event.name"];
  return {
    traceId: optionalId("trace id", draft.traceId, 32, "invalid:otlp_log"),
    spanId: optionalId("span id", draft.spanId, 16, "invalid:otlp_log"),
    timeUnixNano: requireTime(
      "time",
      draft.timeUnixNano === "0" ? draft.observedTimeUnixNano : draft.timeUnixNano,
      "invalid:otlp_log",
    ),
    eventName: eventName || (typeof named === "string" ? named : ""),
    severityText: finishText("severityText", draft.severityText, sanitizer, ignore),
    body: sanitizer.value("body", () => draft.body(sanitizer), ignore),
    attributes,
    resource: sender.resource,
    scope: sender.scope,
  };
}

type Changed = (where: string) => void;

function noteIn(changes: string[], most: number): Changed {
  return (where) => {
    if (changes.length < most) changes.push(where.slice(0, maxChangeLength));
  };
}

type InvalidCode = "invalid:otlp_span" | "invalid:otlp_log";

function finishText(where: string, text: string, sanitizer: Sanitizer, changed: Changed): string {
  return sanitizer.value(where, () => sanitizer.text(text), changed) as string;
}

function finishAttributes(
  drafts: AttributeDraft[],
  prefix: string,
  sanitizer: Sanitizer,
  changed: Changed,
): Attributes {
  const attributes: Attributes = {};
  for (const draft of sanitizer.entries(`${prefix}attributes`, drafts)) {
    const key = sanitizer.text(draft.key);
    if (key !== draft.key) changed(prefix + key);
    setKey(
      attributes,
      key,
      sanitizer.value(prefix + key, () => draft.read(sanitizer), changed),
    );
  }
  return attributes;
}

function requireId(what: string, id: string, digits: number): string {
  const checked = optionalId(what, id, digits);
  if (checked === "") throw new CasebookError("invalid:otlp_span", `The ${what} is missing or all zeros.`);
  return checked;
}

function optionalId(what: string, id: string, digits: number, code: InvalidCode = "invalid:otlp_span"): string {
  if (id === "") return "";
  if (id.length !== digits || !/^[0-9a-f]+$/i.test(id)) {
    throw new CasebookError(code, `The ${what} "${sanitizeId(id)}" is not ${digits} hex digits.`);
  }
  return /^0+$/.test(id) ? "" : id.toLowerCase();
}

function sanitizeId(id: string): string {
  return id.slice(0, 40).replace(/[^\x20-\x7e]/g, "?");
}

function requireTime(what: string, digits: string, code: InvalidCode = "invalid:otlp_span"): string {
  if (!/^[0-9]{1,20}$/.test(digits)) throw new CasebookError(code, `The ${what} is not a count of nanoseconds.`);
  if (digits.length >= 19 && BigInt(digits) > latestTime) {
    throw new CasebookError(code, `The ${what} lies after the year 2255.`);
  }
  return digits;
}
