import { classText } from "./classes";
import { freshName, freshVariable, type Gen, inside, isAsync, pickHint, type Variable, withVariables } from "./context";
import { condition } from "./decisions";
import { expression } from "./expressions";
import { functionText } from "./functions";
import { bindingPattern } from "./patterns";
import { complete, open, type Statement, statements } from "./statements";
import { annotation, typeDeclaration } from "./types";

export type Declared = { variables: Variable[]; isLast?: boolean };

/** A variable, or several by a pattern. */
export function declaration(g: Gen): Statement & Declared {
  const keyword = g.random.pick(["const", "const", "let", "let", "var"]);
  if (g.random.chance(0.2)) {
    const pattern = bindingPattern(g, keyword !== "const");
    const source = expression(g, pattern.isList ? "list" : "object");
    return {
      ...open(`${keyword} ${pattern.text}${annotation(g, "object") && ": any"} = ${source}`),
      variables: pattern.variables,
    };
  }
  const hint = pickHint(g);
  const variable = freshVariable(g, hint, keyword !== "const");
  if (keyword !== "const" && g.random.chance(0.1))
    return { ...open(`${keyword} ${variable.name}${annotation(g, hint)}`), variables: [variable] };
  const second = g.random.chance(0.12) ? freshVariable(g, "any", keyword !== "const") : undefined;
  const more = second ? `, ${second.name} = ${expression(g)}` : "";
  const text = `${keyword} ${variable.name}${annotation(g, hint)} = ${expression(g, hint)}${more}`;
  return { ...open(text), variables: second ? [variable, second] : [variable] };
}

/** Functions and classes, and what is legal though hardly anyone writes it. */
export function oddDeclaration(g: Gen, size: number, known: readonly Variable[]): Statement & Declared {
  const { isTypeScript, isStrict } = g.dialect;
  const form = g.random.weighted({
    function: 6,
    class: 2,
    hoisted: 1,
    duplicate: 1.5,
    parameter: known.length > 0 ? 1 : 0,
    unset: 2,
    recursive: 1,
    using: 0.7,
    with: isStrict || isTypeScript ? 0 : 0.8,
    arguments: g.place.hasArguments && !isStrict ? 1 : 0,
    strict: 1,
    type: isTypeScript ? 0.6 : 0,
    enum: isTypeScript ? 0.5 : 0,
    overload: isTypeScript ? 0.5 : 0,
  });
  return odd[form](g, size, known);
}

type Odd = (g: Gen, size: number, known: readonly Variable[]) => Statement & Declared;

const functionDeclaration: Odd = (g) => {
  const variable = freshVariable(g, "function", false);
  const prefix = g.random.pick(["", "", "", "async ", "*", "async *"]);
  return { ...complete(functionText(g, { prefix, name: variable.name })), variables: [variable] };
};

const classDeclaration: Odd = (g) => {
  const name = freshName(g, "K");
  const made = freshVariable(g, "object", false);
  return { ...open(`${classText(g, name)}\nconst ${made.name} = new ${name}(${expression(g)})`), variables: [made] };
};

