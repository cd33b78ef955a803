import { boundNames, childrenOf, type FunctionNode, isFunction, type Node, type NodeOf } from "./ast";

/** A declared name. */
export type Variable = {
  name: string;
  kind: "var" | "let" | "const" | "function" | "class" | "param" | "catch" | "import" | "enum" | "self";
  /** Function it is declared in; undefined at the top of the module. */
  fn: FunctionNode | undefined;
  scope: Scope;
  /** The names' nodes where it is declared: more than one for a repeated `var`. */
  declarations: Node[];
  /** The function or class it stands for, where it is declared as one or as a `const` that holds one. */
  value?: Node;
};

export type Scope = {
  node: Node;
  parent: Scope | undefined;
  /** Function whose body or parameters it is in. */
  fn: FunctionNode | undefined;
  /** Where `var` goes. */
  isFunctionScope: boolean;
  names: Map<string, Variable>;
};

/** Who declares what, and which declaration a name refers to. */
export class Scopes {
  readonly all: Variable[] = [];
  /** The function a function stands in. */
  readonly enclosing = new Map<FunctionNode, FunctionNode | undefined>();
  private readonly imports = new Map<Variable, { from: string; name: string }>();
  private readonly references = new Map<Node, Variable | undefined>();
  private readonly pending: { node: NodeOf<"Identifier">; scope: Scope }[] = [];
  readonly top: Scope;
  /** Every name that occurs anywhere, free ones too. */
  readonly mentioned = new Set<string>();
  /** Functions in which `eval` is called directly, or `with` is used: names cannot be told there. */
  readonly dynamic = new Set<FunctionNode | undefined>();

  constructor(program: NodeOf<"Program">) {
    this.top = { node: program, parent: undefined, fn: undefined, isFunctionScope: true, names: new Map() };
    this.children(program, this.top);
    for (const { node, scope } of this.pending) this.references.set(node, lookUp(node.name, scope));
  }

  /** The variable an identifier reads, writes or declares; undefined for a global, or a name that is not a reference. */
  resolve(identifier: Node): Variable | undefined {
    return this.references.get(identifier);
  }

  /** True for a name that may be read once more unseen: of a variable of this file. Imports may have getters behind them. */
  isOwnVariable(identifier: Node): boolean {
    const variable = this.resolve(identifier);
    return variable !== undefined && variable.kind !== "import";
  }

  /** The name a variable has in the package it is imported (or required) from, `*` for the whole package. */
  importedAs(variable: Variable, from: string): string | undefined {
    const found = this.imports.get(variable);
    return found?.from === from ? found.name : undefined;
  }

  private import(node: NodeOf<"ImportDeclaration">, scope: Scope): undefined {
    for (const specifier of node.specifiers) {
      this.declare(specifier.local, "import", scope);
      const name =
        specifier.type !== "ImportSpecifier"
          ? "*"
          : specifier.imported.type === "Identifier"
            ? specifier.imported.name
            : specifier.imported.value;
      this.noteImport(specifier.local, node.source.value, name);
    }
  }

  private noteImport(local: Node, from: string, name: string): undefined {
    const variable = this.references.get(local);
    if (variable) this.imports.set(variable, { from, name });
  }

  /** `const { workflow: w } = require("casebook")`, `const casebook = require("casebook")`. */
  private noteRequire(declarator: NodeOf<"VariableDeclarator">): undefined {
    const { id, init } = declarator;
    if (init?.type !== "CallExpression" || init.callee.type !== "Identifier" || init.callee.name !== "require") return;
    const [from] = init.arguments;
    if (from?.type !== "Literal" || typeof from.value !== "string") return;
    if (id.type === "Identifier") return this.noteImport(id, from.value, "*");
    if (id.type !== "ObjectPattern") return;
    for (const property of id.properties) {
      if (property.type !== "Property" || property.key.type !== "Identifier") continue;
      this.noteImport(property.value, from.value, property.key.name);
    }
  }

  private declare(name: Node, kind: Variable["kind"], scope: Scope, value?: Node): undefined {
    if (name.type !== "Identifier") return;
    const owner = kind === "var" ? functionScope(scope) : scope;
    this.mentioned.add(name.name);
    const existing = owner.names.get(name.name);
    if (existing) {
      existing.declarations.push(name);
      delete existing.value;
      this.references.set(name, existing);
      return;
    }
    const variable: Variable = { name: name.name, kind, fn: owner.fn, scope: owner, declarations: [name] };
    if (value) variable.value = value;
    owner.names.set(name.name, variable);
    this.all.push(variable);
    this.references.set(name, variable);
  }

  private children(node: Node, scope: Scope): undefined {
    for (const child of childrenOf(node)) this.node(child, scope);
  }

