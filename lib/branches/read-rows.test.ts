import { expect, it } from "vitest";
import type { Json } from "../contract/json";
import { branchRows } from "../contract/rows";
import { readBranchRows, readDigests } from "./read-rows";

const whole: Json = {
  v: 1,
  frames: [
    [0, 0, -1, -1],
    [1, 2, 0, 7],
  ],
  rows: [
    [0, 1, { $: "u" }],
    [1, 2, [3, { a: null }], 1],
  ],
  pv: [[], [["a1", "value", "output", "x.y"]], [["b", "window"]]],
  ambient: [[0, 4, 1.5]],
  over: { "0:1": 3 },
  hash: "x",
  threw: true,
};
const odd: Json[] = [null, true, "value", -1, 0.5, 1e300, [], {}, [[]], [1, 2, 3], "", [["x", "value"]]];

/** Every value of a JSON text replaced, in turn, by each odd one; and taken out. */
function variants(value: Json): Json[] {
  const below = (): Json[] => {
    if (typeof value !== "object" || value === null) return [];
    if (Array.isArray(value)) {
      return value.flatMap((one, at) => [
        value.toSpliced(at, 1),
        ...variants(one).map((other) => value.with(at, other)),
      ]);
    }
    return Object.entries(value).flatMap(([key, one]) => {
      const { [key]: _, ...rest } = value;
      return [rest, ...variants(one).map((other) => ({ ...value, [key]: other }))];
    });
  };
  return [...odd, ...below()];
}

it("takes what the contract's schema takes, and nothing else", () => {
  const all = [whole, ...variants(whole), { ...(whole as object), more: 1 } as Json];
  const read = (value: Json) => readBranchRows(JSON.stringify(value));
  expect(read(whole)).toEqual(whole);
  const taken = all.filter((value) => read(value) !== undefined);
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.length).toBeLessThan(all.length);
  for (const value of all) expect(read(value)).toEqual(branchRows.safeParse(value).data);
});

it("takes no text that is not JSON", () => {
  for (const text of [null, "", "{", '{"v":1,"frames":[[0,0']) expect(readBranchRows(text)).toBeUndefined();
});

it("reads digests in either case, apart by any space", () => {
  expect(readDigests(" AB  cd\n")).toEqual(["ab", "cd"]);
  expect(readDigests(null)).toEqual([]);
  expect(readDigests("a ".repeat(1_000))).toHaveLength(200);
});
