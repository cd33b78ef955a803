import { expect, it } from "vitest";
import type { Decoded, LogRecord, Span } from "./otlp/types";
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

const whole = <Item>(...items: Item[]): Decoded<Item> => ({ items, refusals: [], refusedCount: 0, warnings: [] });
const redactSpan = (patterns: string, item: Span) => createRedactor(patterns)?.traces(whole(item)).items[0];

it("replaces every match in every text of a span and says which attributes changed", () => {
  const redacted = redactSpan("\\S+@\\S+, \\d{12,19}", span);
  expect(redacted).toEqual({
    ...span,
    name: "mail [redacted]",
    status: { code: 2, message: "no [redacted]" },
    attributes: { mail: ["[redacted]", 1], other: "kept" },
    events: [{ name: "e", timeUnixNano: "1", attributes: { card: "[redacted]" } }],
    sanitized: ["mail"],
  });
});

it("replaces matches in links, and in resource and scope once for all spans that share them", () => {
  const resource = { attributes: { "process.command_args": ["--key", "sk-1"], kept: 1 } };
  const scope = { name: "sk-2", version: "sk-3", attributes: { token: "sk-4" } };
  const links = [{ traceId: "a".repeat(32), spanId: "b".repeat(16), attributes: { of: "sk-5" } }];
  const sent = { ...span, resource, scope, links };
  const [first, second] = createRedactor("sk-\\d+\n")?.traces(whole(sent, { ...sent })).items ?? [];
  expect(first).toMatchObject({
    resource: { attributes: { "process.command_args": ["--key", "[redacted]"], kept: 1 } },
    scope: { name: "[redacted]", version: "[redacted]", attributes: { token: "[redacted]" } },
    links: [{ attributes: { of: "[redacted]" } }],
  });
  expect(second?.scope).toBe(first?.scope);
  expect(second?.resource).toBe(first?.resource);
});

it("replaces matches in every text of a log record", () => {
  const { resource, scope } = span;
  const ids = { traceId: span.traceId, spanId: span.spanId, timeUnixNano: "1" };
  const texts = { eventName: "sk-1", severityText: "sk-2", body: { text: "key sk-3" }, attributes: { a: "sk-4" } };
  const record: LogRecord = { ...ids, ...texts, resource, scope };
  expect(createRedactor("sk-\\d+\n")?.logs(whole(record)).items).toEqual([
    {
      ...record,
      eventName: "[redacted]",
      severityText: "[redacted]",
      body: { text: "key [redacted]" },
      attributes: { a: "[redacted]" },
    },
  ]);
});

it("replaces matches in what is kept and told of refused items", () => {
  const refusal = { index: 0, traceId: "", spanId: "", code: "invalid:otlp_span" };
  const refusals = [
    { ...refusal, message: "Not sk-1.", raw: { name: "x", attributes: [{ key: "k", value: "sk-2" }] } },
  ];
  const decoded = { items: [], refusals, refusedCount: 1, warnings: ["sk-3 was cut"] };
  const expected = {
    ...decoded,
    refusals: [
      { ...refusal, message: "Not [redacted].", raw: { name: "x", attributes: [{ key: "k", value: "[redacted]" }] } },
    ],
    warnings: ["[redacted] was cut"],
  };
  expect(createRedactor("sk-\\d+\n")?.traces(decoded)).toEqual(expected);
  expect(createRedactor("sk-\\d+\n")?.logs(decoded)).toEqual(expected);
});

it("does nothing without patterns", () => {
  expect(createRedactor(undefined)).toBeUndefined();
  expect(createRedactor(" \n ")).toBeUndefined();
});

it.each(["(", "(a+)+$", "((a|b)*c)*", "x".repeat(501)])("refuses the pattern %s", (pattern) => {
  expect(() => createRedactor(pattern)).toThrow("CASEBOOK_REDACT");
});
