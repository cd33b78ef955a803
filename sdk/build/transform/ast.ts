import { type Node, visitorKeys } from "oxc-parser";

export type { Node } from "oxc-parser";

type Matching<Candidate, Type> = Candidate extends { type: infer Own }
  ? Own & Type extends never
    ? never
    : Candidate
  : never;

/** A node of one type of the tree (a few nodes have several: `Function` is declared and expressed). */
export type NodeOf<Type extends Node["type"]> = Matching<Node, Type>;

/** Every form of function that has a body of its own to run. */
export type FunctionNode = NodeOf<"FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression">;

/** A node's children in the order of the source. Types of TypeScript are left out: they do not run. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key];
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child) && isRun(child)) children.push(child);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

const runningTypeScript = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSExportAssignment",
  "TSParameterProperty",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSImportEqualsDeclaration",
]);

function isRun(node: Node): boolean {
  return !node.type.startsWith("TS") || runningTypeScript.has(node.type);
}

/** True for a function that has a body: not an overload, not an abstract or declared one. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  if (!node) return false;
  if (node.type === "ArrowFunctionExpression") return true;
  return (node.type === "FunctionDeclaration" || node.type === "FunctionExpression") && node.body !== null;
}

/** The expression inside parentheses and TypeScript's casts. */
export function unwrapped(node: Node): Node {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return unwrapped(node.expression);
    default:
      return node;
  }
}

/** A function or class without a name of its own: it takes that of what it is assigned to, so it must stay where it is. */
export function takesItsName(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === "ArrowFunctionExpression") return true;
  return (inner.type === "FunctionExpression" || inner.type === "ClassExpression") && !inner.id;
}

/** Names a pattern binds, with their nodes, in order. */
export function boundNames(pattern: Node): NodeOf<"Identifier">[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property.argument : property.value),
      );
    case "TSParameterProperty":
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
