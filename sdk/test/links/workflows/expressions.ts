import { Names, type Type } from "./names";

/** Makes an expression; undefined where there is nothing to make it of. */
type Source = (() => string) | undefined;

/** Random expressions, made of the variables that are there. */
export class Expressions extends Names {
  /** True where audited functions that were generated may be called. */
  protected canAwait = false;

  protected of(type: Type, depth: number): string {
    switch (type) {
      case "num":
        return this.num(depth);
      case "str":
        return this.str(depth);
      case "bool":
        return this.bool(depth);
      case "strs":
        return this.random.chance(0.5) ? `[${this.str(1)}, ${this.str(1)}]` : `[...${this.strs(1)}, ${this.str(1)}]`;
      case "nums":
        return `[${this.num(1)}, ${this.num(1)}]`;
      case "map":
        return this.random.chance(0.5) ? "new Map()" : `new Map([["k", ${this.num(1)}]])`;
      case "set":
        return this.random.chance(0.5) ? "new Set()" : `new Set(${this.strs(1)})`;
      case "bag":
        return `{ n: ${this.num(1)}, s: ${this.str(1)} }`;
      default:
        return this.claim();
    }
  }

  protected literal(type: Type): string {
    return type === "str" ? `"${this.random.pick(["a", "b", "c"])}"` : String(this.random.int(4));
  }

  protected num(depth: number): string {
    const known = this.variable("num");
    if (depth <= 0) return known && this.random.chance(0.7) ? known.name : this.literal("num");
    const sources: Source[] = [
      known && (() => known.name),
      known && (() => known.name),
      () => this.literal("num"),
      this.from("score", () => ".output"),
      this.from("score", () => ".confidence"),
      this.from("word", () => ".scores.a"),
      this.from("fact", () => ".output.days"),
      this.from("fact", () => "?.output?.level.deep"),
      this.from("claim", () => ".days"),
      this.from("part", () => ".days"),
      this.from("bag", () => ".n"),
      this.from("nums", () => "[0]"),
      this.from("strs", () => ".length"),
      this.from("map", () => '.get("k") ?? 1', true),
      this.from("map", () => `.get(${this.str(depth - 1)}) ?? 2`, true),
      () => `(${this.num(depth - 1)} + ${this.num(depth - 1)})`,
      () => `(${this.bool(depth - 1)} ? ${this.num(depth - 1)} : ${this.num(depth - 1)})`,
      () => `(${this.num(depth - 1)} || ${this.num(depth - 1)})`,
      () => `plain(${this.num(depth - 1)})`,
      () => `addUp(${this.num(depth - 1)}, ${this.num(depth - 1)})`,
      this.canAwait ? () => `first(${this.num(depth - 1)}, ${this.str(depth - 1)})` : undefined,
      this.canAwait ? () => `second(${this.num(depth - 1)})` : undefined,
      () => `total([${this.num(depth - 1)}, ${this.num(depth - 1)}])`,
      () => `countDown(${this.num(depth - 1)})`,
      () => `${this.str(depth - 1)}.length`,
      () => `${this.claims()}.reduce((sum, part) => sum + part.days, 0)`,
      () => `${this.claims()}.filter((part) => part.kind === ${this.str(depth - 1)}).length`,
    ];
    return this.one(sources);
  }

  protected str(depth: number): string {
    const known = this.variable("str");
    if (depth <= 0) return known && this.random.chance(0.7) ? known.name : this.literal("str");
    const sources: Source[] = [
      known && (() => known.name),
      known && (() => known.name),
      () => this.literal("str"),
      this.from("word", () => ".output"),
      this.from("word", () => ".output"),
      this.from("fact", () => ".output.kind"),
      this.from("claim", () => ".kind"),
      this.from("part", () => ".kind"),
      this.from("bag", () => ".s"),
      this.from("strs", () => '[0] ?? "c"', true),
      () => `\`\${${this.str(depth - 1)}}-\${${this.num(depth - 1)}}\``,
      () => `(${this.str(depth - 1)} + ${this.str(depth - 1)})`,
      () => `flip(${this.str(depth - 1)})`,
      () => `named(${this.str(depth - 1)}, ${this.num(depth - 1)})`,
      () => `({ a: "b", b: ${this.str(depth - 1)} }[${this.str(depth - 1)}] ?? "c")`,
      () => `${this.str(depth - 1)}.slice(0, 1).toUpperCase().toLowerCase()`,
      () => `describe(${this.claim()}, ${this.str(depth - 1)})`,
      () => `(${this.strs(depth - 1)}.find((one) => one !== ${this.str(depth - 1)}) ?? "a")`,
      () => `${this.strs(depth - 1)}.map((one) => one + "x").join("")`,
      () => `JSON.parse(JSON.stringify({ at: ${this.str(depth - 1)} })).at`,
    ];
    return this.one(sources);
  }

  protected bool(depth: number): string {
    const known = this.variable("bool");
    if (depth <= 0) return known ? known.name : `${this.num(0)} > 1`;
    const sources: Source[] = [
      known && (() => known.name),
      () => `${this.num(depth - 1)} > ${this.random.int(4)}`,
      () => `${this.num(depth - 1)} <= ${this.num(depth - 1)}`,
      () => `${this.str(depth - 1)} === "${this.random.pick(["a", "b", "c"])}"`,
      () => `${this.str(depth - 1)} === ${this.str(depth - 1)}`,
      () => `(${this.bool(depth - 1)} && ${this.bool(depth - 1)})`,
      () => `(${this.bool(depth - 1)} || ${this.bool(depth - 1)})`,
      () => `!(${this.bool(depth - 1)})`,
      () => `${this.strs(depth - 1)}.includes(${this.str(depth - 1)})`,
      () => `${this.strs(depth - 1)}.some((one) => one === ${this.str(depth - 1)})`,
      this.from("set", () => `.has(${this.str(depth - 1)})`),
      () => `isBig(${this.num(depth - 1)})`,
      () => `isBig(${this.num(depth - 1)}, ${this.num(depth - 1)})`,
    ];
    return this.one(sources);
  }

  protected strs(depth: number): string {
    return this.one([
      this.from("strs", () => ""),
      this.from("fact", () => ".output.tags"),
      this.from("claim", () => ".tags"),
      () => `["a", ${this.str(depth - 1)}]`,
    ]);
  }

  protected one(sources: Source[]): string {
    return this.random.pick(sources.filter((source) => source !== undefined))();
  }

  protected from(type: Type, path: () => string, isWrapped = false): Source {
    const owner = this.variable(type);
    return owner && (() => (isWrapped ? `(${owner.name}${path()})` : `${owner.name}${path()}`));
  }

  protected claim(): string {
    const known = this.variable("claim");
    return (
      this.part("fact", ".output") ??
      known?.name ??
      `{ kind: "a", days: 1, tags: ["b"], parts: [], level: { deep: 2 } }`
    );
  }

  protected claims(): string {
    const inFact = this.part("fact", ".output.parts");
    return inFact ?? `[{ kind: ${this.str(0)}, days: ${this.num(0)}, tags: ["a"] }]`;
  }

  protected part(type: Type, path: string): string | undefined {
    const owner = this.variable(type);
    return owner && `${owner.name}${path}`;
  }
}
