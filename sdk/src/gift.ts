import type { Draft } from "./draft";
import { dataOf } from "./encode";
import { builtin } from "./runtime";
import { safely } from "./safely";

type Returns = "promise" | "generator" | undefined;

/** A function whose result is looked at for how it came: a replay gives a promise where there was one. */
export function giftOf<Result>(fn: () => Result): { give: () => Result; describe: (draft: Draft) => void } {
  let returns: Returns;
  return {
    give: () => {
      const result = fn();
      returns = safely(() => kindOf(result));
      return result;
    },
    describe: (draft) => {
      if (returns) draft.form.returns = returns;
    },
  };
}

const generators = [
  Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())),
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
];

/** Runs none of the program's code: a `then` that is a getter, or a proxy's, is not looked at. */
function kindOf(value: unknown): Returns {
  if (typeof value !== "object" || value === null || builtin("node:util")?.types.isProxy(value)) return undefined;
  for (let owner: object | null = value; owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (generators.includes(owner)) return "generator";
    if (typeof dataOf(owner, "then")?.value === "function") return "promise";
  }
  return undefined;
}
