import { describe, expect, test } from "vitest";
import { CasebookError } from "../errors";
import { decodeLogs, decodeTraces } from "./decode";
import { maxElements, maxFields, maxItems } from "./element-bounds";

const json = "application/json";
const protobuf = "application/x-protobuf";
const MiB = 1024 * 1024;

/** A length-delimited protobuf field. */
function field(number: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(body.length)]), body]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** `count` empty messages under one field number. */
const empty = (number: number, count: number) => Buffer.alloc(count * 2, Buffer.from([number * 8 + 2, 0]));
const ids = [field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 2))];
const span = (...rest: Uint8Array[]) => field(2, ...ids, ...rest);
const request = (...items: Uint8Array[]) => field(1, field(2, ...items));

const jsonIds = `"traceId":"${"1".repeat(32)}","spanId":"${"2".repeat(16)}"`;
const jsonSpan = (rest: string) => `{${jsonIds},${rest}}`;
const many = (item: string, count: number) => new Array<string>(count).fill(item).join(",");
const jsonRequest = (spans: string) => Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${spans}]}]}]}`);

function failureOf(decode: () => unknown): CasebookError {
  try {
    decode();
  } catch (error) {
    if (error instanceof CasebookError) return error;
  }
  throw new Error("It was not refused.");
}

describe("a request made of too many parts is refused before anything is built of it", () => {
  const items = `more than ${maxItems.toLocaleString("en-US")} spans or log records`;
  const elements = `more than ${maxElements.toLocaleString("en-US")} attributes, events, links and values`;
  const fields = `more than ${maxFields.toLocaleString("en-US")} fields`;
  const bombs: [name: string, type: string, what: string, body: () => Buffer][] = [
    ["64 MiB of empty spans", protobuf, items, () => request(empty(2, 32 * MiB))],
    ["one span too many", protobuf, items, () => request(empty(2, maxItems + 1))],
    [
      "spans spread over scopes",
      protobuf,
      items,
      () => field(1, ...new Array(maxItems + 1).fill(field(2, empty(2, 1)))),
    ],
    ["empty attributes of one span", protobuf, elements, () => request(span(empty(9, MiB)))],
    ["empty events of one span", protobuf, elements, () => request(span(empty(11, MiB)))],
    ["empty links of one span", protobuf, elements, () => request(span(empty(13, MiB)))],
    ["empty resources", protobuf, elements, () => empty(1, MiB)],
    ["empty scopes", protobuf, elements, () => field(1, empty(2, MiB))],
    ["attributes of the resource", protobuf, elements, () => field(1, field(1, empty(1, MiB)))],
    ["values of one list", protobuf, elements, () => request(span(field(9, field(2, field(5, empty(1, MiB))))))],
    ["values of one map", protobuf, elements, () => request(span(field(9, field(2, field(6, empty(1, MiB))))))],
    ["one value said again and again", protobuf, fields, () => request(span(field(9, empty(2, 2 * MiB))))],
    ["unknown fields", protobuf, fields, () => request(span(Buffer.alloc(6 * MiB, Buffer.from([0xf8, 0x07, 1]))))],
    ["empty spans", json, items, () => jsonRequest(many("{}", maxItems + 1))],
    ["64 MiB of empty spans", json, elements, () => jsonRequest(many("{}", 21 * MiB))],
    ["empty attributes of one span", json, elements, () => jsonRequest(jsonSpan(`"attributes":[${many("{}", MiB)}]`))],
    ["numbers in an unknown field", json, elements, () => jsonRequest(jsonSpan(`"x":[${many("1", MiB)}]`))],
    ["lists inside lists", json, elements, () => Buffer.from("[".repeat(MiB))],
    ["keys of one object", json, fields, () => jsonRequest(jsonSpan(`"x":{${many('"":1', 2 * MiB)}}`))],
    ["objects inside objects", json, fields, () => Buffer.from('{"":'.repeat(2 * MiB))],
  ];

  test.each(bombs)("%s as %s", (_name, type, what, body) => {
    const bytes = body();
    const error = failureOf(() => decodeTraces(bytes, type));
    expect(error).toMatchObject({ code: "too_large:elements", status: 413 });
    expect(error.message).toContain(what);
    expect(error.message).toContain("send smaller batches");
  });

  test("log records are counted as spans are, in both encodings", () => {
    const records = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${many("{}", maxItems + 1)}]}]}]}`;
    expect(failureOf(() => decodeLogs(request(empty(2, maxItems + 1)), protobuf)).message).toContain(items);
    expect(failureOf(() => decodeLogs(Buffer.from(records), json)).message).toContain(items);
    expect(failureOf(() => decodeLogs(request(field(2, empty(6, MiB))), protobuf)).message).toContain(elements);
  });

  test("what stands inside a text is not counted", () => {
    const text = `"${'[,{\\"'.repeat(maxFields)}"`;
    const { items } = decodeTraces(jsonRequest(jsonSpan(`"name":"n","x":${text}`)), json);
    expect(items).toHaveLength(1);
  });

  test.each([
    ["a text sent as a number", span(Buffer.from([5 * 8, 2]), empty(9, 1))],
    ["a time sent as a text", span(field(7, empty(9, 4)))],
    ["a group", span(Buffer.from([127 * 8 + 3, 7, 0x0b, 0x0c, 127 * 8 + 4, 7]))],
  ])("%s cannot hide elements from the count: the request is malformed", (_name, bytes) => {
    expect(failureOf(() => decodeTraces(request(bytes), protobuf))).toMatchObject({ code: "malformed:otlp" });
  });
});

