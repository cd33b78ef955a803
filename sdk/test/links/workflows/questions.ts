import { Assignments } from "./assignments";
import type { Type } from "./names";

/** The ways a workflow asks for judgments. */
export class Questions extends Assignments {
  private points = 0;

  protected asked(): string {
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

  protected point(kind = this.random.pick(["w", "n", "c"])): [string, Type] {
    const types = { w: "word", n: "score", c: "fact" } as Record<string, Type>;
    return [`${kind}${this.points++}`, types[kind] as Type];
  }
}
