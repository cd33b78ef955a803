import { describe, expect, it } from "vitest";
import { configure } from "./configure";
import { encode, type Lossy } from "./encode";

function encoded(value: unknown, maxBytes?: number) {
  const lossy: Lossy = [];
  const text = encode(value, { at: "v", lossy, ...(maxBytes !== undefined && { maxBytes }) });
  return { value: text === undefined ? undefined : JSON.parse(text), lossy, bytes: Buffer.byteLength(text ?? "") };
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const texts = ["", "a", '"\\', "\u0000\u001f", "é€\u{1f600}", "\ud83d", "x".repeat(300), "__proto__", "toJSON"];

/** A value of any shape a program may hold: holes, getters, proxies, classes, deep and wide ones. */
function hostile(random: () => number, depth: number): unknown {
  const upTo = (count: number) => Math.floor(random() * count);
  const text = () => (texts[upTo(texts.length)] ?? "").repeat(1 + upTo(3));
  const child = () => hostile(random, depth + 1);
  const leaves = [text, () => undefined, () => null, () => random() * 1e25, () => Number.NaN, () => 7n ** 50n];
  const odd = [
    () => () => 1,
    () => Symbol("s"),
    () => new Date(Number.NaN),
    () => Promise.resolve(),
    () => new Money(),
  ];
  const broken = () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  };
  const unreadable = () =>
    Object.setPrototypeOf(
      [],
      new Proxy(
        {},
        {
          getPrototypeOf: () => {
            throw new Error("trap");
          },
        },
      ),
    );
  const getter = () =>
    Object.defineProperty({ a: child() }, "b", {
      enumerable: true,
      get: () => {
        throw new Error("got");
      },
    });
  const nested = [
    () => Array.from({ length: upTo(40) }, child),
    () => new Array(upTo(3_000)),
    () => Object.fromEntries(Array.from({ length: upTo(20) }, () => [text(), child()])),
    () => new Map([[child(), child()]]),
    () => new Set([child(), child()]),
    () => Object.assign(new Error(text()), { cause: child() }),
    getter,
  ];
  const makers = [...leaves, ...odd, broken, unreadable, ...(depth < 6 ? [...nested, ...nested] : [])];
  return makers[upTo(makers.length)]?.();
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

  it("keeps the bound where nothing is written as null: holes, undefined, what did not fit", () => {
    for (const value of [
      new Array(40_000),
      Array.from({ length: 40_000 }),
      Array.from({ length: 9_000 }, () => new Array(1)),
    ]) {
      const result = encoded(value);
      expect(result.bytes).toBeLessThanOrEqual(32 * 1024);
      expect(result.lossy).toEqual(["v"]);
    }
  });

  it("keeps any budget, as valid JSON, over two thousand hostile values", () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const random = seeded(seed);
      const value = hostile(random, 0);
      const budget = Math.floor(random() ** 3 * 4_000);
      expect(encoded(value, budget).bytes, `seed ${seed}`).toBeLessThanOrEqual(budget);
    }
  });

  it("leaves out what the team's paths and patterns name", () => {
    configure({ redactPaths: ["v.customer.email"], redactPatterns: [/\d{3}-\d{2}-\d{4}/] });
    const { value, lossy } = encoded({ customer: { email: "a@b.c", name: "Ann" }, note: "ssn 123-45-6789" });
    configure({ redactPaths: [], redactPatterns: [] });
    expect(value).toEqual({ customer: { email: "[redacted]", name: "Ann" }, note: "[redacted]" });
    expect(lossy).toEqual(["v.customer.email", "v.note"]);
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
