import { branching } from "./branching";
import { type Gen, inside, spend, type Variable, withVariables } from "./context";
import { condition } from "./decisions";
import { type Declared, declaration, oddDeclaration } from "./declarations";
import { call, expression } from "./expressions";
import { leaving } from "./leaving";
import { loop } from "./loops";
import { patternAssignment } from "./patterns";
import { binds } from "./text";

/** A statement; one that is not complete wants a semicolon or a line break after it. */
export type Statement = { text: string; isComplete: boolean };

export const complete = (text: string): Statement => ({ text, isComplete: true });
export const open = (text: string): Statement => ({ text, isComplete: false });

type BodyOptions = { mayBeStrict: boolean; size: number; parameters?: readonly Variable[]; prelude?: string };

/** A function's body in braces, with its directives first. */
export function functionBody(g: Gen, { mayBeStrict, size, parameters = [], prelude = "" }: BodyOptions): string {
  const directives: string[] = [];
  if (mayBeStrict && g.random.chance(g.dialect.isStrict ? 0.03 : 0.2)) directives.push('"use strict"');
  if (!g.dialect.isEverything && g.random.chance(0.5)) directives.push("'use audit'");
  const isStrict = g.dialect.isStrict || directives.includes('"use strict"');
  const within: Gen = {
    ...g,
    dialect: { ...g.dialect, isStrict },
    place: { ...g.place, inLoop: false, inSwitch: false, loopLabels: [], blockLabels: [], inParameters: false },
  };
  const inner = spend(g, 2) ? statements(within, size, { known: parameters }) : "";
  // Calls can lead back here, so a round costs fuel.
  const fuel = /[.([`]/.test(inner) ? "T();" : "";
  const end = within.place.canReturn && spend(g) && g.random.chance(0.6) ? `\nreturn ${expression(within)}` : "";
  const self = directives.includes('"use strict"') && g.place.hasArguments && g.place.hasThis ? 'L("self", this);' : "";
  const parts = [...directives.map((text) => `${text};`), prelude || fuel, self, inner].filter(Boolean);
  return `{${g.random.chance(0.3) ? "\n" : " "}${parts.join(g.random.chance(0.5) ? "\n" : " ")}${end}\n}`;
}

type ListOptions = { known?: readonly Variable[]; isTold?: boolean };

/**
 * Some statements, one after another, each seeing what those before it declared.
 * @param known parameters, that may be declared again
 * @param isTold says at the end what the variables that were declared hold
 */
export function statements(g: Gen, size: number, { known = [], isTold = false }: ListOptions = {}): string {
  const count = size <= 1 ? 1 : 1 + g.random.int(size + 1);
  const made: Statement[] = [];
  let current = g;
  for (let index = 0; index < count && spend(g); index++) {
    const declared = statement(current, size, known);
    made.push(declared);
    current = withVariables(current, ...declared.variables);
    if (declared.isLast) break;
  }
  const held = current.scope.slice(g.scope.length).map(({ name }) => name);
  if (isTold && held.length > 0) made.push(open(`L("held", [${held.join(", ")}])`));
  return join(current, made);
}

/** Writes statements below each other, or on one line, with semicolons or without. */
function join(g: Gen, made: readonly Statement[]): string {
  let text = "";
  for (const one of made) {
    if (g.dialect.isWithoutSemicolons) text += `${/^[([`/+-]/.test(one.text) ? ";" : ""}${one.text}\n`;
    else text += `${one.text}${one.isComplete ? "" : ";"}${g.random.chance(0.75) ? "\n" : " "}`;
  }
  return text;
}

function statement(g: Gen, size: number, known: readonly Variable[]): Statement & Declared {
  const deep = size > 0 && g.shared.budget > 10 ? 1 : 0;
  const form = g.random.weighted({
    declare: 9,
    odd: 3 * deep,
    evaluate: 6,
    branching: 11 * deep,
    loop: 6 * deep,
    leave: size < 3 && (g.place.canReturn || g.place.inLoop) ? 2 : 0,
    block: 0.7 * deep,
  });
  if (form === "declare") return declaration(g);
  if (form === "odd") return oddDeclaration(g, size, known);
  const none = { variables: [] };
  if (form === "branching") return { ...branching(g, size), ...none };
  if (form === "loop") return { ...loop(g, size), ...none };
  if (form === "leave") return { ...leaving(g), ...none };
  if (form === "block") return { ...complete(`{\n${statements(g, size - 1)}}`), ...none };
  return { ...open(evaluation(g)), ...none };
}

/** An expression for its effects. */
function evaluation(g: Gen): string {
  const form = g.random.weighted({ log: 5, call: 2, pattern: 1.5, any: 4, shortCircuit: 2 });
  if (form === "log") return `L("t${g.random.int(100)}", ${expression(g)})`;
  if (form === "call") return asStatement(call(g));
  if (form === "shortCircuit")
    return asStatement(`${condition(g, binds.and)} && ${expression(g, "any", binds.equality)}`);
  if (form === "pattern") return patternAssignment(g) ?? `L("p")`;
  return asStatement(expression(g, "any", binds.sequence));
}

function asStatement(text: string): string {
  return /^(\{|function\b|class\b|async\b|let\b)/.test(text) ? `(${text})` : text;
}

/**
 * The statement under an `if` or a loop: a block, or one statement alone.
 * @param first what a block begins with: a marker, fuel
 */
export function body(g: Gen, size: number, { first = "", mustBeBlock = false } = {}): Statement {
  if (mustBeBlock || g.random.chance(0.72)) {
    const inner = size > 0 && spend(g) ? statements(g, size - 1) : "";
    return complete(`{ ${first}${first && ";"}${g.random.chance(0.5) ? "\n" : " "}${inner}}`);
  }
  const canLeave = g.place.canReturn || g.place.inLoop;
  const form = g.random.weighted({
    evaluate: 4,
    leave: canLeave ? 4 : 0,
    nested: size > 1 ? 2 : 0,
    empty: 0.5,
    marker: first ? 1 : 0,
  });
  if (form === "empty") return complete(";");
  if (form === "marker") return open(first);
  if (form === "leave") return leaving(g);
  if (form === "nested") return g.random.chance(0.6) ? branching(inside(g, {}), size - 1) : loop(g, size - 1);
  return open(evaluation(g));
}
