import { expect, it } from "vitest";
import type { Json } from "../contract/json";
import { fieldsOf, isNullish, isTruthy, showValue } from "./values";

it.each<[Json, object, boolean | undefined, boolean | undefined]>([
  [3, { value: 3 }, true, false],
  ["", { value: "" }, false, false],
  [null, { value: null }, false, true],
  [{ days: { $: "u" } }, { value: { days: { $: "u" } } }, true, false],
  [{ $: "u" }, { note: "undefined" }, false, true],
  [{ $: "n", v: "NaN" }, { note: "NaN" }, false, false],
  [{ $: "n", v: "-0" }, { note: "-0" }, false, false],
  [{ $: "n", v: "-Infinity" }, { note: "-Infinity" }, true, false],
  [{ $: "b", v: "0" }, { note: "0n" }, false, false],
  [{ $: "b", v: "12" }, { note: "12n" }, true, false],
  [{ $: "y", v: "id" }, { note: "Symbol(id)" }, true, false],
  [{ $: "s", v: "abc", n: 900 }, { note: '"abc…" (900 characters)' }, true, false],
  [{ $: "a", v: [1], n: 1 }, { note: "list (1 item)" }, true, false],
  [{ $: "o", v: { a: 1, b: 2 }, c: "Order" }, { note: "Order (2 keys)" }, true, false],
  [{ $: "o", v: { a: 1 }, n: 90 }, { note: "object (90 keys)" }, true, false],
  [{ $: "d", v: "2026-01-02T03:04:05.000Z" }, { note: "2026-01-02T03:04:05.000Z" }, true, false],
  [{ $: "e", c: "TypeError", v: "no" }, { note: "TypeError: no" }, true, false],
  [{ $: "m", c: "Map", v: [], n: 3 }, { note: "Map (3 entries)" }, true, false],
  [{ $: "x", c: "Uint8Array", n: 4 }, { note: "Uint8Array (4 bytes)" }, true, false],
  [{ $: "f", v: "go" }, { note: "function go" }, true, false],
  [{ $: "q" }, { note: "promise" }, true, false],
  [{ $: "p" }, { note: "proxy" }, true, false],
  [{ $: "g" }, { note: "getter, not read" }, undefined, undefined],
  [{ $: "r", t: true }, { note: "redacted" }, true, false],
  [{ $: "r", z: true }, { note: "redacted" }, false, true],
  [{ $: "c" }, { note: "contains itself" }, true, false],
  [{ $: "l" }, { note: "left out for its depth" }, true, false],
  [{ $: "zz", v: 1 }, { note: "not recorded" }, true, false],
  [{ $: 5 }, { value: { $: 5 } }, true, false],
])("shows %j as %j", (recorded, shown, truthy, nullish) => {
  expect(showValue(recorded)).toEqual(shown);
  expect([isTruthy(recorded), isNullish(recorded)]).toEqual([truthy, nullish]);
});

it("reads into instances of classes, and into nothing else that is tagged", () => {
  const order = {
    $: "o",
    c: "Order",
    v: { items: [{ $: "o", c: "Item", v: { days: 3 } }], tags: { $: "a", v: [], n: 9 } },
  };
  expect(fieldsOf(order)).toEqual({ items: [{ days: 3 }], tags: { $: "a", v: [], n: 9 } });
});
