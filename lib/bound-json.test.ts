import { expect, it } from "vitest";
import { boundJson } from "./bound-json";

it("leaves what is small as it is", () => {
  const value = { a: [1, true, null, "x"], b: { c: "d" } };
  expect(boundJson(value)).toEqual(value);
});

it("says how much of a text, a list and an object is missing", () => {
  const bounds = { maxText: 5, maxItems: 2, maxDepth: 3 };
  expect(boundJson("x".repeat(1505), bounds)).toBe("xxxxx… 1,500 more characters");
  expect(boundJson([1, 2, 3, 4], bounds)).toEqual([1, 2, "… 2 more"]);
  expect(boundJson({ a: 1, b: 2, c: 3 }, bounds)).toEqual({ a: 1, b: 2, "…": "1 more" });
});

it("stops at a depth, however deep the value goes", () => {
  expect(boundJson([[[[1]]]], { maxDepth: 2 })).toEqual([["… nested deeper than shown here"]]);
});

it("keeps a key called __proto__ as data", () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}}');
  expect(JSON.stringify(boundJson(value))).toBe('{"__proto__":{"polluted":true}}');
});
