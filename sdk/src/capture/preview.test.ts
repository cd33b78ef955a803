import { afterEach, describe, expect, it } from "vitest";
import { configure } from "../configure";
import { keep, keptText } from "./preview";

const kept = (value: unknown, name?: string): unknown => JSON.parse(keptText(keep(value, name)));
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const deep = { a: { b: { c: { d: { e: 1 } } } } };
class Order {
  id = 7;
}

afterEach(() => configure({ redactPaths: [], redactPatterns: [] }));

describe("what is kept of a value", () => {
  it.each([
    ["undefined", undefined, { $: "u" }],
    ["-0", -0, { $: "n", v: "-0" }],
    ["NaN", Number.NaN, { $: "n", v: "NaN" }],
    ["a bigint", 12n, { $: "b", v: "12" }],
    ["a symbol", Symbol("s"), { $: "y", v: "s" }],
    ["a long string", "x".repeat(1_000), { $: "s", v: "x".repeat(200), n: 1_000 }],
    ["a long array", Array.from({ length: 40 }, () => 0), { $: "a", v: Array.from({ length: 30 }, () => 0), n: 40 }],
    ["an instance", new Order(), { $: "o", v: { id: 7 }, c: "Order" }],
    ["a key named $", { $: "u" }, { $: "o", v: { $: "u" } }],
    ["a date", new Date(0), { $: "d", v: "1970-01-01T00:00:00.000Z" }],
    ["an error", new TypeError("no"), { $: "e", c: "TypeError", v: "no" }],
    ["a map", new Map([[1, "a"]]), { $: "m", c: "Map", v: [[1, "a"]], n: 1 }],
    ["bytes", new Uint8Array(3), { $: "x", c: "Uint8Array", n: 3 }],
    ["a function", function named() {}, { $: "f", v: "named" }],
    ["a promise", Promise.resolve(1), { $: "q" }],
    ["a cycle", cyclic, { self: { $: "c" } }],
    ["a revoked proxy", revoked.proxy, { $: "p" }],
    ["what is too deep", deep, { a: { b: { c: { d: { $: "l" } } } } }],
    ["a hole", new Array(1), [{ $: "u" }]],
    ["a secret", { apiKey: "k", password: null }, { apiKey: { $: "r", t: true }, password: { $: "r", z: true } }],
  ])("%s", (_title, value, expected) => {
    expect(kept(value)).toEqual(expected);
  });

  it("counts what lies deep once: an object of a thousand characters is whole", () => {
    const codes = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`machine ${at}`, { codes: { rent: "A-1" } }]),
    );
    expect(kept({ codes, defaults: { walker: "W-1" } })).toEqual({ codes, defaults: { walker: "W-1" } });
  });

  it("shows an object of very many keys as cut each time", () => {
    const huge = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, at]));
    expect(kept(huge)).toMatchObject({ $: "o", n: 2_000 });
    expect(kept(huge)).toEqual({ $: "o", v: {}, n: 2_000 });
  });

  it("runs no code of the value's own", () => {
    const ran: string[] = [];
    const hostile = {
      get total() {
        ran.push("getter");
        return 1;
      },
      toJSON: () => ran.push("toJSON"),
      inner: new Proxy({}, { ownKeys: () => [String(ran.push("trap"))] }),
    };
    expect(kept(hostile)).toEqual({ total: { $: "g" }, toJSON: { $: "f", v: "toJSON" }, inner: { $: "p" } });
    expect(ran).toEqual([]);
  });

  it("calls no `Date` that the program put in the place of the built-in one", () => {
    const Native = Date;
    const calls: unknown[] = [];
    globalThis.Date = new Proxy(Native, { construct: () => calls, get: (_, key) => calls.push(key) });
    try {
      expect(kept(new Native(0))).toEqual({ $: "d", v: "1970-01-01T00:00:00.000Z" });
    } finally {
      globalThis.Date = Native;
    }
    expect(calls).toEqual([]);
  });

  it("stays within its bounds for a value of any size", () => {
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, "x".repeat(500)]));
    const nested = { list: Array.from({ length: 100 }, () => wide) };
    expect(keptText(keep(nested)).length).toBeLessThan(4_000);
  });

  it("leaves out what the team's paths and patterns name, and says whether it was true", () => {
    configure({ redactPaths: ["order.customer.email", "*.iban"], redactPatterns: [/\d{3}-\d{2}-\d{4}/g] });
    const order = { customer: { email: "a@b.c", name: "Ann" }, iban: "DE1", note: "ssn 123-45-6789" };
    expect(kept(order, "order")).toEqual({
      customer: { email: { $: "r", t: true }, name: "Ann" },
      iban: { $: "r", t: true },
      note: { $: "r", t: true },
    });
    expect(kept("123-45-6789")).toEqual({ $: "r", t: true });
    expect(kept("a@b.c", "order.customer.email")).toEqual({ $: "r", t: true });
  });
});
