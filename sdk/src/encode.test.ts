import { describe, expect, it } from "vitest";
import { encode, type Lossy } from "./encode";

function encoded(value: unknown, maxBytes?: number) {
  const lossy: Lossy = [];
  const text = encode(value, { at: "v", lossy, ...(maxBytes !== undefined && { maxBytes }) });
  return { value: text === undefined ? undefined : JSON.parse(text), lossy, bytes: Buffer.byteLength(text ?? "") };
}

class Money {
  amount = 5;
  currency = "EUR";
  toJSON() {
    throw new Error("toJSON ran");
  }
}

describe("encode", () => {
  it.each([[null], [true], [-1.5e-7], ['tä\u0000\ud800 \u{1f600} " \\'], [[]], [{}], [{ a: [1, { b: null }] }]])(
    "keeps %j as it is",
    (value) => {
      expect(encoded(value)).toMatchObject({ value, lossy: [] });
    },
  );

  it.each([
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z", ["v"]],
    ["a broken date", new Date(Number.NaN), "[invalid date]", ["v"]],
    ["a big integer", 2n ** 70n, "1180591620717411303424", ["v"]],
    ["not a number", { n: Number.NaN }, { n: "NaN" }, ["v.n"]],
    ["a function", [() => 1], ["[function]"], ["v.0"]],
    ["a set", new Set([1, 2]), [1, 2], ["v"]],
    ["a map", new Map([["a", 1]]), [["a", 1]], ["v"]],
    ["an error", new TypeError("no"), { message: "no" }, ["v"]],
    ["bytes", new Uint8Array(3), "[bytes]", ["v"]],
    ["a promise", Promise.resolve(1), "[promise]", ["v"]],
    ["a class", new Money(), { amount: 5, currency: "EUR" }, ["v"]],
    ["a hole and undefined", [undefined, { u: undefined }], [null, {}], []],
  ])("writes %s and says that it is not the value itself", (_name, value, wanted, lossy) => {
    expect(encoded(value)).toMatchObject({ value: wanted, lossy });
  });

  it("writes nothing for undefined", () => {
    expect(encoded(undefined)).toMatchObject({ value: undefined, lossy: [] });
  });

  it.each([
    "password",
    "apiKey",
    "API_KEY",
    "x-auth-token",
    "clientSecret",
    "Authorization",
    "user.passwd",
    "accessToken",
  ])("redacts %s", (key) => {
    expect(encoded({ [key]: "s3cret" })).toMatchObject({ value: { [key]: "[redacted]" }, lossy: [`v.${key}`] });
  });

  it.each(["tokens", "inputTokens", "keyboard", "secretary", "passport", "author"])("does not redact %s", (key) => {
    expect(encoded({ [key]: 1 })).toMatchObject({ value: { [key]: 1 }, lossy: [] });
  });

  it("stays within any budget, always valid, and says what it cut", () => {
    const value = {
      text: '\u0007"é€\u{1f600}'.repeat(200),
      list: Array.from({ length: 300 }, (_, i) => ({ i })),
      last: 1,
    };
    for (let budget = 0; budget < 3_000; budget += 7) {
      const result = encoded(value, budget);
      expect(result.bytes).toBeLessThanOrEqual(budget);
      expect(result.lossy).not.toEqual([]);
    }
    expect(encoded(value, 32_768)).toMatchObject({ value, lossy: [] });
  });

  it("ends on endless and very deep values", () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => ({ inner }), 1);
    expect(JSON.stringify(encoded(deep).value)).toContain("[too deep]");
    const endless = new Map([[1, 1]]);
    Object.defineProperty(endless, Symbol.iterator, {
      value: function* () {
        while (true) yield 1;
      },
    });
    expect(encoded(endless).value).toEqual([[1, 1]]);
  });
});
