import { type Gen, pickHint, pickVariable } from "./context";
import { expression } from "./expressions";
import { method } from "./functions";
import { binds } from "./text";

/** An object literal: properties, shorthands, methods, accessors, computed keys, spreads. */
export function objectLiteral(g: Gen): string {
  const parts = Array.from({ length: g.random.int(4) }, () => property(g)).filter(
    (text, index, all) =>
      !text.startsWith("__proto__") || all.findIndex((other) => other.startsWith("__proto__")) === index,
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function property(g: Gen): string {
  const form = g.random.weighted({
    value: 8,
    shorthand: 2,
    method: 3,
    getter: 1.5,
    setter: 0.7,
    computed: 2,
    spread: 1,
    prototype: 0.5,
  });
  const key = g.random.pick(["n", "s", "o", "a", "m", "'s-s'", "1", "get", "async"]);
  const variable = pickVariable(g, "any");
  if (form === "shorthand" && variable) return variable.name;
  if (form === "method")
    return method(g, {
      name: g.random.pick(["m", "n", "[Symbol.toPrimitive]", "valueOf", "toString"]),
      prefix: g.random.pick(["", "", "async ", "*", "async *"]),
    });
  if (form === "getter") return method(g, { name: key, prefix: "get " });
  if (form === "setter") return method(g, { name: key, prefix: "set " });
  if (form === "computed") return `[${expression(g, "text")}]: ${expression(g)}`;
  if (form === "spread") return `...${expression(g, "object", binds.assignment)}`;
  if (form === "prototype") return `__proto__: ${expression(g, "object")}`;
  return `${key}: ${expression(g, pickHint(g))}`;
}
