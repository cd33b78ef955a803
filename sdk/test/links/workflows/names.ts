import type { Random } from "../../fuzz/random";

/** Kinds of values that generated code handles. */
export type Type =
  | "num"
  | "str"
  | "bool"
  | "strs"
  | "nums"
  | "part"
  | "claim"
  | "word"
  | "score"
  | "fact"
  | "map"
  | "set"
  | "bag";

export type Variable = { name: string; type: Type; isConst: boolean };

/** The variables that generated code has declared, and may read at this place. */
export class Names {
  protected readonly random: Random;
  protected scopes: Variable[][] = [];
  protected names = 0;

  constructor(random: Random) {
    this.random = random;
  }

  protected visible(): Variable[] {
    return this.scopes.flat();
  }

  protected variable(type: Type, isAssigned = false): Variable | undefined {
    const found = this.visible().filter((one) => one.type === type && !(isAssigned && one.isConst));
    return found.length > 0 ? this.random.pick(found) : undefined;
  }

  protected add(type: Type, isConst = false): string {
    const name = `${type}${this.names++}`;
    this.scopes.at(-1)?.push({ name, type, isConst });
    return name;
  }
}
