import { describe, expect, it } from "vitest";
import { type Origin, Provenance } from "./provenance";

const days: Origin = { spanId: "a", via: "value", field: "output.days", at: "", computed: false };
const whole: Origin = { ...days, field: "" };

describe("a set of origins", () => {
  it("has one number, whichever way it came about", () => {
    const sets = new Provenance();
    const [one, two] = [sets.of(days), sets.of({ ...days, spanId: "b" })];
    expect(sets.union(one, two)).toBe(sets.union(two, one));
    expect(sets.union(sets.union(one, two), one)).toBe(sets.union(one, two));
    expect(sets.union(0, one)).toBe(one);
  });

  it("reads a property of a judgment as a part of it", () => {
    const sets = new Provenance();
    expect(sets.list(sets.read(sets.of(whole), "output.days"))).toEqual([days]);
    expect(sets.list(sets.read(sets.of(whole), "output.*.days"))).toMatchObject([{ field: "output", computed: true }]);
  });

  it("finds what stands inside a value where it was put, and nowhere else", () => {
    const sets = new Provenance();
    const placed = sets.place(sets.of(days), "claim.days");
    expect(sets.list(sets.read(placed, "claim.days"))).toEqual([days]);
    expect(sets.list(sets.read(placed, "claim"))).toMatchObject([{ at: "days" }]);
    expect(sets.list(sets.read(placed, "*"))).toMatchObject([{ at: "days" }]);
    expect(sets.read(placed, "other")).toBe(0);
    expect(sets.without(placed, "claim")).toBe(0);
  });

  it("takes no property of something computed for a part of the judgment", () => {
    const sets = new Provenance();
    expect(sets.list(sets.read(sets.computed(sets.of(days)), "length"))).toMatchObject([{ field: "output.days" }]);
  });

  it("tells of each judgment the strongest way and the innermost parts", () => {
    const sets = new Provenance();
    const value = sets.of(days);
    const control = sets.control(sets.of({ ...days, field: "output.label" }));
    const outer = sets.of({ ...days, field: "output" });
    expect(sets.list(sets.union(control, sets.union(value, outer)))).toEqual([days]);
    expect(sets.list(control)).toMatchObject([{ via: "control", field: "output.label" }]);
  });
});
