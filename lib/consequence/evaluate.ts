import { isTruthy, tagOf } from "../branches/values";
import type { Json } from "../contract/json";
import { hasMember, type Known, known, memberOf, unknown } from "./members";
import type { Comparison, Expression, PathStep } from "./parse-condition";

/** Finds an operand's value; the members that follow it in the text are looked up by the caller of `resolve`. */
export type Resolve = (text: string, path: string[]) => Known;

/** `isJavaScript` where the code is known to be: what languages differ in is then computed its way. */
type Options = { isJavaScript?: boolean };

type Member = Extract<Expression, { isOptional: boolean }>;
type Logical = { kind: "and" | "or" | "nullish"; left: Expression; right: Expression };
type Value = Extract<Known, { isKnown: true }>;

/** What a chain comes to where nothing stands before one of its `?.`. */
const cutShort = Symbol("cut short");

/**
 * Computes an expression as JavaScript would, over recorded values. Where languages differ (comparing values of
 * different types, objects by identity, lists as conditions) the answer is not known rather than one language's, unless
 * the language is told.
 */
export function evaluate(expression: Expression, resolve: Resolve, options: Options = {}): Known {
  const result = new Evaluation(resolve, options.isJavaScript ?? false).read(expression);
  return result === cutShort ? known(undefined) : result;
}

class Evaluation {
  constructor(
    private readonly resolve: Resolve,
    private readonly isJavaScript: boolean,
  ) {}

  read(expression: Expression): Known | typeof cutShort {
    switch (expression.kind) {
      case "operand":
        return this.operand(expression);
      case "member":
      case "includes":
        return this.member(expression);
      default:
        return this.whole(expression);
    }
  }

  private value(expression: Expression): Known {
    const result = this.read(expression);
    return result === cutShort ? known(undefined) : result;
  }

  private whole(expression: Exclude<Expression, { kind: "operand" } | Member>): Known {
    switch (expression.kind) {
      case "literal":
        return known(expression.value);
      case "chain":
        return this.value(expression.of);
      case "list":
        return this.all(expression.items, (items) => known(items.map(({ value = { $: "u" } }) => value)));
      case "template":
        return this.all(expression.values, (values) => joined(expression.texts, values));
      case "not":
        return this.from(this.truth(expression.of), ({ value }) => known(!value));
      case "typeof":
        return this.from(this.value(expression.of), typeOf);
      case "ternary":
        return this.from(this.truth(expression.test), ({ value }) =>
          this.value(value ? expression.then : expression.otherwise),
        );
      case "in":
        return this.all([expression.left, expression.right], ([key, owner]) =>
          key && owner ? hasMember(owner, key.value) : notTold,
        );
      case "compare":
        return this.all([expression.left, expression.right], ([left, right]) =>
          compare(expression.operator, left?.value, right?.value),
        );
      default:
        return this.logical(expression);
    }
  }

  /** `a.b.c` as a whole where the record knows it as that, else member by member. */
  private operand({ text, path }: { text: string; path: PathStep[] }): Known | typeof cutShort {
    const known = this.resolve(
      text,
      path.map(({ key }) => key),
    );
    const optional = path.findIndex(({ isOptional }) => isOptional);
    if (known.isKnown || optional < 0) return known;
    const before = this.operand({ text, path: path.slice(0, optional) });
    return this.steps(before, path.slice(optional), known);
  }

  private steps(owner: Known | typeof cutShort, path: PathStep[], otherwise: Known): Known | typeof cutShort {
    let current = owner;
    for (const { key, isOptional } of path) {
      if (current === cutShort) return current;
      if (!current.isKnown) return otherwise;
      if (isOptional && isNothing(current)) return cutShort;
      current = memberOf(current, key);
    }
    return current;
  }

  private member(expression: Member): Known | typeof cutShort {
    const owner = this.read(expression.of);
    if (owner === cutShort || !owner.isKnown) return owner;
    if (expression.isOptional && isNothing(owner)) return cutShort;
    const inside = this.value(expression.kind === "member" ? expression.key : expression.what);
    if (!inside.isKnown) return inside;
    return expression.kind === "member" ? memberOf(owner, inside.value) : includes(owner, inside);
  }

  private logical({ kind, left, right }: Logical): Known {
    const first = this.value(left);
    if (!first.isKnown) return first;
    if (kind === "nullish") {
      if (isNothing(first)) return this.value(right);
      return isHidden(first.value) ? notTold : first;
    }
    return this.from(this.truthOf(first), ({ value }) => (value === (kind === "or") ? first : this.value(right)));
  }

