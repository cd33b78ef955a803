import { freshDecision, type Gen, type Hint, pickHint, pickVariable } from "./context";
import { call, expression, owner } from "./expressions";
import { at, atLeast, binds, type Text } from "./text";

/**
 * A function literal behind a call: esbuild, which takes out types and JSX after us, folds choices by constants and so
 * gives a function the name of what it is assigned to.
 */
function unfolded(text: string): string {
  return /^\(*(async\b|function\b|class\b|<|\w+ =>|\([^()]*\) =>)/.test(text) ? `L("function", ${text})` : text;
}

/** A condition, of any value: what decides is its truth. */
export function condition(g: Gen, least: number = binds.assignment): string {
  const form = g.random.weighted({ boolean: 6, any: 3, decision: 4, sequence: 0.5 });
  if (form === "boolean") return unfolded(expression(g, "boolean", least));
  if (form === "any") return unfolded(expression(g, pickHint(g), least));
  if (form === "sequence") return atLeast(least, at(binds.sequence, `${expression(g)}, ${expression(g, "boolean")}`));
  return atLeast(least, decisionExpression(g, "boolean"));
}

/** `?:`, `&&`, `||`, `??`, their assignments, and optional chains. */
export function decisionExpression(g: Gen, hint: Hint): Text {
  const form = g.random.weighted({ ternary: 5, and: 4, or: 4, nullish: 3, assign: 3, chain: 4 });
  if (form === "ternary") return ternary(g, hint);
  if (form === "assign") return logicalAssignment(g, hint);
  if (form === "chain") return chain(g, hint);
  const id = freshDecision(g);
  const right = (least: number) =>
    g.random.chance(0.5) ? `(M("${id}:right"), ${expression(g, hint)})` : unfolded(expression(g, hint, least));
  if (form === "and") return at(binds.and, `${condition(g, binds.and)} && ${right(binds.equality)}`);
  if (form === "or") return at(binds.or, `${condition(g, binds.or)} || ${right(binds.and)}`);
  return at(
    binds.nullish,
    `${unfolded(expression(g, g.random.chance(0.4) ? "any" : hint, binds.equality))} ?? ${right(binds.equality)}`,
  );
}

function ternary(g: Gen, hint: Hint): Text {
  const id = freshDecision(g);
  const arm = (name: string) =>
    g.random.chance(0.5) ? `(M("${id}:${name}"), ${expression(g, hint)})` : unfolded(expression(g, hint));
  return at(binds.conditional, `${condition(g, binds.nullish)} ? ${arm("then")} : ${arm("else")}`);
}

function logicalAssignment(g: Gen, hint: Hint): Text {
  const operator = g.random.pick(["&&=", "||=", "??="]);
  const variable = pickVariable(g, hint, true);
  // An anonymous function assigned to a plain name takes that name.
  const given = g.random.chance(0.2)
    ? g.random.pick(["() => 1", "function () {}", "class {}", "(() => 2)"])
    : expression(g, hint);
  if (variable && g.random.chance(0.6)) return at(binds.assignment, `${variable.name} ${operator} ${given}`);
  const key = g.random.chance(0.7) ? `.${g.random.pick(["n", "s", "z"])}` : `[${expression(g, "text")}]`;
  return at(binds.assignment, `${owner(g)}${key} ${operator} ${given}`);
}

function chain(g: Gen, hint: Hint): Text {
  const from = owner(g);
  const form = g.random.weighted({ call: 3, method: 3, computed: 2, deep: 2, inner: 3, either: 2, grouped: 1 });
  if (form === "call") return at(binds.call, call(g));
  if (form === "method") return at(binds.call, `${from}?.m?.(${expression(g)})`);
  if (form === "computed") return at(binds.call, `${from}?.[${expression(g, "text")}]`);
  if (form === "deep") return at(binds.call, `${from}?.o?.n?.toString()`);
  if (form === "inner")
    return at(
      binds.call,
      `${from}.${g.random.pick(["o", "n", "s"])}?.${g.random.pick(["n", "[`n`]", "n.s", "m?.()"])}`,
    );
  if (form === "grouped") return at(binds.call, `(${from}?.o).n`);
  return at(binds.nullish, `${from}?.${g.random.pick(["n", "s"])} ?? ${expression(g, hint, binds.equality)}`);
}
