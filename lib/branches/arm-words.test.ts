import { describe, expect, it } from "vitest";
import { type ArmDecision, armWords } from "./arm-words";

const held = (text: string, kind = "if", label?: string): ArmDecision => ({ kind, text, isTrue: true, label });
const failed = (text: string, kind = "if"): ArmDecision => ({ kind, text, isTrue: false });

describe("armWords", () => {
  it("names a path by the tests that held, in order", () => {
    const path = [failed("days < 0"), held('type.output === "refund"'), held("days <= refundDays"), failed("isOpened")];
    expect(armWords(path)).toBe("type is refund › days ≤ refundDays");
  });

  it("says otherwise where none held", () => {
    expect(armWords([failed("a"), failed("b")])).toBe("otherwise");
    expect(armWords([])).toBe("otherwise");
  });

  it.each([
    ["type.output !== 'refund'", "type is not refund"],
    ["!isOpened", "not isOpened"],
    ["!(a && b)", "not (a and b)"],
    ["((a))", "a"],
    ["(a) || (b)", "(a) or (b)"],
    ["type.output.days >= 3", "type.output.days ≥ 3"],
    ["type?.output == `x`", "type is x"],
    ["a /* why */ &&\n  b // so", "a and b"],
    ["outputs.output2 === 1", "outputs.output2 is 1"],
    ["order.days < 30", "order.days < 30"],
    ["type.output ?? fallback", "type or fallback"],
    ["items.some((one) => one.id === 3)", "items.some((one) => one.id is 3)"],
  ])("says %s as %s", (text, words) => {
    expect(armWords([held(text)])).toBe(words);
  });

  it("names the case of a switch, and nothing for its default", () => {
    expect(armWords([held("type.output", "switch", '"refund"')])).toBe("type is refund");
    expect(armWords([held("true", "switch", "days > 3")])).toBe("days > 3");
    expect(armWords([held("type.output", "switch", "default")])).toBe("otherwise");
  });

  it("leaves loops and defaults out, and says each test once", () => {
    expect(armWords([held("i < 3", "for"), held("a"), held("i < 3", "for"), held("a"), held("x", "default")])).toBe(
      "a",
    );
  });

  it("keeps to 200 characters without halving one", () => {
    const long = armWords(Array.from({ length: 100 }, (_, at) => held(`😀😀 === ${at}`)));
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long.isWellFormed()).toBe(true);
    expect(armWords([held(`x === "${"y".repeat(1e6)}"`)]).length).toBeLessThanOrEqual(200);
  });
});
