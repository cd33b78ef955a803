import { describe, expect, it } from "vitest";
import { markTokens } from "./mark-tokens";

describe("markTokens", () => {
  it("gives the text back whole, cut where marks and dims begin and end", () => {
    const stretches = markTokens(
      [
        ["if", 1],
        [" (a && b) go();", 0],
      ],
      { marks: [{ from: 4, to: 10, value: false }], dims: [{ from: 9, to: 10 }] },
    );
    expect(stretches.map(({ text }) => text).join("")).toBe("if (a && b) go();");
    expect(stretches.filter(({ mark }) => mark).map(({ text }) => text)).toEqual(["a && ", "b"]);
    expect(stretches.filter(({ isDim }) => isDim).map(({ text }) => text)).toEqual(["b"]);
  });

  it("lets the narrowest of nested marks win", () => {
    const [, inner] = markTokens([["a && b", 0]], {
      marks: [
        { from: 0, to: 6, value: true },
        { from: 5, to: 6, value: false },
      ],
      dims: [],
    });
    expect(inner).toMatchObject({ text: "b", mark: { value: false } });
  });
});
