import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import type { Json } from "../contract/json";
import { CasebookError } from "../errors";
import { decodeLogs, decodeTraces } from "./decode";
import { ExportTraceServiceRequestSchema } from "./gen/opentelemetry/proto/collector/trace/v1/trace_service_pb";
import { maxValueBytes } from "./sanitize";
import type { Span } from "./types";

const json = "application/json";
const protobuf = "application/x-protobuf";
const fixtures = path.join(import.meta.dirname, "../conventions/__fixtures__/otlp");

const encode = (body: unknown) => new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
const traceId = "0AF7651916CD43DD8448EB211C80319C";

/** A JSON trace request with these spans; ids and times are good unless given. */
function request(...spans: { [field: string]: unknown }[]) {
  const good = { traceId, spanId: "B7AD6B7169203331", name: "work", startTimeUnixNano: "1", endTimeUnixNano: "2" };
  return encode({ resourceSpans: [{ scopeSpans: [{ spans: spans.map((span) => ({ ...good, ...span })) }] }] });
}

function decodeOne(span: { [field: string]: unknown }): Span {
  return decodeTraces(request(span), json).items[0] as Span;
}

function codeOf(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof CasebookError) return error.code;
  }
  return "accepted";
}

function readFixture(file: string): Uint8Array {
  const stored = readFileSync(path.join(fixtures, file));
  return file.endsWith(".gz") ? gunzipSync(stored) : stored;
}

/** The request's JSON form, written by hand from the official messages, so that both decoders read one request. */
function toOtlpJson(bytes: Uint8Array): Uint8Array {
  const message = fromBinary(ExportTraceServiceRequestSchema, bytes);
  const isId = (key: string) => key === "traceId" || key === "spanId" || key === "parentSpanId";
  const plain = (value: unknown, key: string): unknown => {
    if (value instanceof Uint8Array)
      return isId(key) ? Buffer.from(value).toString("hex") : Buffer.from(value).toString("base64");
    if (typeof value === "bigint") return String(value);
    if (Array.isArray(value)) return value.map((item) => plain(item, key));
    if (value === null || typeof value !== "object") return value;
    const object = value as { [field: string]: unknown };
    const oneof = object.case;
    if (typeof oneof === "string") return { [oneof]: plain(object.value, oneof) };
    const fields = Object.entries(object).filter(([name]) => !name.startsWith("$"));
    return Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const isAnyValue = object.$typeName === "opentelemetry.proto.common.v1.AnyValue" && name === "value";
        return isAnyValue ? Object.entries(plain(field, name) as object) : [[name, plain(field, name)]];
      }),
    );
  };
  return encode(plain(message, ""));
}

