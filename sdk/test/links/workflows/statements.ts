import type { Type } from "./names";
import { Questions } from "./questions";

/** Statements that decide, repeat, call back and fail. */
export class Statements extends Questions {
  protected canReturn = true;
  protected left = 0;
  private loops = 0;

  protected statements(count: number): string[] {
    return Array.from({ length: count }, () => this.statement());
  }

  protected block(count: number): string {
    this.scopes.push([]);
    const body = this.statements(count).join("\n");
    this.scopes.pop();
    return `{\n${body}\n}`;
  }

  protected statement(): string {
    if (this.left-- <= 0) return this.assignment();
    const kind = this.random.weighted({
      declare: 5,
      assignment: 4,
      asked: this.canAwait && this.loops < 2 ? 5 : 0,
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

  private leave(): string {
    return `if (${this.bool(2)} && ${this.bool(1)}) return ${this.num(1)};`;
  }

  private shared(): string {
    return `shared = ${this.num(2)};\nif (isShared(${this.num(1)})) ${this.block(1)}`;
  }
}
