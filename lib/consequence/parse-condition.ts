import type { Json } from "../contract/json";

/** The closed grammar of conditions: what a recorded text may say and still be recomputed. */
export type Expression =
  | { kind: "literal"; value: Json | undefined }
  | { kind: "operand"; text: string; path: string[] }
  | { kind: "not"; of: Expression }
  | { kind: "and" | "or" | "nullish"; left: Expression; right: Expression }
  | { kind: "compare"; operator: Comparison; left: Expression; right: Expression };

export type Comparison = "===" | "!==" | "==" | "!=" | "<" | "<=" | ">" | ">=";

const maxLength = 2_000;
const maxDepth = 50;
const comparison = /(?:===|!==|==|!=|<=|>=|<(?!<)|>(?!>))/y;
const number = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w$])/iy;
const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy;
const member = /\s*\.\s*([\p{ID_Start}_$][\p{ID_Continue}$]*)/uy;
const quoted = /"((?:[^"\\\n]|\\["'`\\nrt])*)"|'((?:[^'\\\n]|\\["'`\\nrt])*)'|`((?:[^`\\$]|\\["'`\\nrt])*)`/y;
const words: Record<string, Json | undefined> = { true: true, false: false, null: null, undefined: undefined };

class NotInGrammar extends Error {}

/**
 * Reads a condition's text as data: literals, recorded operands (and members of them), comparisons, `!`, `&&`,
 * `||`, `??` and parentheses. Nothing is ever executed; length and depth are bounded.
 * @param operands texts the record holds values for; the longest that fits is taken
 * @returns undefined when the text says anything else
 */
export function parseCondition(text: string, operands: Iterable<string>): Expression | undefined {
  if (text.length > maxLength) return undefined;
  const known = [...new Set(operands)].filter((one) => one !== "").sort((a, b) => b.length - a.length);
  try {
    return new Reader(text, known).readAll();
  } catch (error) {
    if (error instanceof NotInGrammar) return undefined;
    throw error;
  }
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly operands: string[],
  ) {}

  readAll(): Expression {
    const expression = this.readLogical();
    this.skipSpace();
    if (this.at < this.text.length) throw new NotInGrammar();
    return expression;
  }

  /** `||` and `??`, which JavaScript does not let stand side by side without parentheses. */
  private readLogical(): Expression {
    if (++this.depth > maxDepth) throw new NotInGrammar();
    let left = this.readAnd();
    const sign = this.takeText("||") ? "||" : this.takeText("??") ? "??" : undefined;
    if (sign) {
      do left = { kind: sign === "||" ? "or" : "nullish", left, right: this.readAnd() };
      while (this.takeText(sign));
    }
    this.depth--;
    return left;
  }

  private readAnd(): Expression {
    let left = this.readEquality();
    while (this.takeText("&&")) left = { kind: "and", left, right: this.readEquality() };
    return left;
  }

  private readEquality(): Expression {
    let left = this.readRelation();
    for (let sign = this.peekComparison(); sign && isEquality(sign); sign = this.peekComparison()) {
      this.at += sign.length;
      left = { kind: "compare", operator: sign, left, right: this.readRelation() };
    }
    return left;
  }

  private readRelation(): Expression {
    let left = this.readUnary();
    for (let sign = this.peekComparison(); sign && !isEquality(sign); sign = this.peekComparison()) {
      this.at += sign.length;
      left = { kind: "compare", operator: sign, left, right: this.readUnary() };
    }
    return left;
  }

  private readUnary(): Expression {
    this.skipSpace();
    if (this.text[this.at] !== "!" || this.text[this.at + 1] === "=") return this.readPrimary();
    if (++this.depth > maxDepth) throw new NotInGrammar();
    this.at++;
    const of = this.readUnary();
    this.depth--;
    return { kind: "not", of };
  }

  private readPrimary(): Expression {
    this.skipSpace();
    const operand = this.operands.find((one) => this.isAt(one));
    if (operand !== undefined) return this.readOperand(operand);
    if (this.takeText("(")) {
      const inner = this.readLogical();
      if (!this.takeText(")")) throw new NotInGrammar();
      return inner;
    }
    return { kind: "literal", value: this.readLiteral() };
  }

  private readOperand(text: string): Expression {
    this.at += text.length;
    const path: string[] = [];
    for (let match = this.take(member); match; match = this.take(member)) path.push(match[1] ?? "");
    return { kind: "operand", text, path };
  }

  private readLiteral(): Json | undefined {
    const digits = this.take(number);
    if (digits) return Number(digits[0]);
    const string = this.take(quoted);
    if (string) return unescapeText(string[1] ?? string[2] ?? string[3] ?? "");
    const word = this.take(identifier)?.[0];
    if (word !== undefined && Object.hasOwn(words, word)) return words[word];
    throw new NotInGrammar();
  }

  /** True where `operand` stands here as a whole, not as the beginning of a longer name. */
  private isAt(operand: string): boolean {
    if (!this.text.startsWith(operand, this.at)) return false;
    const isName = /[\p{ID_Continue}$]$/u.test(operand);
    return (
      !isName || !/^[\p{ID_Continue}$]/u.test(this.text.slice(this.at + operand.length, this.at + operand.length + 2))
    );
  }

  private peekComparison(): Comparison | undefined {
    this.skipSpace();
    comparison.lastIndex = this.at;
    return comparison.exec(this.text)?.[0] as Comparison | undefined;
  }

  private takeText(sign: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at] ?? "")) this.at++;
  }
}

const isEquality = (sign: Comparison) => sign.length === 3 || sign === "==" || sign === "!=";

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
const unescapeText = (text: string) => text.replace(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign);
