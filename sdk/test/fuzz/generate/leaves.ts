import { classExpression } from "./classes";
import { type Gen, type Hint, pickHint, pickVariable } from "./context";
import { argumentsText, expression } from "./expressions";
import { arrow } from "./functions";
import { objectLiteral } from "./objects";
import { at, binds, type Text } from "./text";

const literals: Record<Hint, readonly string[]> = {
  number: ["0", "1", "2", "3", "-1", "-0", "NaN", "1e3", ".5", "0x10", "1_000", "Infinity"],
  text: ['""', '"a"', "'b'", '"refund"', '"é😀"', "'it\\'s'", '"\\u2028"', "`c`", '"n"', '"s"'],
  boolean: ["true", "false", "!0", "!1"],
  object: [
    "null",
    "undefined",
    "{}",
    "{ n: 1 }",
    "{ o: { n: 1, m() { return 3 } }, n: 2 }",
    '{ m: (x) => x, s: "a" }',
    "{ n: 0, s: '', o: { n: 2 } }",
    "{ m() { return this?.n } }",
  ],
  list: ["[]", "[1]", "[0, , 2]", '["a", "b"]', "[undefined, null]", "[[1, 2], [3]]"],
  function: ["() => {}", "function () {}", "async () => 1", "(a, b) => a", "class {}", "String", "isNaN"],
  any: ["undefined", "null", "void 0", "1n", "0n", "/a+/g", "NaN", '"é"', "Symbol.iterator", "-0"],
};

/** The smallest expression: a variable, a literal, or something that says how it is used. */
export function leaf(g: Gen, hint: Hint): Text {
  const variable = pickVariable(g, hint);
  if (variable && g.random.chance(hint === "object" ? 0.85 : 0.65)) return at(binds.primary, variable.name);
  if (g.random.chance(0.12)) return watched(g, hint);
  if (g.random.chance(0.06)) return contextual(g);
  const text = g.random.pick(literals[hint]);
  return at(strengthOf(text), text);
}

