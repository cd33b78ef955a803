import { type Gen, pickHint } from "./context";
import { condition } from "./decisions";
import { expression } from "./expressions";
import { open, type Statement } from "./statements";
import { binds } from "./text";

/** `return`, `throw`, `break` and `continue`, with labels where there are any, sometimes written without the spaces. */
export function leaving(g: Gen): Statement {
  const { place } = g;
  const form = g.random.weighted({
    return: place.canReturn ? 6 : 0,
    throw: place.canReturn ? 1.2 : 0,
    break: place.inLoop || place.inSwitch ? 2 : 0,
    continue: place.inLoop ? 2 : 0,
    labelled: place.loopLabels.length * 2,
    block: place.blockLabels.length,
  });
  if (form === "throw") return open(throwing(g));
  if (form === "break" || form === "continue") return open(form);
  if (form === "labelled" && place.loopLabels.length > 0)
    return open(`${g.random.pick(["break", "continue"])} ${g.random.pick(place.loopLabels)}`);
  if (form === "block" && place.blockLabels.length > 0) return open(`break ${g.random.pick(place.blockLabels)}`);
  return place.canReturn ? open(returning(g)) : open("0");
}

function returning(g: Gen): string {
  const form = g.random.weighted({ value: 7, bare: 2, tight: 2, names: 2, sequence: 0.7, broken: 0.4 });
  if (form === "bare") return "return";
  if (form === "tight")
    return g.random.pick([
      `return!${expression(g, "any", binds.unary)}`,
      `return[${expression(g)}]`,
      `return(${condition(g)})`,
      `return"é"`,
      `return-1`,
      "return`t`",
      "return/a/.source",
      `return{n:1}`,
    ]);
  if (form === "names")
    return g.random.pick([
      `return ${condition(g, binds.nullish)} ? "refund" : "other"`,
      'return "escalate"',
      `return ${condition(g, binds.nullish)}?"a":'b'`,
    ]);
  if (form === "sequence") return `return ${expression(g)}, ${expression(g)}`;
  if (form === "broken") return `return\n${expression(g, "number", binds.primary)}`;
  return `return ${expression(g, pickHint(g))}`;
}

function throwing(g: Gen): string {
  return g.random.pick([
    () => `throw new Error(${expression(g, "text")})`,
    () => `throw new RangeError("far", { cause: ${expression(g)} })`,
    () => `throw ${expression(g, pickHint(g), binds.assignment)}`,
    () => `throw{n:${expression(g)}}`,
    () => 'throw"up"',
  ])();
}
