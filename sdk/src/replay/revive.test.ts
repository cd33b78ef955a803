import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/contract/json";
import type { ReplayForm } from "../../../lib/contract/replay-form";
import { encode, type Lossy } from "../encode";
import { giverOf } from "./revive";

/** Records a value as a span carries it, and gives it back. */
function thereAndBack(value: unknown): unknown {
  const lossy: Lossy = [];
  const revive: NonNullable<ReplayForm["revive"]> = {};
  const text = encode(value, { at: "output", lossy, revive });
  const stored = text === undefined ? undefined : (JSON.parse(text) as Json);
  const given = giverOf(stored ?? undefined, { at: "output", lossy, form: { revive } });
  return "give" in given ? given.give(tell) : given;
}

function tell(path: string): never {
  throw new Error(path);
}

describe("a recorded value", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["numbers JSON has no form for", [Number.NaN, Number.NEGATIVE_INFINITY, -0]],
    ["dates, bigints and what is undefined, deep down", { rows: [{ at: new Date(5), total: 7n, gone: undefined }] }],
    ["maps of sets", new Map([["a", new Set([1, new Date(0)])]])],
    ["keys that look like others", JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}')],
    ["a date alone", new Date(86_400_000)],
  ])("comes back as it was: %s", (_name, value) => {
    expect(thereAndBack(value)).toStrictEqual(value);
  });

  it("comes back fresh each time, since the code may change what it gets", () => {
    const given = giverOf({ list: [{ n: 1 }] }, { at: "output", lossy: [], form: undefined });
    if (!("give" in given)) throw new Error("it is whole");
    const first = given.give(tell) as { list: { n: number }[] };
    (first.list[0] as { n: number }).n = 2;
    expect(given.give(tell)).toEqual({ list: [{ n: 1 }] });
  });

  it.each<[string, unknown, string]>([
    ["an instance of a class", { at: new URL("http://x") }, "output.at"],
    ["a text past the budget", "x".repeat(40_000), "output"],
    ["a key that a path cannot name", { "a.b": new Date(0) }, "output.a.b"],
  ])("does not come back where it is not whole, and says where: %s", (_name, value, path) => {
    expect(thereAndBack(value)).toEqual({ lossy: path });
  });

  it("tells where the code reads a secret that was never recorded", () => {
    const given = thereAndBack({ user: { name: "Ada", token: "x" } }) as { user: { name: string; token: string } };
    expect(given.user.name).toBe("Ada");
    expect(Object.keys(given.user)).toEqual(["name", "token"]);
    expect(() => given.user.token).toThrow("output.user.token");
  });
});