  private truth(expression: Expression): Known {
    return this.from(this.value(expression), (value) => this.truthOf(value));
  }

  private truthOf({ value }: Value): Known {
    if (!isObject(value)) return known(Boolean(value));
    if (!this.isJavaScript) return notTrueOrFalse;
    const truth = isTruthy(value);
    return truth === undefined || tagOf(value)?.$ === "l" ? notTold : known(truth);
  }

  private from(of: Known, next: (value: Value) => Known): Known {
    return of.isKnown ? next(of) : of;
  }

  private all(expressions: Expression[], next: (values: Value[]) => Known): Known {
    const values: Value[] = [];
    for (const expression of expressions) {
      const value = this.value(expression);
      if (!value.isKnown) return value;
      values.push(value);
    }
    return next(values);
  }
}

function includes(owner: Value, { value: what }: Value): Known {
  const { value, isOpen } = owner;
  if (isObject(what)) return byIdentity;
  if (typeof value === "string" && typeof what === "string") return known(value.includes(what));
  if (!Array.isArray(value)) return unknown("only part of the value was recorded");
  const items = value.map((item) => (tagOf(item)?.$ === "u" ? undefined : item));
  if (items.includes(what)) return known(true);
  return isOpen || items.some(isHidden) ? unknown("only part of the list was recorded") : known(false);
}

function joined(texts: string[], values: Value[]): Known {
  if (values.some(({ value }) => isObject(value))) return unknown("an object is put into a text");
  return known(texts.map((text, at) => text + (at < values.length ? String(values[at]?.value) : "")).join(""));
}

function typeOf({ value }: Value): Known {
  const tag = tagOf(value);
  if (!tag) return known(typeof value);
  const type = Object.hasOwn(typesOfTags, tag.$) ? typesOfTags[tag.$] : undefined;
  return type === undefined ? notTold : known(type);
}

const typesOfTags: Record<string, string> = {
  ...Object.fromEntries([..."oademxq"].map((tag) => [tag, "object"])),
  n: "number",
  b: "bigint",
  y: "symbol",
  s: "string",
  f: "function",
};

function compare(operator: Comparison, left: Json | undefined, right: Json | undefined): Known {
  if (isObject(left) || isObject(right)) return compareObject(operator, left, right);
  if (operator === "===") return known(left === right);
  if (operator === "!==") return known(left !== right);
  if (operator === "==" || operator === "!=") {
    const bothEmpty = (left ?? null) === null && (right ?? null) === null;
    const oneEmpty = (left ?? null) === null || (right ?? null) === null;
    if (!oneEmpty && typeof left !== typeof right) return unknown("values of different types are compared");
    return known((bothEmpty || left === right) === (operator === "=="));
  }
  const isOrdered =
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string");
  if (!isOrdered) return unknown(`${nameType(left)} is compared with ${nameType(right)}`);
  return known(order(operator, left, right));
}

/** An object is never the same as what is none; whether two are the same one, nobody recorded. */
function compareObject(operator: Comparison, left: Json | undefined, right: Json | undefined): Known {
  const other = isObject(left) ? right : left;
  if (isObject(other)) return byIdentity;
  if (isHidden(left) || isHidden(right)) return notTold;
  const isNull = other === null || other === undefined;
  if (operator === "===" || (operator === "==" && isNull)) return known(false);
  if (operator === "!==" || (operator === "!=" && isNull)) return known(true);
  return unknown("values of different types are compared");
}

function order(operator: Comparison, left: string | number, right: string | number): boolean {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

const byIdentity = unknown("whether two objects are the same one was not recorded");
const notTrueOrFalse = unknown("an empty list or object counts as true in one language and as false in another");
const notTold = unknown("its value was not recorded in full");

const isObject = (value: Json | undefined): value is Json[] | { [key: string]: Json } =>
  typeof value === "object" && value !== null;
const isNothing = ({ value }: Value) => value === null || value === undefined;
/** Tags that do not tell what the value was: a text or number cut, redacted, a getter, what lies too deep. */
const isHidden = (value: Json | undefined) => {
  const tag = tagOf(value);
  return tag !== undefined && !"oademxqfc".includes(tag.$);
};
const nameType = (value: Json | undefined) =>
  value === undefined ? "nothing" : value === null ? "an empty value" : `a ${typeof value}`;
