import { describe, expect, it } from "vitest";
import { inlineValue } from "./inline-value";

describe("inlineValue", () => {
  it("writes values as code does", () => {
    expect(inlineValue("refund")).toBe('"refund"');
    expect(inlineValue(12)).toBe("12");
    expect(inlineValue(null)).toBe("null");
    expect(inlineValue([])).toBe("[]");
    expect(inlineValue({ output: "refund", "a-b": [1, true, {}] })).toBe('{ output: "refund", "a-b": [1, true, {}] }');
  });

  it("says in words what JSON has no form for, at any depth", () => {
    expect(inlineValue({ $: "u" })).toBe("‹undefined›");
    expect(inlineValue({ note: { $: "r", t: true } })).toBe("{ note: ‹redacted› }");
  });

  it("cuts what is long, deep or many", () => {
    expect(inlineValue("x".repeat(500), 20)).toHaveLength(20);
    expect(inlineValue({ a: { b: { c: { d: 1 } } } })).toBe("{ a: { b: { c: … } } }");
    expect(inlineValue(Array.from({ length: 40 }, (_, index) => index))).toMatch(/11, …\]$/);
  });
});