  private node(node: Node, scope: Scope): undefined {
    if (isFunction(node)) return this.function(node, scope);
    switch (node.type) {
      case "Identifier":
        this.mentioned.add(node.name);
        this.pending.push({ node, scope });
        return;
      case "JSXIdentifier":
        this.mentioned.add(node.name);
        return;
      case "MemberExpression":
        this.node(node.object, scope);
        if (node.computed) this.node(node.property, scope);
        return;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
        return this.property(node, scope);
      case "VariableDeclaration":
        return this.variables(node, scope);
      case "ClassDeclaration":
      case "ClassExpression":
        return this.class(node, scope);
      case "BlockStatement":
      case "StaticBlock":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "SwitchStatement":
      case "TSModuleBlock":
        return this.children(node, inner(node, scope, node.type === "StaticBlock" || node.type === "TSModuleBlock"));
      case "CatchClause": {
        const caught = inner(node, scope, false);
        if (node.param) this.pattern(node.param, "catch", caught);
        return this.children(node.body, caught);
      }
      case "ImportDeclaration":
        return this.import(node, scope);
      case "ExportNamedDeclaration":
        if (node.declaration) this.node(node.declaration, scope);
        if (!node.source) for (const item of node.specifiers) this.reference(item.local, scope);
        return;
      case "ExportAllDeclaration":
      case "MetaProperty":
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "LabeledStatement":
        return this.node(node.body, scope);
      case "WithStatement":
        this.dynamic.add(scope.fn);
        return this.children(node, scope);
      case "CallExpression":
        if (node.callee.type === "Identifier" && node.callee.name === "eval") this.dynamic.add(scope.fn);
        return this.children(node, scope);
      case "TSEnumDeclaration":
        this.declare(node.id, "enum", scope);
        return;
      case "TSModuleDeclaration":
        this.declare(node.id, "var", scope);
        if (node.body) this.node(node.body as Node, scope);
        return;
      case "TSImportEqualsDeclaration":
        return this.declare(node.id, "import", scope);
      default:
        return this.children(node, scope);
    }
  }

  private reference(node: Node, scope: Scope): undefined {
    if (node.type === "Identifier") this.node(node, scope);
  }

  private property(
    node: NodeOf<"Property" | "MethodDefinition" | "PropertyDefinition" | "AccessorProperty">,
    scope: Scope,
  ): undefined {
    if ("decorators" in node) for (const decorator of node.decorators ?? []) this.node(decorator, scope);
    if (node.computed) this.node(node.key, scope);
    else if (node.key.type === "Identifier") this.mentioned.add(node.key.name);
    if (node.value) this.node(node.value, scope);
  }

  private variables(node: NodeOf<"VariableDeclaration">, scope: Scope): undefined {
    const kind = node.kind === "var" ? "var" : node.kind === "let" ? "let" : "const";
    for (const declarator of node.declarations) {
      const holds = kind === "const" && isFunction(declarator.init) ? declarator.init : undefined;
      this.pattern(declarator.id, kind, scope, holds);
      this.noteRequire(declarator);
      if (declarator.init) this.node(declarator.init, scope);
    }
  }

  /** Declares what a pattern binds, and visits its defaults and computed keys. */
  private pattern(pattern: Node, kind: Variable["kind"], scope: Scope, value?: Node): undefined {
    for (const name of boundNames(pattern)) this.declare(name, kind, scope, value);
    this.patternExpressions(pattern, scope);
  }

  private patternExpressions(pattern: Node, scope: Scope): undefined {
    switch (pattern.type) {
      case "AssignmentPattern":
        this.patternExpressions(pattern.left, scope);
        return this.node(pattern.right, scope);
      case "RestElement":
        return this.patternExpressions(pattern.argument, scope);
      case "ArrayPattern":
        for (const element of pattern.elements) if (element) this.patternExpressions(element, scope);
        return;
      case "ObjectPattern":
        for (const property of pattern.properties) {
          if (property.type === "Property" && property.computed) this.node(property.key, scope);
          this.patternExpressions(property.type === "Property" ? property.value : property.argument, scope);
        }
        return;
      case "TSParameterProperty":
        return this.patternExpressions(pattern.parameter, scope);
      default:
    }
  }

  private function(node: FunctionNode, scope: Scope): undefined {
    this.enclosing.set(node, scope.fn);
    if (node.type === "FunctionDeclaration" && node.id) this.declare(node.id, "function", scope, node);
    const outside = inner(node, scope, false);
    if (node.type === "FunctionExpression" && node.id) this.declare(node.id, "self", outside, node);
    const own: Scope = { node, parent: outside, fn: node, isFunctionScope: true, names: new Map() };
    for (const param of node.params) this.pattern(param, "param", own);
    const body = node.body;
    if (!body) return;
    // A body has a scope of its own only where a parameter has a default; names never differ for our purposes.
    if (body.type === "BlockStatement") this.children(body, own);
    else this.node(body, own);
  }

  private class(node: NodeOf<"ClassDeclaration" | "ClassExpression">, scope: Scope): undefined {
    if (node.type === "ClassDeclaration" && node.id) this.declare(node.id, "class", scope, node);
    const within = inner(node, scope, false);
    if (node.type === "ClassExpression" && node.id) this.declare(node.id, "self", within, node);
    this.children({ ...node, id: null } as Node, within);
  }
}

function inner(node: Node, parent: Scope, isFunctionScope: boolean): Scope {
  return { node, parent, fn: parent.fn, isFunctionScope, names: new Map() };
}

function functionScope(scope: Scope): Scope {
  return scope.isFunctionScope || !scope.parent ? scope : functionScope(scope.parent);
}

function lookUp(name: string, scope: Scope | undefined): Variable | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}
