import { type Node, type NodeOf, takesItsName, unwrapped } from "./ast";
import type { Handlers, Instrument } from "./instrument";

/** Taking values apart: a default is noted when it is used. */
export const patternHandlers: Handlers = {
  ArrayPattern: (node, instrument) => visitPattern(node, instrument),
  ObjectPattern: (node, instrument) => visitPattern(node, instrument),
  AssignmentPattern: (node, instrument) => visitPattern(node, instrument),
};

/** Visits what a pattern evaluates: defaults and computed keys. What it binds or assigns stays as it is. */
export function visitPattern(pattern: Node, instrument: Instrument): undefined {
  switch (pattern.type) {
    case "AssignmentPattern":
      visitPattern(pattern.left, instrument);
      return visitDefault(pattern, instrument);
    case "RestElement":
      return visitPattern(pattern.argument, instrument);
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) visitPattern(element, instrument);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        if (property.type === "Property" && property.computed) instrument.visit(property.key);
        visitPattern(property.type === "Property" ? property.value : property.argument, instrument);
      }
      return;
    case "MemberExpression":
      instrument.visit(pattern.object);
      if (pattern.computed) instrument.visit(pattern.property);
      return;
    default:
  }
}

function visitDefault({ left, right }: NodeOf<"AssignmentPattern">, instrument: Instrument): undefined {
  const target = unwrapped(left);
  // V8 prints the default of a pattern that cannot be taken apart; a function takes its name from what it is given to.
  const isBare = target.type === "ObjectPattern" || target.type === "ArrayPattern" || takesItsName(right);
  if (isBare || !instrument.unit) return instrument.visit(isBare ? undefined : right);
  const name = target.type === "Identifier" ? target.name : undefined;
  const site = instrument.site("default", right, { name });
  instrument.wrap(right, site, () => instrument.visit(right));
}
