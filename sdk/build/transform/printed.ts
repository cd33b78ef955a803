import { childrenOf, isFunction, type Node, unwrapped } from "./ast";
import { visitArguments } from "./emit-links";
import type { Instrument } from "./instrument";
import { visitTest } from "./operands";
import type { Arms } from "./table";

/**
 * An expression that V8 prints in an error's message ("a.b is not a function", "f(...) is not iterable"): it stays as
 * the author wrote it. Arguments, and what is inside `await` and `?:`, are not printed. Of a function, V8 counts the
 * statements, so it stays as it is as well.
 */
export function visitPrinted(node: Node | null | undefined, instrument: Instrument): undefined {
  if (!node) return;
  const inner = unwrapped(node);
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
      visitPrinted(inner.callee, instrument);
      visitArguments(inner, instrument, undefined);
      break;
    case "AwaitExpression":
      instrument.visit(inner);
      break;
    case "ArrayExpression":
    case "BinaryExpression":
    case "LogicalExpression":
    case "TemplateLiteral":
      // Calls in them are printed as `f(...)`: their arguments are not.
      for (const child of childrenOf(inner)) visitPrinted(child, instrument);
      break;
    case "ConditionalExpression":
      // What V8 prints of a constant test or arm, or of a call in a test that fails, depends on what stands beside it.
      if (isConstant(inner.test) || holdsCall(inner.test)) break;
      if ([inner.consequent, inner.alternate].some(isNeverIterable)) break;
      if (instrument.unit) {
        const arms: Arms = [
          ["then", inner.consequent],
          ["else", inner.alternate],
        ];
        visitTest(inner.test, instrument.site("ternary", inner.test, { arms }), instrument);
      }
      instrument.visit(inner.consequent);
      instrument.visit(inner.alternate);
      break;
    default:
  }
}

function holdsCall(node: Node): boolean {
  return node.type === "CallExpression" || (!isFunction(node) && childrenOf(node).some(holdsCall));
}

/** True for what can be iterated over in no case. */
function isNeverIterable(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === "Literal") return typeof inner.value !== "string";
  if (inner.type === "SequenceExpression") return isNeverIterable(inner.expressions.at(-1) as Node);
  if (inner.type === "LogicalExpression") return isNeverIterable(inner.left) || isNeverIterable(inner.right);
  return inner.type === "UnaryExpression" || isFunction(inner) || (inner.type === "Identifier" && isConstant(inner));
}

/** True for a test that V8 may decide while it parses. */
function isConstant(test: Node): boolean {
  const inner = unwrapped(test);
  switch (inner.type) {
    case "MemberExpression":
    case "ChainExpression":
    case "CallExpression":
    case "BinaryExpression":
    case "AwaitExpression":
      return false;
    case "Identifier":
      return inner.name === "undefined";
    case "LogicalExpression":
      return isConstant(inner.left) || isConstant(inner.right);
    case "UnaryExpression":
      return isConstant(inner.argument);
    default:
      return true;
  }
}

/** What is iterated over, spread or taken apart: printed too, but a literal list or object never fails to be one. */
export function visitIterable(node: Node | null | undefined, instrument: Instrument): undefined {
  const inner = node && unwrapped(node);
  if (inner?.type === "ArrayExpression" || inner?.type === "ObjectExpression") instrument.visit(inner);
  else visitPrinted(inner, instrument);
}
