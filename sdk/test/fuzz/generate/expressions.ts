import { classExpression } from "./classes";
import { type Gen, type Hint, hints, isAsync, isGenerator, pickHint, pickVariable, spend } from "./context";
import { decisionExpression } from "./decisions";
import { arrow, functionExpression } from "./functions";
import { booleans, leaf, lists, numbers, objects, texts } from "./leaves";
import { at, atLeast, binds, type Text } from "./text";
import { withTypes } from "./types";

const maxDepth = 4;

/** Any expression that mostly gives what the hint says, in parentheses where it binds weaker than `least`. */
export function expression(g: Gen, hint: Hint = "any", least: number = binds.assignment): string {
  return atLeast(least, expressionText(g, hint));
}

function expressionText(g: Gen, hint: Hint = "any"): Text {
  const wanted = g.random.chance(0.03) ? g.random.pick(hints) : hint;
  if (g.depth > maxDepth || !spend(g)) return leaf(g, wanted);
  return withTypes(g, bare({ ...g, depth: g.depth + 1 }, wanted));
}

function bare(g: Gen, hint: Hint): Text {
  const form = g.random.weighted({
    leaf: 30,
    decision: 22,
    logged: 8,
    own: 34,
    general: 14,
    paused: isAsync(g) || isGenerator(g) ? 10 : 0,
  });
  if (form === "leaf") return leaf(g, hint);
  if (form === "decision") return decisionExpression(g, hint);
  if (form === "logged") return at(binds.call, `L("v${g.random.int(100)}", ${expression(g, hint)})`);
  if (form === "general") return general(g, hint);
  if (form === "paused") return paused(g, hint);
  return own(g, hint);
}

function own(g: Gen, hint: Hint): Text {
  switch (hint) {
    case "number":
      return numbers(g);
    case "text":
      return texts(g);
    case "boolean":
      return booleans(g);
    case "object":
      return g.random.chance(0.06) ? at(binds.member, `new (${classExpression(g)})()`) : objects(g);
    case "list":
      return lists(g);
    case "function":
      return g.random.chance(0.6) ? at(binds.assignment, arrow(g)) : at(binds.primary, functionExpression(g));
    default:
      return expressionText(g, pickHint(g));
  }
}

/** Forms that can stand for a value of any kind. */
function general(g: Gen, hint: Hint): Text {
  const form = g.random.weighted({ assign: 5, sequence: 3, call: 6, member: 3, immediate: 2, callback: 2, parens: 1 });
  const target = pickVariable(g, hint, true);
  if (form === "assign" && target) return at(binds.assignment, `${target.name} = ${expression(g, hint)}`);
  if (form === "sequence") return at(binds.sequence, `${expression(g)}, ${expression(g, hint)}`);
  if (form === "parens") return at(binds.primary, `(${expression(g, hint, binds.sequence)})`);
  if (form === "member") return at(binds.call, member(g));
  if (form === "immediate") return at(binds.call, `(${arrow(g)})(${expression(g)})`);
  if (form === "callback") return at(binds.call, `H(${expression(g, "function")}, ${expression(g)})`);
  return at(binds.call, call(g));
}

/** A call of a function or a method, plain or through an optional chain. */
export function call(g: Gen): string {
  const callee = pickVariable(g, "function");
  const given = argumentsText(g);
  if (callee && g.random.chance(0.7)) return `${callee.name}${g.random.chance(0.15) ? "?." : ""}(${given})`;
  const receiver = owner(g);
  const dot = g.random.pick([".", "?."]);
  const optionalCall = g.random.chance(0.6) ? "?." : "";
  const method = g.random.pick(["m", "m", "m", "n", "toString"]);
  return g.random.chance(0.2)
    ? `${receiver}${dot === "?." ? "?." : ""}[${expression(g, "text")}]?.(${given})`
    : `${receiver}${dot}${method}${optionalCall}(${given})`;
}

export function argumentsText(g: Gen): string {
  const given: string[] = [];
  while (given.length < 3 && g.random.chance(0.55)) {
    given.push(g.random.chance(0.08) ? `...${expression(g, "list")}` : expression(g));
  }
  return given.join(", ");
}

function member(g: Gen): string {
  const receiver = owner(g);
  const key = g.random.pick(["n", "s", "o", "a"]);
  const form = g.random.weighted({ dot: 3, optional: 3, computed: 2, long: 2, assigned: 3 });
  if (form === "optional") return `${receiver}?.${key}`;
  if (form === "computed") return `${receiver}[${expression(g, "text")}]`;
  if (form === "long") return `${receiver}?.o?.[${expression(g, "text")}].${key}`;
  if (form === "assigned")
    return `(${receiver}.${key} ${g.random.pick(["=", "=", "+=", "??=", "||=", "&&="])} ${expression(g)})`;
  return `${receiver}.${key}`;
}

/** An object whose properties can be assigned to. */
export function owner(g: Gen): string {
  const { text, binds: strength } = leaf(g, "object");
  return strength < binds.call || text.includes("?.") ? `(${text})` : text;
}

/** `await` and `yield` in their forms. */
function paused(g: Gen, hint: Hint): Text {
  if (isGenerator(g) && (g.place.kind === "generator" || g.random.chance(0.5))) return yielded(g, hint);
  const value = () => expression(g, hint);
  const form = g.random.weighted({ late: 4, plain: 3, thenable: 1, broken: 1, all: 1 });
  if (form === "late") return at(binds.unary, `await W(${g.random.int(4)}, ${value()})`);
  if (form === "thenable") return at(binds.unary, `await N("t${g.random.int(9)}", ${value()})`);
  if (form === "broken") return at(binds.unary, `await X(${g.random.int(3)}, new Error("late"))`);
  if (form === "all") return at(binds.unary, `(await Promise.all([${value()}, W(1, ${value()})]))[1]`);
  return at(binds.unary, `await ${expression(g, hint, binds.unary)}`);
}

function yielded(g: Gen, hint: Hint): Text {
  if (g.random.chance(0.15)) return at(binds.assignment, `yield* ${delegate(g)}`);
  if (g.random.chance(0.1)) return at(binds.assignment, "yield");
  const kept = g.random.chance(0.6);
  return at(
    binds.assignment,
    kept
      ? `(yield ${expression(g, hint)}) ?? ${atLeast(binds.equality, leaf(g, hint))}`
      : `yield ${expression(g, hint)}`,
  );
}

function delegate(g: Gen): string {
  const values = `[${expression(g)}, ${expression(g)}]`;
  if (g.place.kind === "asyncGenerator" && g.random.chance(0.4)) return `A("d${g.random.int(9)}", ${values})`;
  return g.random.chance(0.5) ? `I("d${g.random.int(9)}", ${values})` : values;
}
