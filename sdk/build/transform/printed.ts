import { childrenOf, isFunction, type Node, unwrapped } from "./ast";
import type { Instrument } from "./instrument";
import { visitCall, visitTest } from "./operands";
import type { Arms } from "./table";

/**
 * An expression that V8 prints in an error's message ("a.b is not a function", "f(...) is not iterable"): it stays as
 * the author wrote it. What is inside arguments, functions and awaits is not printed, nor is the test of `?:`.
 */
export function visitPrinted(node: Node | null | undefined, instrument: Instrument): void {
  if (!node) return;
  const inner = unwrapped(node);
  if (isFunction(inner)) {
    instrument.visit(inner);
    return;
  }
  switch (inner.type) {
    case "MemberExpression":
      visitPrinted(inner.object, instrument);
      if (inner.computed) visitPrinted(inner.property, instrument);
      break;
    case "ChainExpression":
      visitPrinted(inner.expression, instrument);
      break;
    case "CallExpression":
    case "NewExpression":
      visitCall(inner, instrument);
      break;
    case "AwaitExpression":
      instrument.visit(inner);
      break;
    case "ConditionalExpression":
      if (instrument.unit) {
        const arms: Arms = [
          ["then", inner.consequent],
          ["else", inner.alternate],
        ];
        visitTest(inner.test, instrument.site("ternary", inner.test, { arms }), instrument);
      }
      visitPrinted(inner.consequent, instrument);
      visitPrinted(inner.alternate, instrument);
      break;
    default:
      visitFunctionsIn(inner, instrument);
  }
}

/** What is iterated over, spread or taken apart: printed too, but a literal list or object never fails to be one. */
export function visitIterable(node: Node | null | undefined, instrument: Instrument): void {
  const inner = node && unwrapped(node);
  if (inner?.type === "ArrayExpression" || inner?.type === "ObjectExpression") instrument.visit(inner);
  else visitPrinted(inner, instrument);
}

/** Visits the functions inside an expression that itself stays as it is. */
export function visitFunctionsIn(node: Node, instrument: Instrument): void {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) instrument.visit(child);
    else visitFunctionsIn(child, instrument);
  }
}