describe("decoding traces", () => {
  const { captures } = JSON.parse(readFileSync(path.join(fixtures, "index.json"), "utf8"));
  const requests: { file: string; path: string; items: number; headers: { [name: string]: string } }[] =
    captures.flatMap((capture: { requests: unknown[] }) => capture.requests);

  test("reads every recorded request whole, without a refusal or a warning", () => {
    for (const { file, path: url, items, headers } of requests) {
      const decode = url.endsWith("logs") ? decodeLogs : decodeTraces;
      const decoded = decode(readFixture(file), headers["content-type"] ?? "");
      expect([file, decoded.items.length, decoded.refusals, decoded.warnings]).toEqual([file, items, [], []]);
    }
  });

  test("both encodings of one request give the same spans", () => {
    const binary = requests.filter(({ file, path: url }) => url.endsWith("traces") && /\.pb(\.gz)?$/.test(file));
    for (const { file } of binary) {
      const bytes = readFixture(file);
      expect(decodeTraces(toOtlpJson(bytes), json)).toEqual(decodeTraces(bytes, protobuf));
    }
    expect(binary.length).toBeGreaterThan(5);
  });

  test("keeps nanoseconds to the last digit, as text or as a number", () => {
    const time = "1795294077308123457";
    const text = new TextDecoder().decode(request({ startTimeUnixNano: "T" })).replace('"T"', time);
    expect(decodeTraces(encode(text), json).items[0]?.startTimeUnixNano).toBe(time);
    expect(decodeOne({ startTimeUnixNano: time }).startTimeUnixNano).toBe(time);
  });

  test.each([
    [0.5, 1],
    [1e300, 2 ** 32 - 1],
    [-3, 0],
    ["7", 7],
    ["x", 0],
  ])("a count of dropped attributes of %j is stored as %j", (droppedAttributesCount, wanted) => {
    expect(decodeOne({ droppedAttributesCount }).droppedAttributesCount).toBe(wanted);
  });

  test("keeps 64-bit integers exact, as text or as a number", () => {
    const text = new TextDecoder()
      .decode(
        request({
          attributes: [
            { key: "a", value: { intValue: "N" } },
            { key: "b", value: { intValue: "-9223372036854775808" } },
            { key: "c", value: { intValue: "7" } },
          ],
        }),
      )
      .replace('"N"', "9223372036854775807");
    expect(decodeTraces(encode(text), json).items[0]?.attributes).toEqual({
      a: "9223372036854775807",
      b: "-9223372036854775808",
      c: 7,
    });
  });

  test("ids may have any case; an absent, empty or zero parent makes a root", () => {
    expect(decodeOne({}).traceId).toBe(traceId.toLowerCase());
    expect(decodeOne({ parentSpanId: "00F067AA0BA902B7" }).parentSpanId).toBe("00f067aa0ba902b7");
    for (const parentSpanId of ["", "0000000000000000"])
      expect(decodeOne({ parentSpanId }).parentSpanId).toBeUndefined();
  });

  test.each([
    ["span id", { spanId: "xyz" }],
    ["span id", { spanId: "" }],
    ["span id", { spanId: "0000000000000000" }],
    ["trace id", { traceId: "AAAAAAAAAAAAAAAAAAAAAA==" }],
    ["parent span id", { parentSpanId: "b7ad" }],
    ["start time", { startTimeUnixNano: "soon" }],
    ["end time", { endTimeUnixNano: "99999999999999999999" }],
    ["name", { name: 7 }],
    ["attributes", { attributes: "none" }],
  ])("a wrong %s costs that span alone", (what, wrong) => {
    const { items, refusals } = decodeTraces(request({}, wrong, { name: "after" }), json);
    expect(items.map(({ name }) => name)).toEqual(["work", "after"]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ index: 1, raw: wrong });
    expect(refusals[0]?.message).toContain(what);
  });

  test("a wrong id among good ones is refused in protobuf too, with what arrived", () => {
    const span = { traceId: new Uint8Array(16).fill(1), spanId: new Uint8Array(8).fill(2), name: "work" };
    const spans = [span, { ...span, spanId: new Uint8Array(3).fill(9) }];
    const message = create(ExportTraceServiceRequestSchema, { resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const { items, refusals } = decodeTraces(toBinary(ExportTraceServiceRequestSchema, message), protobuf);
    expect(items).toHaveLength(1);
    expect(refusals).toMatchObject([{ index: 1, spanId: "090909", code: "invalid:otlp_span", raw: { name: "work" } }]);
  });

  test("a value over 1 MiB is cut with a warning, structured ones included", () => {
    const many = Array.from({ length: 2000 }, () => ({ stringValue: "x".repeat(1000) }));
    const attributes = [
      { key: "big", value: { stringValue: "x".repeat(30 * maxValueBytes) } },
      { key: "list", value: { arrayValue: { values: many } } },
      { key: "small", value: { stringValue: "x" } },
    ];
    const { items, warnings } = decodeTraces(request({ attributes }), json);
    expect(items[0]?.sanitized).toEqual(["big", "list"]);
    expect(String(items[0]?.attributes.big)).toMatch(/x \[cut by Casebook: 31457280 bytes, SHA-256 [0-9a-f]{64}\]$/);
    expect(String(items[0]?.attributes.list)).toMatch(
      /^\["x+.*\[cut by Casebook: 2006001 bytes, SHA-256 [0-9a-f]{64}\]$/,
    );
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toBe("big was longer than 1 MiB and is stored cut");
  });

  test("text a database cannot hold is escaped and named, wherever it stands", () => {
    const span = decodeOne({
      name: "a\0",
      status: { code: 2, message: "\ud800" },
      attributes: [
        { key: "k\0", value: { kvlistValue: { values: [{ key: "x", value: { stringValue: "\ud83d" } }] } } },
      ],
      events: [{ name: "e", timeUnixNano: "1", attributes: [{ key: "t", value: { stringValue: "\0" } }] }],
    });
    expect(span).toMatchObject({
      name: "a\\u0000",
      status: { message: "\\ud800" },
      attributes: { "k\\u0000": { x: "\\ud83d" } },
    });
    expect(span.sanitized).toEqual(["name", "status.message", "k\\u0000", "events.0.t"]);
  });

  test("nesting is bounded in both encodings", () => {
    let value: { [key: string]: Json } = { stringValue: "core" };
    for (let level = 0; level < 150; level += 1) value = { arrayValue: { values: [value] } };
    const body = request({ attributes: [{ key: "deep", value }] });
    expect(JSON.stringify(decodeTraces(body, json).items[0]?.attributes)).toContain("nested deeper than 64 levels");
    expect(codeOf(() => decodeTraces(encode(`${"[".repeat(200_000)}${"]".repeat(200_000)}`), json))).toBe(
      "malformed:otlp",
    );
  });

  test("every kind of value is read; an empty one is null", () => {
    const attributes = [
      { key: "empty", value: {} },
      { key: "none" },
      { key: "double", value: { doubleValue: 0.5 } },
      { key: "nan", value: { doubleValue: "NaN" } },
      { key: "bytes", value: { bytesValue: "AQI=" } },
      { key: "map", value: { kvlistValue: { values: [{ key: "__proto__", value: { boolValue: true } }] } } },
    ];
    const read = decodeOne({ attributes }).attributes;
    expect(JSON.stringify(read)).toBe(
      '{"empty":null,"none":null,"double":0.5,"nan":"NaN","bytes":"AQI=","map":{"__proto__":true}}',
    );
  });

  test("unknown fields are ignored and an empty request is a success", () => {
    expect(decodeOne({ futureField: { a: 1 } }).name).toBe("work");
    for (const body of ["", "{}", '{"resourceSpans":[]}']) expect(decodeTraces(encode(body), json).items).toEqual([]);
    expect(decodeTraces(new Uint8Array(), protobuf)).toEqual({
      items: [],
      refusals: [],
      refusedCount: 0,
      warnings: [],
    });
  });

  test("what is not OTLP is malformed, another content type is unsupported", () => {
    expect(codeOf(() => decodeTraces(new Uint8Array([255, 1, 2, 3]), protobuf))).toBe("malformed:otlp");
    for (const body of ["nope", "[]", "7", '{"resourceSpans":7}', '{"resourceSpans":[7]}']) {
      expect(codeOf(() => decodeTraces(encode(body), json))).toBe("malformed:otlp");
    }
    expect(codeOf(() => decodeTraces(new Uint8Array([0x7b, 0xff, 0x7d]), json))).toBe("malformed:otlp");
    expect(codeOf(() => decodeTraces(encode("{}"), "text/plain"))).toBe("unsupported:content_type");
    expect(codeOf(() => decodeTraces(encode("{}"), "Application/JSON; charset=utf-8"))).toBe("accepted");
  });

  test("a request cut at any byte is malformed or complete, never a crash", () => {
    const bytes = readFixture("plain-otel-js3-structured-attributes-protobuf/001-traces.pb");
    for (let end = 0; end < bytes.length; end += 97) {
      expect(["malformed:otlp", "accepted"]).toContain(codeOf(() => decodeTraces(bytes.subarray(0, end), protobuf)));
    }
  });
});

describe("decoding logs", () => {
  const log = (given: { [field: string]: Json }) =>
    decodeLogs(encode({ resourceLogs: [{ scopeLogs: [{ logRecords: [given] }] }] }), json);

  test("takes the event's name from the field or the older attribute, the time from when it was observed", () => {
    const attributes = [{ key: "event.name", value: { stringValue: "gen_ai.choice" } }];
    expect(log({ attributes, observedTimeUnixNano: "7" }).items[0]).toMatchObject({
      eventName: "gen_ai.choice",
      timeUnixNano: "7",
    });
    expect(log({ eventName: "new", attributes, timeUnixNano: "5", observedTimeUnixNano: "7" }).items[0]).toMatchObject({
      eventName: "new",
      timeUnixNano: "5",
    });
  });

  test("a record may belong to no span; a wrong id is refused", () => {
    expect(log({ body: { stringValue: "hello" } }).items[0]).toMatchObject({ traceId: "", spanId: "", body: "hello" });
    expect(log({ spanId: "zz" }).refusals).toMatchObject([{ code: "invalid:otlp_log" }]);
  });
});
