import { isStandardMethodOfAmbient, wrapAmbient } from "./ambient";
import { isFunction, type Node, type NodeOf, unwrapped } from "./ast";
import { visitArguments, visitBareCall } from "./emit-links";
import type { Handlers, Instrument } from "./instrument";
import { visitIterable, visitPrinted } from "./printed";
import type { Arms } from "./table";

/** Wraps a decision's test, so that its value is recorded, and what is worth showing inside as its operands. */
export function visitTest(test: Node, site: number, instrument: Instrument): undefined {
  instrument.wrap(test, site, () => visitInside(test, site, instrument));
}

/** Visits what a decision reads; the whole is recorded by the decision already. */
export function visitInside(test: Node, site: number, instrument: Instrument): undefined {
  const inner = unwrapped(test);
  if (inner.type === "CallExpression" || inner.type === "NewExpression") visitCall(inner, instrument, site);
  else instrument.visit(test, isLeaf(inner) ? undefined : site);
}

/** True for an expression that is shown whole, with its value, where a decision reads it. */
function isLeaf(node: Node): boolean {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "UnaryExpression":
    case "SequenceExpression":
    case "TemplateLiteral":
      return false;
    default:
      return true;
  }
}

/** Records a value as an operand of the decision that reads it, where one does. */
export function asOperand(node: Node, instrument: Instrument, of: number | undefined, inside: () => void): undefined {
  if (of !== undefined && instrument.unit) instrument.wrap(node, instrument.site("operand", node, { of }), inside);
  else inside();
}

/** How expressions are walked; `of` reaches down to the leaves of a test. */
export const operandHandlers: Handlers = {
  ParenthesizedExpression: (node, instrument, of) => instrument.visit(node.expression, of),
  TSAsExpression: (node, instrument, of) => instrument.visit(node.expression, of),
  TSSatisfiesExpression: (node, instrument, of) => instrument.visit(node.expression, of),
  TSNonNullExpression: (node, instrument, of) => instrument.visit(node.expression, of),
  TSTypeAssertion: (node, instrument, of) => instrument.visit(node.expression, of),
  TSInstantiationExpression: (node, instrument) => instrument.visit(node.expression),
  Identifier: (node, instrument, of) => {
    if (!isConstantName(node, instrument)) asOperand(node, instrument, of, () => {});
  },
  ThisExpression: (node, instrument, of) => asOperand(node, instrument, of, () => {}),
  MemberExpression: (node, instrument, of) => asOperand(node, instrument, of, () => visitMember(node, instrument)),
  ChainExpression: (node, instrument, of) => asOperand(node, instrument, of, () => visitOptional(node, instrument)),
  CallExpression: (node, instrument, of) =>
    asOperand(node, instrument, of, () => {
      const inside = () => visitCall(node, instrument, of);
      if (!wrapAmbient(node, instrument, inside)) inside();
    }),
  NewExpression: (node, instrument, of) =>
    asOperand(node, instrument, of, () => {
      const inside = () => visitCall(node, instrument, of);
      if (!wrapAmbient(node, instrument, inside)) inside();
    }),
  TaggedTemplateExpression: (node, instrument, of) =>
    asOperand(node, instrument, of, () => {
      visitPrinted(node.tag, instrument);
      instrument.visit(node.quasi);
    }),
  UnaryExpression: (node, instrument, of) => {
    if (node.operator === "delete")
      return asOperand(node, instrument, of, () => visitPrinted(node.argument, instrument));
    const target = unwrapped(node.argument);
    // `typeof undeclared` does not throw, `typeof value(undeclared)` would.
    const isFree = target.type === "Identifier" && !instrument.scopes.resolve(target);
    if (node.operator !== "typeof" || !isFree) return instrument.visit(node.argument, of);
    asOperand(node, instrument, of, () => {});
  },
  BinaryExpression: (node, instrument, of) => {
    if (node.left.type !== "PrivateIdentifier") instrument.visit(node.left, of);
    instrument.visit(node.right, node.operator === "instanceof" ? undefined : of);
  },
  SequenceExpression: (node, instrument, of) => {
    for (const [index, expression] of node.expressions.entries())
      instrument.visit(expression, index === node.expressions.length - 1 ? of : undefined);
  },
  TemplateLiteral: (node, instrument, of) => {
    for (const expression of node.expressions) instrument.visit(expression, of);
  },
  UpdateExpression: (node, instrument, of) =>
    asOperand(node, instrument, of, () => visitTarget(node.argument, instrument)),
  SpreadElement: (node, instrument) => visitIterable(node.argument, instrument),
  Property: (node, instrument) => {
    if (node.computed) instrument.visit(node.key);
    instrument.visit(node.value);
  },
  MethodDefinition: (node, instrument) => {
    if (node.computed) instrument.visit(node.key);
    instrument.visit(node.value);
  },
};

