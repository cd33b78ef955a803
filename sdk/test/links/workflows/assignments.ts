import { Expressions } from "./expressions";

/** Statements that put values into variables and containers. */
export class Assignments extends Expressions {
  protected declare(): string {
    const type = this.random.pick(["num", "num", "str", "str", "bool", "strs", "nums", "map", "set", "bag"] as const);
    const value = this.of(type, 3);
    return `let ${this.add(type)} = ${value};`;
  }

  protected assignment(): string {
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

  protected destructure(): string {
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

  protected container(): string {
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
}
