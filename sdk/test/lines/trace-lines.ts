import MagicString from "magic-string";
import { childrenOf, isFunction, type Node } from "../../build/transform/ast";
import { parse } from "../../build/transform/parse";

/**
 * Marks every place of a program where something begins to run: each statement, each arm of `?:`, each right side of
 * `&&` `||` `??`. What `trace(line)` is called with is the truth about executed lines.
 * @returns the program with its marks, and the lines that have one
 */
export function traceLines(source: string, file: string): { code: string; lines: Set<number> } {
  const parsed = parse(source, file, "ts");
  if ("error" in parsed) throw new Error(parsed.error.message);
  const text = new MagicString(source);
  const lines = new Set<number>();
  const lineOf = (offset: number) => source.slice(0, offset).split("\n").length;
  const note = (node: Node) => {
    lines.add(lineOf(node.start));
    return `trace(${lineOf(node.start)})`;
  };
  const statement = (node: Node | null | undefined) => {
    if (!node || node.type === "FunctionDeclaration" || node.type === "EmptyStatement") return;
    text.appendRight(node.start, `${note(node)};`);
  };
  const alone = (node: Node | null | undefined) => {
    if (!node || node.type === "BlockStatement") return;
    text.appendRight(node.start, `{${note(node)};`);
    text.appendLeft(node.end, "}");
  };
  const expression = (node: Node) => {
    text.appendRight(node.start, `(${note(node)},`);
    text.appendLeft(node.end, ")");
  };
  const visit = (node: Node) => {
    switch (node.type) {
      case "BlockStatement":
      case "FunctionBody" as "BlockStatement":
        for (const one of node.body) if (!("directive" in one)) statement(one);
        break;
      case "SwitchCase":
        for (const one of node.consequent) statement(one);
        break;
      case "IfStatement":
        alone(node.consequent);
        alone(node.alternate);
        break;
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForOfStatement":
      case "ForInStatement":
        alone(node.body);
        break;
      case "ConditionalExpression":
        expression(node.consequent);
        expression(node.alternate);
        break;
      case "LogicalExpression":
        expression(node.right);
        break;
      default:
        if (isFunction(node) && node.body && node.body.type !== "BlockStatement") expression(node.body);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parsed.program);
  return { code: text.toString(), lines };
}
