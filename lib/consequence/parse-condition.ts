import type { Json } from "../contract/json";
import { TextReader } from "./text-reader";

/** The closed grammar of conditions: what a recorded text may say and still be recomputed. */
export type Expression =
  | { kind: "literal"; value: Json | undefined }
  | { kind: "operand"; text: string; path: PathStep[] }
  | { kind: "member"; of: Expression; key: Expression; isOptional: boolean }
  | { kind: "includes"; of: Expression; what: Expression; isOptional: boolean }
  /** What `?.` leaves as a whole where there is nothing before it. */
  | { kind: "chain"; of: Expression }
  | { kind: "list"; items: Expression[] }
  | { kind: "template"; texts: string[]; values: Expression[] }
  | { kind: "not" | "typeof"; of: Expression }
  | { kind: "in"; left: Expression; right: Expression }
  | { kind: "and" | "or" | "nullish"; left: Expression; right: Expression }
  | { kind: "ternary"; test: Expression; then: Expression; otherwise: Expression }
  | { kind: "compare"; operator: Comparison; left: Expression; right: Expression };

export type Comparison = "===" | "!==" | "==" | "!=" | "<" | "<=" | ">" | ">=";
/** A member by its name; `isOptional` where `?.` stands before it. */
export type PathStep = { key: string; isOptional: boolean };

