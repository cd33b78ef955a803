import { type Node, unwrapped } from "./ast";

/** A literal, `-1`, or a template without expressions: its text says its value. */
export function isPlainLiteral(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === "Literal") return true;
  if (inner.type === "TemplateLiteral") return inner.expressions.length === 0;
  return inner.type === "UnaryExpression" && inner.operator !== "delete" && isPlainLiteral(inner.argument);
}
