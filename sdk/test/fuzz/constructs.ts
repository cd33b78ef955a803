import { parseSync } from "oxc-parser";
import { walk } from "oxc-walker";
import type { Node } from "../../build/transform/ast";
import type { Program } from "./generate/program";

/** Adds to `counts` how often each construct of the language that a program uses occurs in it. */
export function countConstructs({ source, file, language }: Program, counts: Record<string, number>): void {
  const lang = language === "js" ? "jsx" : language;
  const { program } = parseSync(file, source, { lang, sourceType: file.endsWith(".cjs") ? "commonjs" : "module" });
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  walk(program, {
    enter(node, parent, { key }) {
      for (const name of namesOf(node, parent, String(key))) add(name);
    },
  });
}

const plainNames: Partial<Record<Node["type"], string>> = {
  ConditionalExpression: "?:",
  ChainExpression: "?.",
  WhileStatement: "while",
  DoWhileStatement: "do",
  ForStatement: "for",
  ForInStatement: "for in",
  CatchClause: "catch",
  ReturnStatement: "return",
  ThrowStatement: "throw",
  BreakStatement: "break",
  ContinueStatement: "continue",
  LabeledStatement: "label",
  AwaitExpression: "await",
  YieldExpression: "yield",
  ClassDeclaration: "class",
  ClassExpression: "class",
  PropertyDefinition: "class field",
  StaticBlock: "static block",
  PrivateIdentifier: "private name",
  AssignmentPattern: "default value",
  ObjectPattern: "destructuring",
  ArrayPattern: "destructuring",
  RestElement: "rest",
  SpreadElement: "spread",
  TemplateLiteral: "template",
  TaggedTemplateExpression: "tagged template",
  SequenceExpression: "sequence",
  UpdateExpression: "++ --",
  NewExpression: "new",
  ThisExpression: "this",
  Super: "super",
  MetaProperty: "new.target",
  WithStatement: "with",
  JSXElement: "JSX",
  TSAsExpression: "as",
  TSSatisfiesExpression: "satisfies",
  TSNonNullExpression: "!",
  TSTypeAssertion: "<T>value",
  TSEnumDeclaration: "enum",
  TSTypeParameterDeclaration: "type parameters",
  TSDeclareFunction: "overload or declare",
  ArrowFunctionExpression: "arrow function",
};

function namesOf(node: Node, parent: Node | null, key: string): string[] {
  const plain = plainNames[node.type];
  if (plain) return [plain, ...(node.type === "YieldExpression" && node.delegate ? ["yield*"] : [])];
  switch (node.type) {
    case "IfStatement":
      return [parent?.type === "IfStatement" && key === "alternate" ? "else if" : "if"];
    case "LogicalExpression":
      return [node.operator];
    case "AssignmentExpression":
      return [/^(&&|\|\||\?\?)=$/.test(node.operator) ? node.operator : "assignment"];
    case "SwitchStatement":
      return [
        "switch",
        ...(node.cases.some(({ test }, index) => !test && index < node.cases.length - 1)
          ? ["default in the middle"]
          : []),
      ];
    case "SwitchCase":
      return node.consequent.length > 0 && !/Break|Return|Throw/.test(node.consequent.at(-1)?.type ?? "")
        ? ["fall through"]
        : [];
    case "ForOfStatement":
      return [node.await ? "for await" : "for of"];
    case "TryStatement":
      return ["try", ...(node.finalizer ? ["finally"] : [])];
    case "FunctionDeclaration":
    case "FunctionExpression":
      return [`${node.async ? "async " : ""}${node.generator ? "generator" : "function"}`];
    case "MethodDefinition":
      return [node.kind === "get" || node.kind === "set" ? `${node.kind}ter` : `class ${node.kind}`];
    case "UnaryExpression":
      return /^(typeof|delete|void)$/.test(node.operator) ? [node.operator] : [];
    case "BinaryExpression":
      return /^(in|instanceof)$/.test(node.operator) ? [node.operator] : [];
    case "Identifier":
      return node.name === "arguments" ? ["arguments"] : [];
    case "VariableDeclaration":
      return /using/.test(node.kind) ? ["using"] : [];
    default:
      return [];
  }
}
