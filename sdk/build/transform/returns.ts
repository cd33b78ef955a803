import { childrenOf, type FunctionNode, isFunction, type Node, unwrapped } from "./ast";

/**
 * True where all a function can return is one of a few string literals, or an object with one as its `arm`: they name
 * its arms.
 */
export function returnsNames(node: FunctionNode): boolean {
  const { body } = node;
  if (!body || node.generator) return false;
  if (body.type !== "BlockStatement") return namesArm(body);
  const returned = returnsOf(body);
  return returned.length > 0 && returned.every((value) => value !== null && namesArm(value)) && !completes(body);
}

function namesArm(value: Node): boolean {
  const inner = unwrapped(value);
  if (inner.type === "ConditionalExpression") return namesArm(inner.consequent) && namesArm(inner.alternate);
  if (inner.type !== "ObjectExpression") return isName(inner);
  const named = inner.properties.filter((one) => one.type === "SpreadElement" || one.computed || isArmKey(one.key));
  const [arm] = named;
  return named.length === 1 && arm?.type === "Property" && !arm.computed && arm.kind === "init" && isName(arm.value);
}

function isArmKey(key: Node): boolean {
  return (key.type === "Identifier" && key.name === "arm") || (key.type === "Literal" && key.value === "arm");
}

function isName(value: Node): boolean {
  const inner = unwrapped(value);
  if (inner.type === "ConditionalExpression") return isName(inner.consequent) && isName(inner.alternate);
  if (inner.type === "TemplateLiteral") return inner.expressions.length === 0;
  return inner.type === "Literal" && typeof inner.value === "string" && inner.value !== "";
}

function returnsOf(node: Node): (Node | null)[] {
  if (isFunction(node)) return [];
  if (node.type === "ReturnStatement") return [node.argument];
  return childrenOf(node).flatMap(returnsOf);
}

/** True where control may come out at the end of a statement; errs on the side of true. */
function completes(node: Node | null | undefined): boolean {
  switch (node?.type) {
    case "ReturnStatement":
    case "ThrowStatement":
      return false;
    case "BlockStatement":
      return node.body.every(completes);
    case "IfStatement":
      return !node.alternate || completes(node.consequent) || completes(node.alternate);
    case "TryStatement":
      if (node.finalizer && !completes(node.finalizer)) return false;
      return completes(node.block) || (node.handler !== null && completes(node.handler.body));
    case "SwitchStatement":
      return completesSwitch(node.cases);
    default:
      return true;
  }
}

function completesSwitch(cases: readonly Extract<Node, { type: "SwitchCase" }>[]): boolean {
  const hasDefault = cases.some((one) => one.test === null);
  const last = cases.at(-1);
  const breaks = (node: Node): boolean =>
    node.type === "BreakStatement" || (!isFunction(node) && childrenOf(node).some(breaks));
  return !hasDefault || cases.some(breaks) || !last || last.consequent.every(completes);
}
