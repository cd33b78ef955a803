import { describe, expect, test } from "vitest";
import { asNumber, asShare, whole } from "./values";

describe("numbers from the wire", () => {
  test.each([
    [1.5, 2],
    ["61", 61],
    [-0, 0],
    [1e300, undefined],
    [2 ** 53, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ["1e999", undefined],
    ["NaN", undefined],
    [true, undefined],
    [null, undefined],
  ])("the whole number in %j is %j", (value, wanted) => {
    expect(whole(value)).toBe(wanted);
  });

  test.each([["NaN"], ["Infinity"], ["-1e999"], [Number.NaN], [Number.NEGATIVE_INFINITY], [""], ["x"], [[1]]])(
    "%j is no number",
    (value) => {
      expect(asNumber(value)).toBe(undefined);
    },
  );

  test.each([
    [0, 0],
    ["0.93", 0.93],
    [1, 1],
    [1.01, undefined],
    [1e308, undefined],
    [-0.1, undefined],
    ["NaN", undefined],
  ])("the confidence in %j is %j", (value, wanted) => {
    expect(asShare(value)).toBe(wanted);
  });
});
