import { type Random, randomFrom } from "../fuzz/random";
import { helpers } from "./helpers";

/** Kinds of values that generated code handles. */
type Type =
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

/** Makes an expression; undefined where there is nothing to make it of. */
type Source = (() => string) | undefined;

type Variable = { name: string; type: Type; isConst: boolean };

/**
 * What a point may answer, by the first letter of its name: `w` a word, `n` a number, `c` a claim. Small, so that a
 * perturbation tries much of it.
 */
export function answersOf(point: string): unknown[] {
  switch (point[0]) {
    case "w":
      return ["a", "b", "c"];
    case "n":
      return [0, 1, 2, 3];
    default:
      return [0, 1, 2].map((seed) => ({
        kind: "abc"[seed],
        days: seed * 2,
        tags: ["a", "b", "c"].slice(0, seed + 1),
        parts: [
          { kind: "cab"[seed], days: seed },
          { kind: "b", days: 3 - seed },
        ],
        level: { deep: 3 - seed },
      }));
  }
}

/** A random workflow: a script whose audited `shape` asks for judgments and decides by what it made of them. */
export function generateWorkflow(seed: number): string {
  return new Generator(randomFrom(seed)).script();
}

class Generator {
  private readonly random: Random;
  private scopes: Variable[][] = [];
  private names = 0;
  private points = 0;
  private canAwait = false;
  private canReturn = true;
  private loops = 0;
  private left = 0;

  constructor(random: Random) {
    this.random = random;
  }

  script(): string {
    const own = ["first", "second"].map((name) => this.helper(name));
    this.canAwait = true;
    this.left = 26;
    this.scopes = [[]];
    const start = [this.asked(), this.asked()];
    const body = [...start, ...this.statements(16), ...this.verdicts()];
    return `${helpers}\n${own.join("\n")}\nasync function shape() {\n"use audit";\n${body.join("\n")}\nreturn "end";\n}`;
  }

  private helper(name: string): string {
    this.canAwait = false;
    this.left = 6;
    const params: Variable[] = [
      { name: "p", type: "num", isConst: false },
      { name: "q", type: "str", isConst: false },
    ];
    this.scopes = [params];
    const body = this.statements(4);
    return `function ${name}(p, q = "b") {\n"use audit";\n${body.join("\n")}\nreturn ${this.num(2)};\n}`;
  }

  /** Decisions at the end, over whatever the variables hold by then. */
  private verdicts(): string[] {
    return Array.from({ length: 8 }, () => `if (${this.bool(2)}) done(${this.num(1)});`);
  }

  private statements(count: number): string[] {
    return Array.from({ length: count }, () => this.statement());
  }

  private block(count: number): string {
    this.scopes.push([]);
    const body = this.statements(count).join("\n");
    this.scopes.pop();
    return `{\n${body}\n}`;
  }

  private statement(): string {
    if (this.left-- <= 0) return this.assignment();
    const kind = this.random.weighted({
      declare: 5,
      assign: 4,
      ask: this.canAwait && this.loops < 2 ? 5 : 0,
      destructure: 2,
      branch: 4,
      choose: 1,
      loop: 2,
      container: 4,
      closure: 2,
      callback: 2,
      caught: 1,
      object: 1,
      shared: 1,
      leave: this.canReturn ? 1 : 0,
    });
    return this[kind]();
  }

  private declare(): string {
    const type = this.random.pick(["num", "num", "str", "str", "bool", "strs", "nums", "map", "set", "bag"] as const);
    const value = this.of(type, 3);
    return `let ${this.add(type)} = ${value};`;
  }

  private assign(): string {
    return this.assignment();
  }

  private assignment(): string {
    const target = this.variable("num", true) ?? this.variable("str", true);
    if (!target) return `done(${this.num(1)});`;
    const other = this.visible().find((one) => one.type === target.type && !one.isConst && one !== target);
    switch (this.random.int(7)) {
      case 0:
        return `${target.name} += ${this.of(target.type, 1)};`;
      case 1:
        return `${target.name} ||= ${this.of(target.type, 2)};`;
      case 2:
        return other
          ? `[${target.name}, ${other.name}] = [${other.name}, ${target.name}];`
          : `${target.name} ??= ${this.of(target.type, 1)};`;
      case 3:
        return `${target.name} = ${this.literal(target.type)};`;
      default:
        return `${target.name} = ${this.of(target.type, 3)};`;
    }
  }

  private ask(): string {
    return this.asked();
  }

