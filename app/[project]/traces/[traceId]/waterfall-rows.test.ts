import { expect, it } from "vitest";
import type { OutlineStep } from "./outline";
import { nestSteps } from "./waterfall-rows";

const steps = (parents: number[]) =>
  parents.map((parent, index) => ({ index, parent, spanId: String(index) }) as OutlineStep);

it("puts children under their parents, however the steps interleave", () => {
  const rows = nestSteps(steps([-1, -1, 0, 1, 2]));
  expect(rows.map(({ step, depth }) => [step.index, depth])).toEqual([
    [0, 0],
    [2, 1],
    [4, 2],
    [1, 0],
    [3, 1],
  ]);
});

it("shows each step once even where parents form a circle", () => {
  const rows = nestSteps(steps([1, 0, -1]));
  expect(rows.map(({ step }) => step.index).sort()).toEqual([0, 1, 2]);
});

it("survives a chain of ten thousand parents", () => {
  const rows = nestSteps(steps(Array.from({ length: 10_000 }, (_, index) => index - 1)));
  expect(rows.at(-1)?.depth).toBe(9_999);
});
