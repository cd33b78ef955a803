import { expect, it } from "vitest";
import { lineOf, readSource, textAt } from "./source-text";

it.each([["\n"], ["\r\n"], ["\r"], ["\u2028"], ["\u2029"]])("counts lines by %j, as the transform does", (end) => {
  const text = readSource(`const a = "ä";${end}if (a ===${end}  b) c();`);
  expect(textAt(text, [2, 4, 3, 3])).toBe(`a ===${end}  b`);
  expect(lineOf(text, text.source.indexOf("c()"))).toBe(3);
});