describe("what is kept of a request within the bounds", () => {
  test("of many refusals the first 100 are kept and all are counted", () => {
    const spans = `${many("{}", 300)},{"traceId":"${"1".repeat(32)}","spanId":"${"2".repeat(16)}"},{}`;
    const { items, refusals, refusedCount } = decodeTraces(jsonRequest(spans), json);
    expect([items.length, refusals.length, refusedCount]).toEqual([1, 100, 301]);
    expect(refusals.at(-1)?.index).toBe(99);
  });

  test("of a long list of one span the first 4,096 are kept, with a warning", () => {
    const attribute = (index: number) => field(9, field(1, Buffer.from(`key ${index}`)));
    const attributes = Array.from({ length: 5000 }, (_, index) => attribute(index));
    const bytes = request(span(...attributes, empty(11, 4097), empty(13, 4098)), span(Buffer.from([10 * 8, 7])));
    const { items, warnings } = decodeTraces(bytes, protobuf);
    expect(Object.keys(items[0]?.attributes ?? {})).toHaveLength(4096);
    expect(items[0]?.attributes).toHaveProperty(["key 4095"]);
    expect([items[0]?.events.length, items[0]?.links.length]).toEqual([4096, 4096]);
    expect(items.map(({ droppedAttributesCount }) => droppedAttributesCount)).toEqual([904, 7]);
    expect(warnings).toEqual([
      "attributes had 5000 entries, of which the first 4096 are stored",
      "events had 4097 entries, of which the first 4096 are stored",
      "links had 4098 entries, of which the first 4096 are stored",
    ]);
  });

  test("a span names at most 20 changes of its sender, shortened", () => {
    const attributes = Array.from({ length: 50 }, (_, index) => ({
      key: `${index}${"x".repeat(500)}`,
      value: { stringValue: "\0" },
    }));
    const spans = [JSON.parse(jsonSpan('"name":"n"'))];
    const body = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
    const sanitized = decodeTraces(Buffer.from(JSON.stringify(body)), json).items[0]?.sanitized;
    expect(sanitized).toHaveLength(20);
    expect(sanitized?.[0]).toMatch(/^resource\.0x{190}$/);
  });
});