const odd = {
  function: functionDeclaration,
  class: classDeclaration,
  /** Called before it is declared. */
  hoisted: (g) => {
    const variable = freshVariable(g, "function", false);
    return {
      ...complete(
        `L("early", ${variable.name}(${expression(g)}));\n${functionText(g, { prefix: "", name: variable.name })}`,
      ),
      variables: [variable],
    };
  },
  /** The same name twice, legally. */
  duplicate: (g) => {
    const variable = freshVariable(g, "any");
    const text = g.random.pick([
      `var ${variable.name} = ${expression(g)};\nvar ${variable.name};\nL("twice", ${variable.name})`,
      `var ${variable.name} = ${expression(g)}; { L("inner", typeof ${variable.name}); var ${variable.name} = ${expression(g)} }`,
      ...(g.dialect.isTypeScript
        ? []
        : [
            `if (${condition(g)}) { function ${variable.name}() { return ${expression(inside(g, { kind: "sync", canReturn: true }))} } }\nL("annexB", typeof ${variable.name})`,
          ]),
    ]);
    return { ...open(text), variables: text.startsWith("var") ? [variable] : [] };
  },
  /** A parameter declared again as a variable or a function. */
  parameter: (g, _size, known) => {
    const { name } = g.random.pick(known);
    const text =
      g.random.chance(0.6) || g.dialect.isTypeScript
        ? `var ${name}`
        : `var ${name} = ${expression(g)};\nL("again", ${name})`;
    return { ...open(text), variables: [] };
  },
  /** Read before it is set. */
  unset: (g) => {
    const name = freshName(g, "t");
    const text = g.random.pick([
      `try { L("unset", ${name} ? 1 : 2) } catch (e) { L("tdz", e) }\nlet ${name} = ${expression(g)}`,
      `const read${name} = () => ${name} ?? 1;\ntry { read${name}() } catch (e) { L("tdz", e) }\nlet ${name} = ${expression(g)};\nL("set", read${name}())`,
      `try { let ${name} = ${name} && 1 } catch (e) { L("tdz", e) }`,
      `try { ${name} ||= 1 } catch (e) { L("tdz", e) }\nconst ${name} = ${expression(g)};\ntry { (${name}${g.dialect.isTypeScript ? " as any" : ""}) = 2 } catch (e) { L("constant", e) }`,
      `try { const [${name} = ${name}] = [] } catch (e) { L("tdz", e) }`,
    ]);
    return { ...open(text), variables: [] };
  },
  recursive: (g) => {
    const name = freshName(g, "f");
    const typed = g.dialect.isTypeScript ? ": any" : "";
    return {
      ...open(
        `function ${name}(d${typed})${typed} { if (d <= 0) return ${expression(withVariables(inside(g, { kind: "sync", canReturn: true, hasArguments: true, inLoop: false, inSwitch: false })), "any")};\nreturn d % 2 ? ${name}(d - 1) : [${name}(d - 1)] }\nL("deep", ${name}(3))`,
      ),
      variables: [],
    };
  },
  using: (g, size) => {
    const word = isAsync(g) && g.random.chance(0.5) ? "await using" : "using";
    const name = freshName(g, "u");
    return {
      ...complete(
        `{ ${word} ${name} = ${g.random.chance(0.2) ? "null" : `U("${name}")`};\nif (${condition(g)}) L("used", ${name}?.name);\n${statements(g, size - 1)}}`,
      ),
      variables: [],
    };
  },
  with: (g) => ({
    ...complete(
      `with (${g.random.pick(['P("scope", { n: 1, s: "a" })', "{ n: 2 }", 'G("scope", { n: 0, s: "x" })'])}) { if (typeof n === "number" && n) L("with", n > 1 ? n : s); }`,
    ),
    variables: [],
  }),
  /** The live link between `arguments` and parameters of a sloppy function. */
  arguments: (g) => ({
    ...open(
      `(function (p, q) { p = ${expression(inside(g, { kind: "sync", canReturn: true }))}; arguments[1] = 5; if (q) L("linked", [...arguments, p, q]); })(1, 2)`,
    ),
    variables: [],
  }),
  /** A directive that decides what `this` is. */
  strict: (g) => ({
    ...open(
      `L("strict", (function () { "use strict"; if (${condition(inside(g, { kind: "sync", canReturn: true, hasThis: true }))}) return this; return typeof this; })())`,
    ),
    variables: [],
  }),
  type: (g) => ({
    ...complete(typeDeclaration({ ...g }, freshName(g, "T")).replace(/^export type[^;]*; /, "")),
    variables: [],
  }),
  enum: (g) => {
    const name = freshName(g, "E");
    return {
      ...open(
        `enum ${name} { A, B = ${g.random.int(9)}, C = "c" }\nL("enum", ${name}.A === 0 ? ${name}.B : ${name}.C)`,
      ),
      variables: [],
    };
  },
  overload: (g) => {
    const name = freshName(g, "f");
    const variable: Variable = { name, hint: "function", isMutable: false };
    return {
      ...complete(
        `function ${name}(a: number): number;\nfunction ${name}(a: string): string;\nfunction ${name}(this: void, a?: any): any { return a ? ${expression(inside(g, { kind: "sync", canReturn: true, inLoop: false, inSwitch: false, hasThis: false }))} : a! }`,
      ),
      variables: [variable],
    };
  },
} satisfies Record<string, Odd>;
