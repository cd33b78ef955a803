import { freshVariable, type Gen, type Hint, pickHint, pickVariable, type Variable, withVariables } from "./context";
import { expression } from "./expressions";
import { leaf } from "./leaves";
import { atLeast, binds } from "./text";

type Pattern = { text: string; variables: Variable[]; isList: boolean };

const keys: readonly (readonly [string, Hint])[] = [
  ["n", "number"],
  ["s", "text"],
  ["o", "object"],
  ["a", "list"],
  ["length", "number"],
  ["z", "function"],
];

/** A pattern that declares names, with defaults that decide, nested patterns and a rest. */
export function bindingPattern(g: Gen, isMutable: boolean, depth = 0): Pattern {
  const isList = g.random.chance(0.4);
  const variables: Variable[] = [];
  const parts: string[] = [];
  const count = 1 + g.random.int(3);
  for (let index = 0; index < count; index++) {
    const before = withVariables(g, ...variables);
    const [key, hint] = isList ? (["", pickHint(g)] as const) : g.random.pick(keys);
    const fallback = g.random.chance(0.4) ? ` = ${expression(before, hint)}` : "";
    if (depth < 1 && g.random.chance(0.15)) {
      const inner = bindingPattern(before, isMutable, depth + 1);
      parts.push(`${isList ? "" : `${key}: `}${inner.text} = ${inner.isList ? "[]" : "{}"}`);
      variables.push(...inner.variables);
      continue;
    }
    const variable = freshVariable(g, hint, isMutable);
    variables.push(variable);
    const label = isList ? "" : g.random.chance(0.12) ? `[${expression(before, "text")}]: ` : `${key}: `;
    parts.push(`${label}${variable.name}${fallback}`);
  }
  if (isList && g.random.chance(0.2)) parts.splice(g.random.int(parts.length), 0, "");
  if (g.random.chance(0.2)) {
    const rest = freshVariable(g, isList ? "list" : "object", isMutable);
    variables.push(rest);
    parts.push(`...${rest.name}`);
  }
  return { text: isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`, variables, isList };
}

/** A destructuring assignment to what is there already; undefined where nothing can be assigned. */
export function patternAssignment(g: Gen): string | undefined {
  const isList = g.random.chance(0.5);
  const targets: string[] = [];
  for (let index = 0; index < 1 + g.random.int(2); index++) {
    const hint = pickHint(g);
    const variable = pickVariable(g, hint, true);
    const target =
      variable && g.random.chance(0.7)
        ? variable.name
        : `${atLeast(binds.call, leaf({ ...g, scope: g.scope.filter((one) => one.hint === "object") }, "object"))}.n`;
    const usable = /^[\w$ü]+(\.n)?$/.test(target) && !/^(null|undefined)\b/.test(target) ? target : variable?.name;
    if (!usable) return undefined;
    const fallback = g.random.chance(0.4) ? ` = ${expression(g, hint)}` : "";
    targets.push(isList ? `${usable}${fallback}` : `${g.random.pick(["n", "s", "o"])}: ${usable}${fallback}`);
  }
  const source = expression(g, isList ? "list" : "object");
  return isList ? `[${targets.join(", ")}] = ${source}` : `({ ${targets.join(", ")} } = ${source})`;
}
