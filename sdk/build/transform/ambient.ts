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

const standardMethods = new Set(
  [Date.prototype, Number.prototype, String.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype)),
);

/** True for `new Date().getTime`: a method that is there, so that no error ever prints what it is called on. */
export function isStandardMethodOfAmbient(
  { object, property, computed }: NodeOf<"MemberExpression">,
  scopes: Scopes,
): boolean {
  if (computed || property.type !== "Identifier" || !standardMethods.has(property.name)) return false;
  return isAmbient(unwrapped(object), scopes);
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
