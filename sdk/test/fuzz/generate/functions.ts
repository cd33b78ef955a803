import {
  type FunctionKind,
  freshName,
  freshVariable,
  type Gen,
  inside,
  type Place,
  pickHint,
  spend,
  topPlace,
  type Variable,
  withVariables,
} from "./context";
import { expression } from "./expressions";
import { bindingPattern } from "./patterns";
import { functionBody } from "./statements";
import { annotation, typeParameters } from "./types";

type Parameters = { text: string; variables: Variable[]; areSimple: boolean };

/** A parameter list, with defaults that decide, patterns and a rest. */
export function parameters(g: Gen): Parameters {
  const inList = inside(g, { inParameters: true });
  const texts: string[] = [];
  const variables: Variable[] = [];
  let areSimple = true;
  while (texts.length < 3 && g.random.chance(0.6)) {
    const before = withVariables(inList, ...variables);
    const hint = pickHint(g);
    const form = g.random.weighted({ plain: 6, default: 2, pattern: 2 });
    if (form !== "plain") areSimple = false;
    if (form === "pattern") {
      const pattern = bindingPattern(before, true);
      texts.push(
        `${pattern.text}${annotation(g, "object") && ": any"} = ${expression(before, pattern.isList ? "list" : "object")}`,
      );
      variables.push(...pattern.variables);
      continue;
    }
    const variable = freshVariable(g, hint);
    texts.push(`${variable.name}${annotation(g, hint)}${form === "default" ? ` = ${expression(before, hint)}` : ""}`);
    variables.push(variable);
  }
  if (g.random.chance(0.08)) {
    const rest = freshVariable(g, "list");
    texts.push(`...${rest.name}`);
    variables.push(rest);
    areSimple = false;
  }
  return { text: texts.join(", "), variables, areSimple };
}

function kindOf(prefix: string): FunctionKind {
  const isAsyncFunction = prefix.includes("async");
  if (prefix.includes("*")) return isAsyncFunction ? "asyncGenerator" : "generator";
  return isAsyncFunction ? "async" : "sync";
}

/** What a function that is no arrow may hold, whatever surrounds it. */
function ownPlace(g: Gen, kind: FunctionKind, more: Partial<Place> = {}): Place {
  return {
    ...topPlace,
    kind,
    canReturn: true,
    hasArguments: true,
    hasNewTarget: true,
    privateNames: g.place.privateNames,
    ...more,
  };
}

/** An arrow function, with an expression for its body or a block. */
export function arrow(g: Gen, kind?: FunctionKind): string {
  const isLate = kind ? kind === "async" : g.random.chance(0.12);
  const place: Place = {
    ...g.place,
    kind: isLate ? "async" : "sync",
    canReturn: true,
    inLoop: false,
    inSwitch: false,
    loopLabels: [],
    blockLabels: [],
    inParameters: false,
  };
  const own: Gen = { ...g, place };
  const given = parameters(own);
  const bare = given.variables.length === 1 && given.areSimple && !given.text.includes(":") && g.random.chance(0.4);
  const head = `${isLate ? "async " : ""}${bare ? given.text : `${typeParameters(g)}(${given.text})`} =>`;
  const within = withVariables(own, ...given.variables);
  if (g.random.chance(0.65) || !spend(g, 4)) {
    const value = expression(within);
    return `${head} ${value.startsWith("{") ? `(${value})` : value}`;
  }
  return `${head} ${functionBody(within, { mayBeStrict: given.areSimple, size: 2 })}`;
}

export function functionExpression(g: Gen): string {
  const prefix = g.random.pick(["", "", "", "async ", "*", "async *"]);
  return functionText(g, { prefix, name: g.random.chance(0.4) ? freshName(g, "function") : "" });
}

/** `function` in any of its four kinds. */
export function functionText(
  g: Gen,
  { prefix, name, size = 2 }: { prefix: string; name: string; size?: number },
): string {
  const place = ownPlace(g, kindOf(prefix));
  const own: Gen = { ...g, place };
  const given = parameters(own);
  const body = functionBody(withVariables(own, ...given.variables), {
    mayBeStrict: given.areSimple,
    size,
    parameters: given.variables,
  });
  const [first, star] = [prefix.replace("*", ""), prefix.includes("*") ? "*" : ""];
  return `${first}function${star} ${name}${typeParameters(g)}(${given.text}) ${body}`;
}

type Method = { name: string; prefix: string; place?: Partial<Place> };

/** A method, getter or setter of an object or a class. */
export function method(g: Gen, { name, prefix, place }: Method): string {
  const own: Gen = { ...g, place: ownPlace(g, kindOf(prefix), { hasSuperProperty: true, ...place }) };
  const setter = freshVariable(g, "any");
  const given: Parameters = prefix.endsWith("get ")
    ? { text: "", variables: [], areSimple: true }
    : prefix.endsWith("set ")
      ? { text: setter.name, variables: [setter], areSimple: true }
      : parameters(own);
  const body = functionBody(withVariables(own, ...given.variables), { mayBeStrict: given.areSimple, size: 2 });
  return `${prefix}${name}(${given.text}) ${body}`;
}
