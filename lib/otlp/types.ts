import type { Json } from "../contract/json";

/** Attribute values as plain JSON: 64-bit integers past 2^53 become decimal strings, bytes become base64 strings. */
export type Attributes = { [key: string]: Json };

export type SpanEvent = { name: string; timeUnixNano: string; attributes: Attributes };
export type SpanLink = { traceId: string; spanId: string; attributes: Attributes };
export type Resource = { attributes: Attributes };
export type Scope = { name: string; version: string; attributes: Attributes };

/** One span, whichever encoding it came in. Ids are lower-case hex; times are decimal strings of Unix nanoseconds. */
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  /** OTLP SpanKind number, 0 to 5. */
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  /** `code` 0 unset, 1 ok, 2 error. */
  status: { code: number; message: string };
  attributes: Attributes;
  events: SpanEvent[];
  links: SpanLink[];
  droppedAttributesCount: number;
  resource: Resource;
  scope: Scope;
  /** Attribute keys whose text was changed so that every database can hold it (NUL, lone surrogates), or cut. */
  sanitized: string[];
};

export type LogRecord = {
  traceId: string;
  spanId: string;
  timeUnixNano: string;
  /** `eventName`, else the attribute `event.name`, else an empty string. */
  eventName: string;
  severityText: string;
  body: Json;
  attributes: Attributes;
  resource: Resource;
  scope: Scope;
};

/** A span or log record that was not taken, and why; `raw` is what arrived, bounded. */
export type Refusal = {
  /** Position among the spans (or log records) of the request, from 0. */
  index: number;
  traceId: string;
  spanId: string;
  code: string;
  message: string;
  raw: Json;
};

export type Decoded<Item> = {
  items: Item[];
  /** The first 100; the others are only counted. */
  refusals: Refusal[];
  /** How many were refused altogether. */
  refusedCount: number;
  warnings: string[];
};