const maxLength = 2_000;
const maxDepth = 50;
const comparison = /(?:===|!==|==|!=|<=|>=|<(?!<)|>(?!>))/y;
const number = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w$])/iy;
const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy;
const member = /\s*(\?\.|\.)\s*([\p{ID_Start}_$][\p{ID_Continue}$]*)(?![\p{ID_Continue}$]|\s*(?:\?\.\s*)?[(`])/uy;
const includes = /\s*(\?\.|\.)\s*includes\s*\(/y;
const element = /\s*(\?\.)?\s*\[/y;
const question = /\s*\?(?!\?|\.(?!\d))/y;
const quoted = /"((?:[^"\\\n]|\\["'`\\nrt])*)"|'((?:[^'\\\n]|\\["'`\\nrt])*)'/y;
const templateText = /((?:[^`\\$]|\$(?!\{)|\\["'`\\nrt$])*)(`|\$\{)/y;
const words: Record<string, Json | undefined> = { true: true, false: false, null: null, undefined: undefined };

class NotInGrammar extends Error {}

/**
 * Reads a condition's text as data: literals, recorded operands and members of them (`a.b`, `a["b"]`, `a[b]`, with
 * `?.` too), `.includes(…)`, comparisons, `in`, `typeof`, `!`, `&&`, `||`, `??`, `… ? … : …`, lists, templates and
 * parentheses. Nothing is ever executed; length and depth are bounded.
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

class Reader extends TextReader {
  private depth = 0;

  constructor(
    text: string,
    private readonly operands: string[],
  ) {
    super(text);
  }

  readAll(): Expression {
    const expression = this.readWhole();
    if (!this.isAtEnd()) throw new NotInGrammar();
    return expression;
  }

  /** An expression with everything that may stand in it. */
  private readWhole(): Expression {
    return this.within(() => {
      const test = this.readLogical();
      if (!this.take(question)) return test;
      const then = this.readWhole();
      this.expect(":");
      return { kind: "ternary", test, then, otherwise: this.readWhole() };
    });
  }

  /** `||` and `??`, which JavaScript does not let stand side by side without parentheses. */
  private readLogical(): Expression {
    let left = this.readAnd();
    const sign = this.takeText("||") ? "||" : this.takeText("??") ? "??" : undefined;
    if (sign) {
      do left = { kind: sign === "||" ? "or" : "nullish", left, right: this.readAnd() };
      while (this.takeText(sign));
    }
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
      this.takeText(sign);
      left = { kind: "compare", operator: sign, left, right: this.readRelation() };
    }
    return left;
  }

  private readRelation(): Expression {
    let left = this.readUnary();
    for (;;) {
      const sign = this.peekComparison();
      if (sign && !isEquality(sign)) {
        this.takeText(sign);
        left = { kind: "compare", operator: sign, left, right: this.readUnary() };
      } else if (this.takeWord("in")) left = { kind: "in", left, right: this.readUnary() };
      else return left;
    }
  }

  private readUnary(): Expression {
    const kind = this.takeNot() ? "not" : this.takeWord("typeof") ? "typeof" : undefined;
    return kind ? this.within(() => ({ kind, of: this.readUnary() })) : this.readChain();
  }

  private readChain(): Expression {
    let of = this.readPrimary();
    let isChain = of.kind === "operand" && of.path.some(({ isOptional }) => isOptional);
    for (let next = this.readMember(of); next; next = this.readMember(of)) {
      of = next;
      isChain ||= next.isOptional;
    }
    return isChain ? { kind: "chain", of } : of;
  }

  private readMember(of: Expression): Extract<Expression, { isOptional: boolean }> | undefined {
    const called = this.take(includes);
    if (called) {
      const what = this.readWhole();
      this.expect(")");
      return { kind: "includes", of, what, isOptional: called[1] === "?." };
    }
    const named = this.take(member);
    if (named) return { kind: "member", of, key: text(named[2]), isOptional: named[1] === "?." };
    const computed = this.take(element);
    if (!computed) return undefined;
    const key = this.readWhole();
    this.expect("]");
    return { kind: "member", of, key, isOptional: computed[1] === "?." };
  }

  private readPrimary(): Expression {
    this.skipSpace();
    const operand = this.operands.find((one) => this.isAtName(one));
    if (operand !== undefined) return this.readOperand(operand);
    if (this.takeText("(")) {
      const inner = this.readWhole();
      this.expect(")");
      return inner;
    }
    if (this.takeText("[")) return this.readList();
    if (this.takeText("`")) return this.readTemplate();
    return { kind: "literal", value: this.readLiteral() };
  }

  /** An operand with the members that follow it by name: together they may be what the record knows. */
  private readOperand(text: string): Expression {
    this.takeText(text);
    const path: PathStep[] = [];
    for (let match = this.takePathStep(); match; match = this.takePathStep()) path.push(match);
    return { kind: "operand", text, path };
  }

  private takePathStep(): PathStep | undefined {
    const match = this.take(member);
    return match ? { key: match[2] ?? "", isOptional: match[1] === "?." } : undefined;
  }

  private readList(): Expression {
    const items: Expression[] = [];
    while (!this.takeText("]")) {
      if (items.length > 0) this.expect(",");
      if (items.length > 0 && this.takeText("]")) break;
      items.push(this.readWhole());
    }
    return { kind: "list", items };
  }

  private readTemplate(): Expression {
    const texts: string[] = [];
    const values: Expression[] = [];
    for (;;) {
      const match = this.take(templateText);
      if (!match) throw new NotInGrammar();
      texts.push(unescapeText(match[1] ?? ""));
      if (match[2] === "`") return values.length === 0 ? text(texts[0]) : { kind: "template", texts, values };
      values.push(this.readWhole());
      this.expect("}");
    }
  }

  private readLiteral(): Json | undefined {
    const digits = this.take(number);
    if (digits) return Number(digits[0]);
    const string = this.take(quoted);
    if (string) return unescapeText(string[1] ?? string[2] ?? "");
    const word = this.take(identifier)?.[0];
    if (word !== undefined && Object.hasOwn(words, word)) return words[word];
    throw new NotInGrammar();
  }

  private peekComparison(): Comparison | undefined {
    return this.peek(comparison)?.[0] as Comparison | undefined;
  }

  private within<Result>(read: () => Result): Result {
    if (++this.depth > maxDepth) throw new NotInGrammar();
    const result = read();
    this.depth--;
    return result;
  }

  private expect(sign: string): void {
    if (!this.takeText(sign)) throw new NotInGrammar();
  }
}

const text = (value = ""): Expression => ({ kind: "literal", value });

const isEquality = (sign: Comparison) => sign.length === 3 || sign === "==" || sign === "!=";

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
const unescapeText = (text: string) => text.replace(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign);
