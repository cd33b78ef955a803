import { freshDecision, freshName, freshVariable, type Gen, inside, pickHint, spend, withVariables } from "./context";
import { condition } from "./decisions";
import { expression } from "./expressions";
import { bindingPattern } from "./patterns";
import { body, complete, type Statement, statements } from "./statements";
import { binds } from "./text";

/** `if`, `switch`, `try` and labelled blocks. */
export function branching(g: Gen, size: number): Statement {
  const form = g.random.weighted({ if: 8, switch: 3, try: 3, label: 1 });
  if (form === "if") return ifStatement(g, size);
  if (form === "switch") return switchStatement(g, size);
  if (form === "try") return tryStatement(g, size);
  const label = freshName(g, "block");
  const within = inside(g, { blockLabels: [...g.place.blockLabels, label] });
  return complete(
    `${label}: {\n${statements(within, size - 1)}if (${condition(g)}) break ${label};\n${statements(within, size - 1)}}`,
  );
}

function marker(g: Gen, id: number, arm: string): string {
  return g.random.chance(0.7) ? `M("${id}:${arm}")` : "";
}

function ifStatement(g: Gen, size: number): Statement {
  const id = freshDecision(g);
  const test = condition(g, binds.sequence);
  const hasElse = g.random.chance(0.5);
  // Without braces an `else` would go to an inner `if`.
  const then = body(g, size, { first: marker(g, id, "then"), mustBeBlock: hasElse && g.random.chance(0.6) });
  const thenText =
    hasElse && /^(if|for|while|do|block|loop)\b|^(block|loop)\w*:/.test(then.text) ? `{ ${then.text} }` : then.text;
  if (!hasElse) return { ...then, text: `if (${test}) ${then.text}` };
  const separator = then.isComplete ? " " : g.dialect.isWithoutSemicolons ? "\n" : "; ";
  const other = g.random.chance(0.35) ? ifStatement(g, size - 1) : body(g, size, { first: marker(g, id, "else") });
  return { ...other, text: `if (${test}) ${thenText}${separator}else ${other.text}` };
}

function switchStatement(g: Gen, size: number): Statement {
  const id = freshDecision(g);
  const hint = g.random.pick(["text", "number", "any"] as const);
  const within = inside(g, { inSwitch: true });
  const clauses: string[] = [];
  const count = 1 + g.random.int(4);
  const defaultAt = g.random.chance(0.6) ? g.random.int(count + 1) : -1;
  for (let index = 0; index <= count; index++) {
    if (index === defaultAt) clauses.push(clause(within, "default", id, size));
    if (index < count) clauses.push(clause(within, `case ${expression(g, hint, binds.sequence)}`, id, size));
  }
  if (g.random.chance(0.1))
    clauses.push(
      `case 0: let late${id} = 1; case 1: try { late${id} = 2; L("late", late${id}) } catch (e) { L("tdz", e) }`,
    );
  const subject = g.random.chance(0.12) ? "true" : expression(g, hint, binds.sequence);
  return complete(`switch (${subject}) {\n${clauses.join("\n")}\n}`);
}

function clause(g: Gen, head: string, id: number, size: number): string {
  if (g.random.chance(0.15)) return `${head}:`;
  const name = head === "default" ? "default" : `case${g.shared.names++}`;
  const mark = marker(g, id, name);
  const inner = spend(g) ? statements(g, size - 1) : "";
  const end = g.random.chance(0.55) ? "break;" : "";
  if (g.random.chance(0.3)) return `${head}: { ${mark}${mark && ";"} ${inner} ${end} }`;
  // Names declared here would clash with those of other clauses, and stay unset where a clause is jumped over.
  return `${head}: ${mark}${mark && ";"} { ${inner} } ${end}`;
}

function tryStatement(g: Gen, size: number): Statement {
  const id = freshDecision(g);
  const form = g.random.weighted({ catch: 6, finally: 2, both: 2 });
  const thrown = g.random.chance(0.4)
    ? `throw ${g.random.pick(['new Error("tried")', `new TypeError(${expression(g, "text")})`, expression(g, pickHint(g))])};\n`
    : "";
  let text = `try {\n${statements(g, size - 1)}${g.random.chance(0.5) ? `if (${condition(g)}) { ${thrown} }\n` : thrown}}`;
  if (form !== "finally") text += catchClause(g, id, size);
  if (form !== "catch") text += ` finally { ${marker(g, id, "finally") || "0"};\n${statements(g, size - 1)}}`;
  return complete(text);
}

function catchClause(g: Gen, id: number, size: number): string {
  const mark = marker(g, id, "catch") || "0";
  const form = g.random.weighted({ named: 6, none: 2, pattern: 1 });
  if (form === "none") return ` catch { ${mark};\n${statements(g, size - 1)}}`;
  if (form === "pattern") {
    const pattern = bindingPattern(g, true);
    const text = pattern.isList ? "{ message = 'none' }" : pattern.text.replace(/^\{/, "{ message = 'none',");
    return ` catch (${text}) { ${mark};\n${statements(pattern.isList ? g : withVariables(g, ...pattern.variables), size - 1)}}`;
  }
  const caught = freshVariable(g, "any");
  return ` catch (${caught.name}) { ${mark}; L("caught", ${caught.name});\n${statements(withVariables(g, caught), size - 1)}}`;
}
