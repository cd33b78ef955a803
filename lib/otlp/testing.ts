import type { Json } from "../contract/json";
import type { Attributes, LogRecord, Span } from "./types";

/** A span for tests: ids padded to full length, a second long, everything else empty unless given. */
export function makeSpan(
  given: Partial<Omit<Span, "resource">> & { attributes?: Attributes; resource?: Attributes },
): Span {
  const {
    spanId = "1",
    parentSpanId,
    resource = { "service.name": "shop" },
    startTimeUnixNano = "1000000000",
    ...rest
  } = given;
  return {
    traceId: "a".repeat(32),
    name: "span",
    kind: 1,
    startTimeUnixNano,
    endTimeUnixNano: String(BigInt(startTimeUnixNano) + 1_000_000_000n),
    status: { code: 0, message: "" },
    attributes: {},
    events: [],
    links: [],
    droppedAttributesCount: 0,
    scope: { name: "test", version: "", attributes: {} },
    sanitized: [],
    ...rest,
    spanId: spanId.padStart(16, "0"),
    parentSpanId: parentSpanId?.padStart(16, "0"),
    resource: { attributes: resource },
  };
}

/** A log record for tests, joined to a span by its short id. */
export function makeLog(given: {
  spanId: string;
  eventName: string;
  body?: Json;
  attributes?: Attributes;
  timeUnixNano?: string;
}): LogRecord {
  return {
    traceId: "a".repeat(32),
    timeUnixNano: "1",
    severityText: "",
    body: null,
    attributes: {},
    resource: { attributes: {} },
    scope: { name: "", version: "", attributes: {} },
    ...given,
    spanId: given.spanId.padStart(16, "0"),
  };
}
