import { freshName, type Gen, inside, pickVariable, spend, topPlace, withVariables } from "./context";
import { condition } from "./decisions";
import { expression } from "./expressions";
import { method, parameters } from "./functions";
import { functionBody, statements } from "./statements";
import { binds } from "./text";

/** A class expression, sometimes with a name and a base. */
export function classExpression(g: Gen): string {
  return classText(g, g.random.chance(0.3) ? freshName(g, "K") : "");
}

/** A class with fields, private names, accessors, static blocks and a constructor; derived ones call `super`. */
export function classText(g: Gen, name: string): string {
  const isDerived = g.random.chance(0.4);
  const privateNames = g.random.chance(0.5) ? [`#${freshName(g, "p")}`] : [];
  const inBody: Gen = {
    ...g,
    dialect: { ...g.dialect, isStrict: true },
    place: { ...g.place, privateNames: [...g.place.privateNames, ...privateNames], inLoop: false, inSwitch: false },
  };
  const members = privateNames.map((own) => privateMember(inBody, own));
  if (spend(g, 3)) for (let left = g.random.int(4); left > 0; left--) members.push(member(inBody));
  if (g.random.chance(0.5)) members.push(constructorText(inBody, isDerived));
  const heritage = isDerived ? ` extends ${base(g)}` : "";
  return `class${name && ` ${name}`}${heritage} {\n${members.join("\n")}\n}`;
}

function base(g: Gen): string {
  const known = pickVariable(g, "function");
  const form = g.random.weighted({ object: 3, error: 1, known: 0.5, decided: 1, inline: 2 });
  if (form === "known" && known) return known.name;
  if (form === "decided") return `(${condition(g)} ? Object : Array)`;
  if (form === "inline")
    return "(class { n = 1; constructor(a) { this.s = a } m(a) { return a ? 1 : this.n } static m() { return 2 } })"
      .replace("(a)", g.dialect.isTypeScript ? "(a?: any)" : "(a)")
      .replace("n = 1;", g.dialect.isTypeScript ? "n = 1; s: any;" : "n = 1;");
  return form === "error" ? "Error" : "Object";
}

function privateMember(g: Gen, own: string): string {
  const field = inside(g, fieldPlace(g));
  const form = g.random.weighted({ field: 4, method: 2, accessor: 1, static: 1 });
  if (form === "field") return `${own} = ${expression(field)};`;
  if (form === "method")
    return `${method(g, { name: own, prefix: g.random.pick(["", "async ", "*"]) })}\nuse() { return this.${own}(${expression(field)}) }`;
  if (form === "accessor")
    return `${method(g, { name: own, prefix: "get " })}\n${method(g, { name: own, prefix: "set " })}\nuse() { return (this.${own} ??= 1) }`;
  return `static ${own} = ${expression(field)};\nstatic use(a${g.dialect.isTypeScript ? "?: any" : ""}) { return ${own} in a ? a.${own}?.n : (this.${own} ||= 3) }`;
}

/** A field's initialiser: its own `this`, no `arguments`, no pause. */
function fieldPlace(g: Gen) {
  return { ...topPlace, hasSuperProperty: true, hasNewTarget: true, privateNames: g.place.privateNames };
}

function member(g: Gen): string {
  const form = g.random.weighted({ method: 5, getter: 2, setter: 1, field: 3, computed: 1, block: 1.5 });
  const isStatic = g.random.chance(0.25) ? "static " : "";
  const name = g.random.pick(["m", "n", "s", "toString", "'q q'", "async", "get"]);
  const field = inside(g, fieldPlace(g));
  if (form === "getter") return method(g, { name: g.random.pick(["n", "s", "o"]), prefix: `${isStatic}get ` });
  if (form === "setter") return method(g, { name: "n", prefix: `${isStatic}set ` });
  if (form === "field") return `${isStatic}${g.random.pick(["n", "s", "o"])} = ${expression(field)};`;
  if (form === "computed")
    return `${isStatic}[${expression(inside(g, { inParameters: true }), "text")}] = ${expression(field)};`;
  if (form === "block")
    return `static {${statements({ ...field, place: { ...field.place, kind: "none", hasNewTarget: true } }, 2)}}`;
  return method(g, {
    name: name === "get" || name === "async" ? `${name}` : name,
    prefix: `${isStatic}${g.random.pick(["", "", "", "async ", "*", "async *"])}`,
  });
}

function constructorText(g: Gen, isDerived: boolean): string {
  const place = {
    ...topPlace,
    kind: "sync" as const,
    canReturn: true,
    hasArguments: true,
    hasNewTarget: true,
    hasSuperProperty: true,
    isDerivedConstructor: isDerived,
    hasThis: !isDerived || g.random.chance(0.1),
    privateNames: g.place.privateNames,
  };
  const inConstructor: Gen = { ...g, place };
  const given = parameters(inConstructor);
  const within = withVariables(inConstructor, ...given.variables);
  const typed = g.dialect.isTypeScript ? "(this as any)" : "this";
  const kept = `${typed}.s ??= ${expression(inside(within, { hasThis: true }))};`;
  const prelude = `${isDerived ? superCall(within) : ""}${g.random.chance(0.5) ? kept : ""}`;
  const body = functionBody(inside(within, { hasThis: true }), { mayBeStrict: false, size: 2, prelude });
  return `constructor(${given.text}) ${body}`;
}

function superCall(g: Gen): string {
  const form = g.random.weighted({ plain: 5, decided: 2, both: 2, arrow: 1, missing: 0.5, twice: 0.5 });
  const given = `${expression(g)}`;
  if (form === "decided") return `super(${condition(g)} ? ${given} : 2);`;
  if (form === "both") return `if (${condition(g)}) super(${given}); else { super() }`;
  if (form === "arrow") return `const up = () => super(${given}); up();`;
  if (form === "missing") return `${condition(g, binds.and)} && super();`;
  if (form === "twice") return `super(); if (${condition(g)}) super();`;
  return `super(${given});`;
}