  private asked(): string {
    const way = this.random.weighted({
      plain: 6,
      later: 1,
      both: 1,
      helper: 2,
      hidden: 2,
      taken: 2,
      list: 1,
      chained: 1,
    });
    if (way === "plain") {
      const [point, type] = this.point();
      return `const ${this.add(type, true)} = await ask("${point}");`;
    }
    if (way === "later") {
      const [point, type] = this.point();
      const promise = `later${this.names++}`;
      const between = this.declare();
      return `const ${promise} = ask("${point}");\n${between}\nconst ${this.add(type, true)} = await ${promise};`;
    }
    if (way === "both") {
      const [[one, oneType], [two, twoType]] = [this.point(), this.point()];
      return `const [${this.add(oneType, true)}, ${this.add(twoType, true)}] = await Promise.all([ask("${one}"), ask("${two}")]);`;
    }
    if (way === "taken") {
      const [point] = this.point("n");
      const confidence = this.add("num");
      return `let { output: ${this.add("num")}, confidence: ${confidence} } = await ask("${point}");`;
    }
    const [point] = this.point("w");
    if (way === "helper") return `let ${this.add("str")} = await classify("${point}");`;
    if (way === "hidden") return `let ${this.add("str")} = await hidden("${point}");`;
    if (way === "chained") return `let ${this.add("str")} = await ask("${point}").then((seen) => seen.output);`;
    const [other] = this.point("w");
    const list = `await Promise.all(["${point}", "${other}"].map(async (one) => (await ask(one)).output))`;
    return this.random.chance(0.5)
      ? `const ${this.add("strs", true)} = ${list};`
      : `const ${this.add("strs", true)} = await gather(["${point}", "${other}"]);`;
  }

  private point(kind = this.random.pick(["w", "n", "c"])): [string, Type] {
    const types = { w: "word", n: "score", c: "fact" } as Record<string, Type>;
    return [`${kind}${this.points++}`, types[kind] as Type];
  }

  private destructure(): string {
    const claim = this.claim();
    switch (this.random.int(4)) {
      case 0:
        return `let { days: ${this.add("num")}, kind: ${this.add("str")} = "c" } = ${claim};`;
      case 1:
        return `const { level: { deep: ${this.add("num", true)} }, ...${this.add("part", true)} } = ${claim};`;
      case 2: {
        const list = this.strs(1);
        return `const [${this.add("str", true)} = "c", ...${this.add("strs", true)}] = ${list};`;
      }
      default:
        return `const { tags: ${this.add("strs", true)} } = ${claim};`;
    }
  }

  private branch(): string {
    const otherwise = this.random.chance(0.4) ? ` else ${this.block(1)}` : "";
    return `if (${this.bool(3)}) ${this.block(2)}${otherwise}`;
  }

  private choose(): string {
    return `switch (${this.str(2)}) {\ncase "a": ${this.block(1)}\nbreak;\ncase ${this.str(1)}: ${this.block(1)}\ndefault: ${this.block(1)}\n}`;
  }

  private loop(): string {
    this.loops++;
    const text = this.oneLoop();
    this.loops--;
    return text;
  }

  private oneLoop(): string {
    const name = `i${this.names++}`;
    switch (this.random.int(5)) {
      case 0:
        return `for (let ${name} = 0; ${name} < ${this.num(1)} && ${name} < 3; ${name}++) ${this.loopBody([[name, "num"]])}`;
      case 1:
        return `for (const ${name} of ${this.strs(1)}) ${this.loopBody([[name, "str"]])}`;
      case 2:
        return `for (const { days: ${name}, kind: k${name} } of ${this.claims()}) ${this.loopBody([
          [name, "num"],
          [`k${name}`, "str"],
        ])}`;
      case 3:
        return `for (const ${name} of steps(${this.num(1)})) ${this.loopBody([[name, "num"]])}`;
      default:
        return `let ${name} = 0;\nwhile (${name}++ < 3 && ${this.bool(2)}) ${this.loopBody([])}`;
    }
  }

  private loopBody(variables: [string, Type][]): string {
    this.scopes.push(variables.map(([name, type]) => ({ name, type, isConst: true })));
    const leave = this.random.chance(0.3) ? `if (${this.bool(2)}) ${this.random.pick(["break", "continue"])};\n` : "";
    const body = this.block(2);
    this.scopes.pop();
    return `{\n${leave}${body}\n}`;
  }

  private container(): string {
    const list = this.variable("strs");
    const nums = this.variable("nums");
    const map = this.variable("map");
    const set = this.variable("set");
    const bag = this.variable("bag");
    switch (this.random.int(9)) {
      case 0:
        return list && !list.isConst ? `${list.name}.push(${this.str(2)});` : this.declare();
      case 1:
        return nums ? `${nums.name}.unshift(${this.num(2)});` : this.declare();
      case 2:
        return map
          ? `${map.name}.set(${this.random.chance(0.6) ? '"k"' : this.str(1)}, ${this.num(2)});`
          : this.declare();
      case 3:
        return set ? `${set.name}.add(${this.str(2)});` : this.declare();
      case 4:
        return bag ? `${bag.name}.n = ${this.num(2)};` : this.declare();
      case 5:
        return bag ? `${bag.name}.s += ${this.str(1)};` : this.declare();
      case 6:
        return bag ? `Object.assign(${bag.name}, { n: ${this.num(1)} });` : this.declare();
      case 7:
        return bag ? `const ${this.add("bag", true)} = ${bag.name};` : this.declare();
      default: {
        const parts = `...${bag ? bag.name : "{}"}, n: ${this.num(1)}, s: ${this.str(1)}`;
        return `const ${this.add("bag", true)} = { ${parts} };`;
      }
    }
  }

