import { randomFrom } from "../../fuzz/random";
import { helpers } from "./helpers";
import type { Variable } from "./names";
import { Statements } from "./statements";

/** A random workflow: a script whose audited `shape` asks for judgments and decides by what it made of them. */
export function generateWorkflow(seed: number): string {
  return new Script(randomFrom(seed)).text();
}

class Script extends Statements {
  text(): string {
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

  private verdicts(): string[] {
    return Array.from({ length: 8 }, () => `if (${this.bool(2)}) done(${this.num(1)});`);
  }
}
