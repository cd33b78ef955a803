import { afterEach, expect, it, vi } from "vitest";
import { begin, endOf } from "./clock";
import { encode } from "./encode";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("runs no clock of the program's own", () => {
  const date = vi.spyOn(Date, "now");
  const steady = vi.spyOn(performance, "now");
  const begun = begin();
  expect(endOf(begun)).toBeGreaterThanOrEqual(begun.ms);
  expect(date).not.toHaveBeenCalled();
  expect(steady).not.toHaveBeenCalled();
});

it("writes a date without the program's own class of that name", () => {
  const given = new Date(86_400_000);
  const construct = vi.fn();
  vi.stubGlobal(
    "Date",
    class extends Date {
      constructor(ms: number) {
        super(ms);
        construct();
      }
    },
  );
  expect(encode({ given }, { at: "input", lossy: [] })).toBe('{"given":"1970-01-02T00:00:00.000Z"}');
  expect(construct).not.toHaveBeenCalled();
});
