import { describe, expect, it } from "vitest";
import { fieldName, listFields, toValue, withField } from "./answer-fields";

const answer = { sku: "E1390", days: 3, items: [{ name: "mask", isNew: true }], note: null };

describe("answer fields", () => {
  it("lists every value with the way to it", () => {
    expect(listFields(answer).map(({ path, value }) => [fieldName(path), value])).toEqual([
      ["sku", "E1390"],
      ["days", 3],
      ["items › 1 › name", "mask"],
      ["items › 1 › isNew", true],
      ["note", null],
    ]);
  });

  it("replaces one value and leaves the rest and the order alone", () => {
    const corrected = withField(answer, { path: ["items", 0, "name"], before: "mask" }, "hose");
    expect(corrected).toEqual({ ...answer, items: [{ name: "hose", isNew: true }] });
    expect(JSON.stringify(corrected)).toBe(JSON.stringify(answer).replace("mask", "hose"));
  });

  it("keeps the kind of a value where what was typed allows it", () => {
    expect(toValue(3, "4.5")).toBe(4.5);
    expect(toValue(3, "four")).toBe("four");
    expect(toValue(true, "false")).toBe(false);
    expect(toValue("3", "4")).toBe("4");
    expect(toValue(null, "")).toBeNull();
    expect(toValue(null, "x")).toBe("x");
  });
});
