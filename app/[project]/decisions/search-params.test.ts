import { expect, test } from "vitest";
import { changeParams } from "./params";
import { parseDecisionsParams } from "./search-params";

test("the address is read as filter, order and peek", () => {
  expect(
    parseDecisionsParams({ pointId: "p1", output: "refund", confidenceMax: "0.7", sort: "confidence-asc", peek: "x" }),
  ).toEqual({
    filter: { pointId: "p1", output: "refund", confidenceMax: 0.7 },
    sort: "confidence-asc",
    peek: "x",
  });
});

test("what cannot be read is left out, and an order that needs a point falls back", () => {
  expect(
    parseDecisionsParams({ label: "nonsense", confidenceMin: "much", sort: "confidence-asc", other: "1" }),
  ).toEqual({
    filter: {},
    sort: "newest",
    peek: undefined,
  });
});

test("a changed part keeps the others", () => {
  expect(changeParams("output=refund&peek=x", { output: undefined, label: "none" })).toBe("?peek=x&label=none");
  expect(changeParams("output=refund", { output: "" })).toBe("");
});
