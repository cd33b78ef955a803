import { childrenOf, type FunctionNode, isFunction, type Node, type NodeOf, unwrapped } from "./ast";
import type { Scopes } from "./scopes";

export const auditDirective = "use audit";

export type Marks = {
  /** Functions that are audited whole, with all that is nested in them; those handed to `workflow()` carry its name. */
  roots: Map<FunctionNode, { workflow?: string | undefined }>;
  /** Callbacks of `judge`, `fact` and `action`: the outside world, never audited. */
  outside: Set<FunctionNode>;
  /** What a function without a name of its own is called: by what it is assigned to, or its key. */
  givenNames: Map<FunctionNode, string>;
  /** Functions written right into the arguments of a call. */
  handedOn: Set<FunctionNode>;
  /** Constructors that have no `this` before they call `super`. */
  derived: Set<FunctionNode>;
};

/** Finds what is to be audited: the function handed to `workflow()`, the directive, or everything. */
export function findMarks(program: NodeOf<"Program">, scopes: Scopes, everything: boolean): Marks {
  const marks: Marks = {
    roots: new Map(),
    outside: new Set(),
    givenNames: new Map(),
    handedOn: new Set(),
    derived: new Set(),
  };
  const all = everything || hasDirective(program.body);
  visit(program, { scopes, marks, all });
  return marks;
}

/** True where a list of statements starts with the directive, among other directives or alone. */
function hasDirective(body: readonly Node[]): boolean {
  return directives(body).some((statement) => statement.expression.value === auditDirective);
}

/** The directives a body starts with. */
export function directives(body: readonly Node[]) {
  const found: (NodeOf<"ExpressionStatement"> & { expression: NodeOf<"Literal"> })[] = [];
  for (const statement of body) {
    if (statement.type !== "ExpressionStatement" || !("directive" in statement) || statement.directive == null) break;
    found.push(statement as (typeof found)[number]);
  }
  return found;
}

type Search = { scopes: Scopes; marks: Marks; all: boolean };

function visit(node: Node, search: Search): void {
  if (isFunction(node) && (search.all || isDirected(node)) && !search.marks.roots.has(node))
    search.marks.roots.set(node, {});
  if (node.type === "CallExpression") readCall(node, search);
  noteRole(node, search.marks);
  nameWhatItHolds(node, search.marks.givenNames);
  for (const child of childrenOf(node)) visit(child, search);
}

function isDirected(node: FunctionNode): boolean {
  return node.body?.type === "BlockStatement" && hasDirective(node.body.body);
}

function readCall(call: NodeOf<"CallExpression">, { scopes, marks }: Search): void {
  const verb = verbOf(call.callee, scopes);
  if (verb === "workflow") {
    const [name, handed] = call.arguments;
    const fn = handed && functionOf(handed, scopes);
    const workflow = name?.type === "Literal" && typeof name.value === "string" ? name.value : undefined;
    if (fn) marks.roots.set(fn, { workflow: workflow ?? "" });
  } else if (verb === "judge" || verb === "fact" || verb === "action") {
    for (const argument of call.arguments) {
      const given = unwrapped(argument);
      if (isFunction(given)) marks.outside.add(given);
    }
  }
}

function noteRole(node: Node, { handedOn, derived }: Marks): void {
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    for (const argument of node.arguments) {
      const given = unwrapped(argument);
      if (isFunction(given)) handedOn.add(given);
    }
  }
  if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression") return;
  if (!node.superClass) return;
  for (const member of node.body.body)
    if (member.type === "MethodDefinition" && member.kind === "constructor") derived.add(member.value as FunctionNode);
}

function functionOf(node: Node, scopes: Scopes): FunctionNode | undefined {
  const given = unwrapped(node);
  if (isFunction(given)) return given;
  const value = scopes.resolve(given)?.value;
  return isFunction(value) ? value : undefined;
}

/** The verb of `casebook` that a callee is: imported under any name, through a namespace, or required. */
function verbOf(callee: Node, scopes: Scopes): string | undefined {
  if (callee.type === "Identifier") {
    const variable = scopes.resolve(callee);
    return variable && scopes.importedAs(variable, "casebook");
  }
  if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier") return undefined;
  const owner = callee.object.type === "Identifier" ? scopes.resolve(callee.object) : undefined;
  const isNamespace = owner && scopes.importedAs(owner, "casebook") === "*";
  return isNamespace ? callee.property.name : undefined;
}

function nameWhatItHolds(node: Node, names: Marks["givenNames"]): void {
  const [key, held] = holder(node);
  const fn = held && unwrapped(held);
  if (!isFunction(fn) || !key) return;
  if (key.type === "Identifier" || key.type === "PrivateIdentifier") names.set(fn, key.name);
  else if (key.type === "Literal") names.set(fn, String(key.value));
}

function holder(node: Node): [Node | undefined, Node | null | undefined] {
  switch (node.type) {
    case "VariableDeclarator":
      return [node.id, node.init];
    case "AssignmentExpression": {
      const { left } = node;
      return [left.type === "MemberExpression" && !left.computed ? left.property : left, node.right];
    }
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return [node.computed ? undefined : node.key, node.value];
    default:
      return [undefined, undefined];
  }
}