/** How strongly a literal binds: what starts with a digit, a sign or a keyword can't take a member or a call. */
function strengthOf(text: string): number {
  if (/^(\(|async \()/.test(text) || text.includes("=>")) return binds.assignment;
  if (/^[-!\d.]|^void/.test(text)) return binds.unary;
  return binds.primary;
}

/** A value that says when it is read, coerced, iterated or trapped. */
function watched(g: Gen, hint: Hint): Text {
  const name = `w${g.random.int(50)}`;
  if (hint === "number" || hint === "text") {
    const given = hint === "number" ? g.random.pick(["1", "0", "-0", "NaN"]) : g.random.pick(['"a"', '""']);
    const form = g.random.pick([`C("${name}", ${given})`, `D("${name}", ${given}, "d")`, `C("${name}", {})`]);
    return at(binds.call, form);
  }
  if (hint === "list") return at(binds.call, `I("${name}", [1, ${g.random.pick(["2", '"throw"', "null"])}, 3])`);
  if (hint === "function") return at(binds.call, `P("${name}", function (a) { return a })`);
  const held = g.random.pick(["{ n: 1, s: 'a' }", "{ n: 0, o: null }", "{ n: 2, m: () => 1, o: { n: 1 } }"]);
  return at(
    binds.call,
    g.random.pick([`P("${name}", ${held})`, `G("${name}", ${held})`, `Object.create(P("${name}", ${held}))`]),
  );
}

/** What depends on where it stands: `this`, `arguments`, `new.target`, `super`, clocks. */
function contextual(g: Gen): Text {
  const { place } = g;
  const forms = [
    "Date.now()",
    "Math.random()",
    "new Date().getTime()",
    "performance.now()",
    "crypto.randomUUID()",
    "typeof nowhere",
  ];
  if (place.hasThis) forms.push("this", "this?.n");
  if (place.hasArguments) forms.push("arguments.length", "arguments[0]");
  if (place.hasNewTarget) forms.push("new.target", "new.target?.name");
  if (place.hasSuperProperty && place.hasThis) forms.push("super.n", "super.m?.(1)", "super.toString()");
  const text = g.random.pick(forms);
  return at(text.startsWith("typeof") ? binds.unary : text === "this" ? binds.primary : binds.call, text);
}

export function numbers(g: Gen): Text {
  const number = (least: number) => expression(g, "number", least);
  const mutable = pickVariable(g, "number", true);
  const form = g.random.weighted({
    sum: 4,
    product: 2,
    signed: 2,
    step: 3,
    length: 2,
    compound: 2,
    math: 2,
    bits: 1,
    power: 1,
  });
  if (form === "sum")
    return at(binds.sum, `${number(binds.sum)} ${g.random.pick(["+", "-"])} ${number(binds.product)}`);
  if (form === "product")
    return at(binds.product, `${number(binds.product)} ${g.random.pick(["*", "%", "/"])} ${number(binds.unary)}`);
  if (form === "signed") return at(binds.unary, `${g.random.pick(["-", "+", "~"])} ${number(binds.unary)}`);
  if (form === "step" && mutable)
    return g.random.chance(0.5) ? at(binds.postfix, `${mutable.name}++`) : at(binds.unary, `--${mutable.name}`);
  if (form === "compound" && mutable)
    return at(
      binds.assignment,
      `${mutable.name} ${g.random.pick(["+=", "-=", "*=", "||=", "&&=", "??="])} ${number(binds.assignment)}`,
    );
  if (form === "length") return at(binds.call, `${expression(g, "list", binds.call)}.length`);
  if (form === "math") return at(binds.call, `Math.max(${argumentsText(g)})`);
  if (form === "bits")
    return at(
      binds.primary,
      `(${number(binds.relation)} ${g.random.pick(["|", "&", "^", "<<"])} ${number(binds.sum)})`,
    );
  if (form === "power") return at(binds.primary, `(${number(binds.postfix)} ** ${number(binds.unary)})`);
  return leaf(g, "number");
}

export function texts(g: Gen): Text {
  const form = g.random.weighted({ template: 4, joined: 3, tagged: 2, typed: 2, sliced: 2, named: 1 });
  if (form === "template")
    return at(
      binds.primary,
      `\`${g.random.pick(["", "a ", "é"])}\${${expression(g, pickHint(g), binds.sequence)}}${g.random.pick(["", "\\n", "\n", "!"])}\``,
    );
  if (form === "joined")
    return at(binds.sum, `${expression(g, "text", binds.sum)} + ${expression(g, pickHint(g), binds.product)}`);
  if (form === "tagged") return at(binds.call, `tag\`x\${${expression(g)}}\\u{61}\${${expression(g)}}\``);
  if (form === "typed") return at(binds.unary, `typeof ${expression(g, "any", binds.unary)}`);
  if (form === "sliced")
    return at(binds.call, `${expression(g, "text", binds.call)}.slice(${expression(g, "number")})`);
  return at(binds.call, `${expression(g, "function", binds.call)}.name`);
}

export function booleans(g: Gen): Text {
  const value = (least: number) => expression(g, pickHint(g), least);
  const form = g.random.weighted({
    equal: 5,
    less: 4,
    not: 4,
    in: 2,
    instance: 2,
    removed: 2,
    matched: 1,
    typed: 3,
    private: g.place.privateNames.length,
  });
  if (form === "equal")
    return at(
      binds.equality,
      `${value(binds.relation)} ${g.random.pick(["===", "!==", "==", "!="])} ${value(binds.relation)}`,
    );
  if (form === "less")
    return at(
      binds.relation,
      `${expression(g, "number", binds.sum)} ${g.random.pick(["<", ">", "<=", ">="])} ${expression(g, "number", binds.sum)}`,
    );
  if (form === "not") return at(binds.unary, `!${value(binds.unary)}`);
  if (form === "in")
    return at(binds.relation, `${expression(g, "text", binds.sum)} in ${expression(g, "object", binds.sum)}`);
  if (form === "instance")
    return at(
      binds.relation,
      `${value(binds.sum)} instanceof ${g.random.chance(0.5) ? g.random.pick(["Object", "Array", "Error", "Function"]) : `(${classExpression(g)})`}`,
    );
  if (form === "removed")
    return at(
      binds.unary,
      `delete ${expression(g, "object", binds.call)}${g.random.pick([".n", "?.n", "?.o?.n", '["s"]', "?.[`n`]"])}`,
    );
  if (form === "matched") return at(binds.call, `/^[a-f]/.test(${value(binds.assignment)})`);
  if (form === "private")
    return at(binds.relation, `${g.random.pick(g.place.privateNames)} in ${expression(g, "object", binds.sum)}`);
  return at(
    binds.equality,
    `typeof ${g.random.chance(0.4) ? "nowhere" : value(binds.unary)} ${g.random.pick(["===", "!=="])} ${g.random.pick(['"undefined"', '"number"', "'object'"])}`,
  );
}

export function objects(g: Gen): Text {
  const form = g.random.weighted({ literal: 8, built: 2, element: g.dialect.isJsx ? 6 : 0, mapped: 1, error: 1 });
  if (form === "built")
    return at(
      binds.member,
      `new (class { constructor(n${g.dialect.isTypeScript ? ": any" : ""}) { Object.assign(this, { n }) } })(${expression(g)})`,
    );
  if (form === "element") return at(binds.primary, element(g));
  if (form === "mapped") return at(binds.member, `new Map([[${expression(g)}, ${expression(g)}]])`);
  if (form === "error") return at(binds.member, `new TypeError(${expression(g, "text")})`);
  return at(binds.primary, objectLiteral(g));
}

function element(g: Gen): string {
  const name = g.random.pick(["p", "b", "x-y"]);
  const inner = g.random.pick([`{${expression(g)}}`, "text", `<i k="v">{${expression(g)}}</i>`, `{/* none */}`]);
  return `<${name} a={L("attribute", ${expression(g)})} ${g.random.chance(0.2) ? `{...${expression(g, "object")}}` : ""}>${inner}</${name}>`;
}

export function lists(g: Gen): Text {
  const form = g.random.weighted({ literal: 6, mapped: 3, filtered: 2, sorted: 1, spread: 2, keys: 1 });
  const from = () => expression(g, "list", binds.call);
  if (form === "mapped") return at(binds.call, `${from()}.map(${arrow(g)})`);
  if (form === "filtered") return at(binds.call, `${from()}.filter(${arrow(g)})`);
  if (form === "sorted") return at(binds.call, `[3, 1, 2].sort((p, q) => p < q ? -1 : p > q ? 1 : 0)`);
  if (form === "spread") return at(binds.primary, `[...${expression(g, "list")}, ${expression(g)}]`);
  if (form === "keys") return at(binds.call, `Object.keys(${expression(g, "object")})`);
  const items = Array.from({ length: g.random.int(4) }, () => expression(g));
  return at(binds.primary, `[${items.join(", ")}${g.random.chance(0.1) ? "," : ""}]`);
}
