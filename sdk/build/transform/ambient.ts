import { type Node, type NodeOf, unwrapped } from "./ast";
import type { Instrument } from "./instrument";
import type { Scopes } from "./scopes";

const reads = new Set(["Date.now", "Math.random", "performance.now", "crypto.randomUUID"]);

/** True for a clock or random read by a global's own name: `Date.now()`, `new Date()`, `Math.random()`, … */
export function isAmbient(node: Node, scopes: Scopes): boolean {
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const { callee } = node;
    if (callee.type === "Identifier")
      return (
        callee.name === "Date" &&
        isGlobal(callee, scopes) &&
        (node.type === "CallExpression" || node.arguments.length === 0)
      );
  }
  if (node.type !== "CallExpression" || node.optional || node.callee.type !== "MemberExpression") return false;
  const { object, property, computed, optional } = node.callee;
  if (computed || optional || object.type !== "Identifier" || property.type !== "Identifier") return false;
  return reads.has(`${object.name}.${property.name}`) && isGlobal(object, scopes);
}

/** What a clock or random read gives, and what standard methods make of that. */
type Kind = "date" | "number" | "text" | "texts";

const prototypes: Record<Kind, object> = {
  date: Date.prototype,
  number: Number.prototype,
  text: String.prototype,
  texts: Array.prototype,
};

const givesText =
  /^(slice|substring|substr|trim\w*|pad\w+|replace\w*|to\w+|concat|charAt|at|repeat|normalize|valueOf)$/;

/** True for `new Date().getTime`: a method that is there, so that no error ever prints what it is called on. */
export function isStandardMethodOfAmbient(
  { object, property, computed, optional }: NodeOf<"MemberExpression">,
  scopes: Scopes,
): boolean {
  const kind = computed || optional ? undefined : kindOf(object, scopes);
  return kind !== undefined && property.type === "Identifier" && hasMethod(kind, property.name);
}

function kindOf(node: Node, scopes: Scopes): Kind | undefined {
  const inner = unwrapped(node);
  if (isAmbient(inner, scopes)) return kindOfRead(inner);
  if (inner.type === "MemberExpression")
    return inner.computed && kindOf(inner.object, scopes) === "texts" ? "text" : undefined;
  if (inner.type !== "CallExpression" || inner.optional) return undefined;
  const { callee } = inner;
  if (callee.type !== "MemberExpression" || !isStandardMethodOfAmbient(callee, scopes)) return undefined;
  const of = kindOf(callee.object, scopes);
  const name = callee.property.type === "Identifier" ? callee.property.name : "";
  if (of === "text") return name === "split" ? "texts" : givesText.test(name) ? "text" : undefined;
  if (of === "texts") return undefined;
  return name.startsWith("to") ? "text" : "number";
}

function kindOfRead(read: Node): Kind {
  if (read.type === "NewExpression") return "date";
  const callee = read.type === "CallExpression" ? read.callee : read;
  if (callee.type !== "MemberExpression") return "text";
  return callee.property.type === "Identifier" && callee.property.name === "randomUUID" ? "text" : "number";
}

function hasMethod(kind: Kind, name: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(prototypes[kind], name)?.value === "function";
}

function isGlobal(identifier: Node, scopes: Scopes): boolean {
  return scopes.resolve(identifier) === undefined;
}

/** Wraps an ambient read. @returns false where it is none */
export function wrapAmbient(node: Node, instrument: Instrument, inside: () => void): boolean {
  if (!instrument.unit || !isAmbient(node, instrument.scopes)) return false;
  instrument.wrap(node, instrument.site("ambient", node), inside, "ambient");
  return true;
}
