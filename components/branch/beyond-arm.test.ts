import { describe, expect, it } from "vitest";
import { beyondArm } from "./beyond-arm";

describe("beyondArm", () => {
  it("leaves out what only repeats the arm", () => {
    expect(beyondArm("ask", "ask")).toBeUndefined();
    expect(beyondArm(null, "ask")).toBeUndefined();
    expect(beyondArm({ arm: "ask" }, "ask")).toBeUndefined();
    expect(beyondArm({ arm: "ask", code: null }, "ask")).toEqual({ code: null });
  });

  it("keeps an outcome that names another arm, or none", () => {
    expect(beyondArm({ arm: "rent" }, "price > 9")).toEqual({ arm: "rent" });
    expect(beyondArm(["ask"], "ask")).toEqual(["ask"]);
    expect(beyondArm(0, null)).toBe(0);
  });
});
