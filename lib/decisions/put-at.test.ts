import { expect, it } from "vitest";
import { putAt } from "./put-at";

it("puts an answer where a point reads it, and leaves the rest as it was", () => {
  const whole = { category: "refund", confidence: 0.9, more: { deep: [1] } };
  expect(putAt(whole, "category", "fraud")).toEqual({ ...whole, category: "fraud" });
  expect(putAt(whole, "more.label", "x")).toEqual({ ...whole, more: { deep: [1], label: "x" } });
  expect(putAt("refund", null, "fraud")).toBe("fraud");
  expect(whole.category).toBe("refund");
});

it("makes the way to it where there is none", () => {
  expect(putAt(null, "a.b", 1)).toEqual({ a: { b: 1 } });
});