function isConstantName(node: NodeOf<"Identifier">, instrument: Instrument): boolean {
  return ["undefined", "NaN", "Infinity"].includes(node.name) && !instrument.scopes.resolve(node);
}

function visitMember(node: NodeOf<"MemberExpression">, instrument: Instrument): undefined {
  instrument.visit(node.object);
  if (node.computed) instrument.visit(node.property);
}

/** What is assigned to: never wrapped itself. */
export function visitTarget(node: Node, instrument: Instrument): undefined {
  const inner = unwrapped(node);
  if (inner.type === "MemberExpression") visitMember(inner, instrument);
  else if (inner.type === "ArrayPattern" || inner.type === "ObjectPattern") instrument.visit(inner);
}

function visitCall(node: NodeOf<"CallExpression" | "NewExpression">, instrument: Instrument, of?: number): undefined {
  // Nothing may stand around a part of a chain: it would not end where the chain does.
  const isBare = node.type === "CallExpression" && node.arguments.length === 0 && node.callee.type !== "Super";
  if (isBare && !firstLink(node)) visitBareCall(node, instrument, () => visitParts(node, instrument, of));
  else visitParts(node, instrument, of);
}

function visitParts(node: NodeOf<"CallExpression" | "NewExpression">, instrument: Instrument, of?: number): undefined {
  const callee = unwrapped(node.callee);
  // A function or class that is called where it stands never fails to be one.
  if (isFunction(callee) || callee.type === "ClassExpression") instrument.visit(callee);
  else if (callee.type === "MemberExpression" && isStandardMethodOfAmbient(callee, instrument.scopes))
    instrument.visit(callee.object);
  else visitPrinted(callee, instrument);
  visitArguments(node, instrument, of);
}

/** `a?.b`: whether the rest ran is told by what stands in front of the first `?.`. */
function visitOptional(node: NodeOf<"ChainExpression">, instrument: Instrument): undefined {
  const link = instrument.unit && firstLink(node.expression);
  if (!link) return instrument.visit(node.expression);
  const arms: Arms = [["right", { start: link.end, end: node.end }]];
  const base = unwrapped(link);
  if (base.type === "ThisExpression" || (base.type === "Identifier" && instrument.scopes.isOwnVariable(base))) {
    const site = instrument.site("optional", link, { arms });
    const text = base.type === "Identifier" ? base.name : "this";
    instrument.edits.open(node.start, `${instrument.services.names.second}(${instrument.opening(site)}${text}),`);
    instrument.visit(node.expression);
    instrument.edits.close(node.end, ")");
  } else if (base.type === "MemberExpression" && !callsAfter(node.expression, link)) {
    const site = instrument.site("optional", link, { arms });
    visitAround(node.expression, link, instrument, () => visitTest(link, site, instrument));
  } else instrument.visit(node.expression);
}

/** What the first `?.` of a chain stands behind. */
function firstLink(node: Node): Node | undefined {
  switch (node.type) {
    case "MemberExpression":
      return firstLink(node.object) ?? (node.optional ? node.object : undefined);
    case "CallExpression":
      return firstLink(node.callee) ?? (node.optional ? node.callee : undefined);
    case "TSNonNullExpression":
      return firstLink(node.expression);
    default:
      return undefined;
  }
}

/** True where something of the chain behind `link` is called: the chain would be printed if that is no function. */
function callsAfter(node: Node, link: Node): boolean {
  if (node === link) return false;
  if (node.type === "MemberExpression") return callsAfter(node.object, link);
  if (node.type === "TSNonNullExpression") return callsAfter(node.expression, link);
  return true;
}

/** Visits a chain of members, with `inside` for the part up to the link. */
function visitAround(node: Node, link: Node, instrument: Instrument, inside: () => void): undefined {
  if (node === link) {
    inside();
    return;
  }
  if (node.type === "TSNonNullExpression") return visitAround(node.expression, link, instrument, inside);
  if (node.type !== "MemberExpression") return instrument.visit(node);
  visitAround(node.object, link, instrument, inside);
  if (node.computed) instrument.visit(node.property);
}
