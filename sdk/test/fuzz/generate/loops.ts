import {
  freshDecision,
  freshName,
  freshVariable,
  type Gen,
  inside,
  isAsync,
  pickHint,
  pickVariable,
  withVariables,
} from "./context";
import { condition } from "./decisions";
import { expression } from "./expressions";
import { bindingPattern } from "./patterns";
import { body, complete, type Statement } from "./statements";
import { binds } from "./text";

/** A loop of any kind that ends for sure: it runs on fuel or over values that end. */
export function loop(g: Gen, size: number): Statement {
  const label = g.random.chance(0.25) ? freshName(g, "loop") : "";
  const within = inside(g, {
    inLoop: true,
    inSwitch: false,
    loopLabels: label ? [...g.place.loopLabels, label] : g.place.loopLabels,
  });
  const made = bare(within, size);
  return label ? { ...made, text: `${label}:${g.random.pick([" ", "\n"])}${made.text}` } : made;
}

function bare(g: Gen, size: number): Statement {
  const form = g.random.weighted({ for: 4, of: 5, in: 2, while: 3, do: 2, await: isAsync(g) ? 3 : 0 });
  const id = freshDecision(g);
  const first = g.random.chance(0.6) ? `M("${id}:body")` : "";
  if (form === "while") return headed(`while (T() && ${condition(g, binds.equality)})`, body(g, size, { first }));
  if (form === "do") return doWhile(g, size, first);
  if (form === "for") return counted(g, size, first);
  return overValues(g, size, { form, first });
}

function headed(head: string, inner: Statement): Statement {
  return { ...inner, text: `${head} ${inner.text}` };
}

function doWhile(g: Gen, size: number, first: string): Statement {
  const inner = body(g, size, { first });
  const separator = inner.isComplete ? " " : g.dialect.isWithoutSemicolons ? "\n" : "; ";
  return complete(
    `do ${inner.text}${separator}while (T() && ${condition(g, binds.equality)})${g.random.chance(0.7) ? ";" : "\n"}`,
  );
}

function counted(g: Gen, size: number, first: string): Statement {
  const index = freshVariable(g, "number", false);
  const within = withVariables(g, index);
  const form = g.random.weighted({ plain: 4, decided: 2, bare: 1, closures: 1 });
  const keyword = g.random.pick(["let", "let", "var"]);
  if (form === "bare") return headed(`for (; T() && ${condition(g, binds.equality)};)`, body(g, size, { first }));
  if (form === "decided") {
    const step = g.random.chance(0.3) ? `, ${condition(within)}` : "";
    return headed(
      `for (${keyword} ${index.name} = 0; ${index.name} < 3 && (${condition(within, binds.sequence)}); ${index.name}++${step})`,
      body(within, size, { first }),
    );
  }
  const closure = form === "closures" ? `f${index.name} = () => ${index.name}, ` : "";
  return headed(
    `for (${keyword} ${closure}${index.name} = 0; ${index.name} < ${1 + g.random.int(3)}; ${index.name}++)`,
    body(within, size, { first }),
  );
}

type Values = { form: "of" | "in" | "await"; first: string };

function overValues(g: Gen, size: number, { form, first }: Values): Statement {
  const source = values(g, form);
  const word = form === "in" ? "in" : "of";
  const head = (target: string) => `for${form === "await" ? " await" : ""} (${target} ${word} ${source})`;
  const kind = g.random.weighted({
    declared: 6,
    pattern: form === "in" ? 0 : 2,
    assigned: 1.5,
    redeclared: 1.5,
    member: 0.7,
  });
  const assigned = pickVariable(g, "any", true);
  if (kind === "assigned" && assigned && !/^(async|let)/.test(assigned.name))
    return headed(head(assigned.name), body(g, size, { first }));
  const owner = pickVariable(g, "object");
  if (kind === "member" && owner) return headed(head(`${owner.name}.n`), body(g, size, { first }));
  if (kind === "pattern") {
    const pattern = bindingPattern(g, true);
    return headed(
      head(`${g.random.pick(["const", "let", "var"])} ${pattern.text}`),
      body(withVariables(g, ...pattern.variables), size, { first }),
    );
  }
  const variable = freshVariable(g, pickHint(g), false);
  const within = withVariables(g, variable);
  if (kind === "redeclared") {
    return complete(
      `${head(`const ${variable.name}`)} { let ${variable.name} = ${expression(g)}; L("again", ${variable.name}); }`,
    );
  }
  return headed(head(`${g.random.pick(["const", "let", "var"])} ${variable.name}`), body(within, size, { first }));
}

function values(g: Gen, form: Values["form"]): string {
  const items = `[${expression(g)}, ${expression(g)}]`;
  if (form === "in") return expression(g, g.random.pick(["object", "object", "text", "list"]), binds.sequence);
  if (form === "await") {
    return g.random.pick([
      `A("a${g.random.int(9)}", ${items})`,
      `[W(1, ${expression(g)}), 2]`,
      `I("i${g.random.int(9)}", ${items})`,
      `N("n", ${items})`,
      items,
    ]);
  }
  return g.random.pick([
    () => expression(g, "list"),
    () => `I("i${g.random.int(9)}", ${items})`,
    () => items,
    () => `new Set(${items})`,
    () => `P("p${g.random.int(9)}", ${items})`,
  ])();
}
