import { childrenOf, isFunction, type Node, unwrapped } from "./ast";
import { auditDirective } from "./marking";

const nearly = /^\s*use[\s_-]*audit(?:s|ed|ing|able)?\s*$/i;

/** Finds directives that mark nothing: misspelt, in the wrong quotes, or not at the beginning of a body. */
export function findMisplaced(node: Node, warn: (message: string, offset: number) => void): void {
  const text = node.type === "ExpressionStatement" ? stringOf(node.expression) : undefined;
  if (node.type === "ExpressionStatement" && text !== undefined && nearly.test(text)) {
    const isDirective = "directive" in node && node.directive != null;
    if (text !== auditDirective) warn(`"${text}" means nothing: the directive is "${auditDirective}"`, node.start);
    else if (!isDirective) warn(`"${auditDirective}" means nothing here: ${whereItBelongs}`, node.start);
  }
  if (isFunction(node) && node.body && stringOf(node.body) === auditDirective)
    warn(`"${auditDirective}" is only what this arrow function returns: ${whereItBelongs}`, node.body.start);
  for (const child of childrenOf(node)) findMisplaced(child, warn);
}

const whereItBelongs = "it must be the first statement of a file or of a function's body, in plain quotes";

function stringOf(node: Node): string | undefined {
  const inner = unwrapped(node);
  if (inner.type === "Literal" && typeof inner.value === "string") return inner.value;
  if (inner.type === "TemplateLiteral" && inner.expressions.length === 0)
    return inner.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