  private closure(): string {
    const target = this.variable("num", true);
    const name = `set${this.names++}`;
    const [canAwait, canReturn] = [this.canAwait, this.canReturn];
    this.canAwait = this.canReturn = false;
    const body = target ? `${target.name} = ${this.num(2)};` : `done(${this.num(1)});`;
    const test = this.random.chance(0.5) ? `if (${this.bool(2)}) ` : "";
    this.canAwait = canAwait;
    this.canReturn = canReturn;
    return `const ${name} = () => {\n${test}${body}\n};\n${this.random.chance(0.3) ? this.assignment() : ""}\n${name}();`;
  }

  private callback(): string {
    const item = `item${this.names++}`;
    const [canAwait, canReturn] = [this.canAwait, this.canReturn];
    this.canAwait = this.canReturn = false;
    const over = this.random.chance(0.5) ? [this.strs(1), "str" as const] : [this.claims(), "part" as const];
    this.scopes.push([{ name: item, type: over[1] as Type, isConst: true }]);
    const body = `if (${this.bool(2)}) ${this.assignment()}`;
    this.scopes.pop();
    this.canAwait = canAwait;
    this.canReturn = canReturn;
    return `${over[0]}.forEach((${item}) => {\n${body}\n});`;
  }

  private caught(): string {
    const target = this.variable("num", true);
    const risk = `risky(${this.str(1)});`;
    return `try {\n${risk}\n${this.assignment()}\n} catch (error) {\n${target ? `${target.name} = ${this.random.int(4)};` : "done(1);"}\nif (error.message === "b") done(2);\n}`;
  }

  private object(): string {
    const name = `policy${this.names++}`;
    return `const ${name} = new Policy(${this.num(1)}, ${this.str(1)});\n${this.random.chance(0.4) ? `${name}.raise(${this.num(1)});` : ""}\nif (${name}.isHot(${this.num(1)})) ${this.block(1)}`;
  }

  private shared(): string {
    return `shared = ${this.num(2)};\nif (isShared(${this.num(1)})) ${this.block(1)}`;
  }

  private leave(): string {
    return `if (${this.bool(2)} && ${this.bool(1)}) return ${this.num(1)};`;
  }

  private of(type: Type, depth: number): string {
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

  private literal(type: Type): string {
    return type === "str" ? `"${this.random.pick(["a", "b", "c"])}"` : String(this.random.int(4));
  }

  private num(depth: number): string {
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

  private str(depth: number): string {
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

  private bool(depth: number): string {
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

  private strs(depth: number): string {
    return this.one([
      this.from("strs", () => ""),
      this.from("fact", () => ".output.tags"),
      this.from("claim", () => ".tags"),
      () => `["a", ${this.str(depth - 1)}]`,
    ]);
  }

  private one(sources: Source[]): string {
    return this.random.pick(sources.filter((source) => source !== undefined))();
  }

  private from(type: Type, path: () => string, isWrapped = false): Source {
    const owner = this.variable(type);
    return owner && (() => (isWrapped ? `(${owner.name}${path()})` : `${owner.name}${path()}`));
  }

  private claim(): string {
    const known = this.variable("claim");
    return (
      this.part("fact", ".output") ??
      known?.name ??
      `{ kind: "a", days: 1, tags: ["b"], parts: [], level: { deep: 2 } }`
    );
  }

  private claims(): string {
    const inFact = this.part("fact", ".output.parts");
    return inFact ?? `[{ kind: ${this.str(0)}, days: ${this.num(0)}, tags: ["a"] }]`;
  }

  private part(type: Type, path: string): string | undefined {
    const owner = this.variable(type);
    return owner && `${owner.name}${path}`;
  }

  private visible(): Variable[] {
    return this.scopes.flat();
  }

  private variable(type: Type, isAssigned = false): Variable | undefined {
    const found = this.visible().filter((one) => one.type === type && !(isAssigned && one.isConst));
    return found.length > 0 ? this.random.pick(found) : undefined;
  }

  private add(type: Type, isConst = false): string {
    const name = `${type}${this.names++}`;
    this.scopes.at(-1)?.push({ name, type, isConst });
    return name;
  }
}
