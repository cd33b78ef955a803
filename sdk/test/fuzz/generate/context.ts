import type { Random } from "../random";

/** What a variable mostly holds, so that most operations make sense; sometimes another is taken on purpose. */
export const hints = ["number", "text", "boolean", "object", "list", "function"] as const;
export type Hint = (typeof hints)[number] | "any";

export type Variable = { name: string; hint: Hint; isMutable: boolean };

export type FunctionKind = "sync" | "async" | "generator" | "asyncGenerator";

/** What may be written here. */
export type Place = {
  kind: FunctionKind | "none";
  /** `await` and `yield` are refused in parameters. */
  inParameters: boolean;
  hasArguments: boolean;
  hasNewTarget: boolean;
  hasSuperProperty: boolean;
  isDerivedConstructor: boolean;
  /** False where `return` is refused. */
  canReturn: boolean;
  /** False before `super()` was called for sure. */
  hasThis: boolean;
  inLoop: boolean;
  inSwitch: boolean;
  /** Labels in reach, those of loops and those of blocks. */
  loopLabels: readonly string[];
  blockLabels: readonly string[];
  privateNames: readonly string[];
};

export type Dialect = {
  isTypeScript: boolean;
  isJsx: boolean;
  isStrict: boolean;
  /** Semicolons left out wherever a line break does. */
  isWithoutSemicolons: boolean;
  /** Every function is audited; else some by directive. */
  isEverything: boolean;
};

export type Gen = {
  random: Random;
  dialect: Dialect;
  place: Place;
  scope: readonly Variable[];
  /** How deep in expressions. */
  depth: number;
  /** Shared by the whole program: names given out, and how much more may be written. */
  shared: { names: number; budget: number; decisions: number; taken: Set<string> };
};

export const topPlace: Place = {
  kind: "none",
  inParameters: false,
  hasArguments: false,
  hasNewTarget: false,
  hasSuperProperty: false,
  isDerivedConstructor: false,
  canReturn: false,
  hasThis: true,
  inLoop: false,
  inSwitch: false,
  loopLabels: [],
  blockLabels: [],
  privateNames: [],
};

export function inside(g: Gen, place: Partial<Place>): Gen {
  return { ...g, place: { ...g.place, ...place } };
}

export function withVariables(g: Gen, ...variables: Variable[]): Gen {
  return { ...g, scope: [...g.scope, ...variables] };
}

const prefixes: Record<Hint, string> = {
  number: "n",
  text: "s",
  boolean: "b",
  object: "o",
  list: "a",
  function: "f",
  any: "x",
};

/** A name nothing else in the program has; some are not ASCII, some look like the transform's own. */
export function freshName(g: Gen, hint: Hint | string): string {
  const prefix = prefixes[hint as Hint] ?? hint;
  const number = g.shared.names++;
  if (g.random.chance(0.03)) return `${prefix}ü${number}`;
  const likeOurs = `$cb${g.random.pick(["v", "n", "e", "s", "H", "f0", "f1"])}`;
  if (g.random.chance(0.015) && !g.shared.taken.has(likeOurs)) {
    g.shared.taken.add(likeOurs);
    return likeOurs;
  }
  return `${prefix}${number}`;
}

export function freshVariable(g: Gen, hint: Hint, isMutable = true): Variable {
  return { name: freshName(g, hint), hint, isMutable };
}

export function pickHint(g: Gen): Hint {
  return g.random.weighted({ number: 5, text: 4, boolean: 2, object: 4, list: 3, function: 1, any: 2 });
}

/** A variable in scope that mostly holds what the hint says. */
export function pickVariable(g: Gen, hint: Hint, isMutable = false): Variable | undefined {
  const matching = g.scope.filter(
    (variable) =>
      (hint === "any" || variable.hint === hint) &&
      (!isMutable || (variable.isMutable && variable.hint !== "function")),
  );
  return matching.length > 0 ? g.random.pick(matching.slice(-6)) : undefined;
}

/** A number for one decision, which its arms' markers carry. */
export function freshDecision(g: Gen): number {
  return g.shared.decisions++;
}

export function isAsync(g: Gen): boolean {
  return (g.place.kind === "async" || g.place.kind === "asyncGenerator") && !g.place.inParameters;
}

export function isGenerator(g: Gen): boolean {
  return (g.place.kind === "generator" || g.place.kind === "asyncGenerator") && !g.place.inParameters;
}

/** Spends some of what may still be written; false once it is used up. */
export function spend(g: Gen, amount = 1): boolean {
  g.shared.budget -= amount;
  return g.shared.budget > 0;
}
