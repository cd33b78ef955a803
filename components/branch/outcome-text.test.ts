import { describe, expect, it } from "vitest";
import { outcomeText } from "./outcome-text";

describe("outcomeText", () => {
  const textOf = (given: object) => outcomeText({ text: "x", kind: "if", operands: [], ...given });

  it("says of a test whether it held, whatever value it had", () => {
    expect(textOf({ value: false })).toBe("false");
    expect(textOf({ value: { name: "M5" }, arm: "then" })).toBe("true");
    expect(textOf({ kind: "while", note: "undefined" })).toBe("false");
  });

  it("says of other decisions which way they went, else their value", () => {
    expect(textOf({ kind: "for-of", value: { price: 3 }, arm: "body" })).toBe("turn");
    expect(textOf({ kind: "nullish", note: "undefined", arm: "right" })).toBe("right");
    expect(textOf({ kind: "switch", value: "refund" })).toBe('"refund"');
    expect(textOf({ kind: "cut" })).toBe("not recorded");
  });
});
