import { expect, it } from "vitest";
import type { LogRecord, Span } from "./otlp/types";
import { createRedactor } from "./redact";

const span: Span = {
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  parentSpanId: undefined,
  name: "mail ann@example.org",
  kind: 1,
  startTimeUnixNano: "1",
  endTimeUnixNano: "2",
  status: { code: 2, message: "no ann@example.org" },
  attributes: { mail: ["ann@example.org", 1], other: "kept" },
  events: [{ name: "e", timeUnixNano: "1", attributes: { card: "1234567890123456" } }],
  links: [],
  droppedAttributesCount: 0,
  resource: { attributes: {} },
  scope: { name: "", version: "", attributes: {} },
  sanitized: [],
};

it("replaces every match in every text of a span and says which attributes changed", () => {
  const redacted = createRedactor("\\S+@\\S+, \\d{12,19}")?.span(span);
  expect(redacted).toEqual({
    ...span,
    name: "mail [redacted]",
    status: { code: 2, message: "no [redacted]" },
    attributes: { mail: ["[redacted]", 1], other: "kept" },
    events: [{ name: "e", timeUnixNano: "1", attributes: { card: "[redacted]" } }],
    sanitized: ["mail"],
  });
});

it("replaces matches in a log record's body", () => {
  const record = { eventName: "", body: { text: "key sk-123" }, attributes: {} } as unknown as LogRecord;
  expect(createRedactor("sk-\\d+\n")?.logRecord(record).body).toEqual({ text: "key [redacted]" });
});

it("does nothing without patterns", () => {
  expect(createRedactor(undefined)).toBeUndefined();
  expect(createRedactor(" \n ")).toBeUndefined();
});

it.each(["(", "(a+)+$", "((a|b)*c)*", "x".repeat(501)])("refuses the pattern %s", (pattern) => {
  expect(() => createRedactor(pattern)).toThrow("CASEBOOK_REDACT");
});
