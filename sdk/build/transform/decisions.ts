import type { DecisionKind } from "../../../lib/contract/sites";
import { type Node, type NodeOf, unwrapped } from "./ast";
import type { Handlers, Instrument } from "./instrument";
import { visitTest } from "./operands";
import type { Arms } from "./table";

function armsOf(node: NodeOf<"IfStatement" | "ConditionalExpression">): Arms {
  return [
    ["then", node.consequent],
    ["else", node.alternate],
  ];
}

const logicalKinds = { "&&": "and", "||": "or", "??": "nullish" } as const satisfies Record<string, DecisionKind>;

/** `if`, `?:`, `&&`, `||`, `??`. */
export const decisionHandlers: Handlers = {
  IfStatement: (node, instrument) => {
    if (!instrument.unit) return instrument.children(node);
    const arms = armsOf(node);
    visitTest(node.test, instrument.site("if", node.test, { arms }), instrument);
    instrument.visit(node.consequent);
    instrument.visit(node.alternate);
  },
  ConditionalExpression: (node, instrument, of) => {
    if (!instrument.unit) return instrument.children(node);
    const arms = armsOf(node);
    visitTest(node.test, instrument.site("ternary", node.test, { of, arms }), instrument);
    instrument.visit(node.consequent, of);
    instrument.visit(node.alternate, of);
  },
  LogicalExpression: (node, instrument, of) => {
    if (!instrument.unit) return instrument.children(node);
    visitChain(node, instrument, of);
  },
};

/** `a && b && c` are two decisions: `a` decides whether the rest runs, `b` whether `c` does. */
function visitChain(node: NodeOf<"LogicalExpression">, instrument: Instrument, of: number | undefined): void {
  const kind = logicalKinds[node.operator];
  const parts = flatten(node, node.operator);
  const last = parts.at(-1) as Node;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const next = parts[index + 1] as Node;
    const arms: Arms = [["right", { start: next.start, end: last.end }]];
    visitTest(part, instrument.site(kind, part, { of, arms }), instrument);
  }
  instrument.visit(last, of);
}

function flatten(node: NodeOf<"LogicalExpression">, operator: string): Node[] {
  const { left } = node;
  const isSame = left.type === "LogicalExpression" && left.operator === operator;
  return [...(isSame ? flatten(left, operator) : [left]), node.right];
}

const assignKinds = { "&&=": "and-assign", "||=": "or-assign", "??=": "nullish-assign" } as const;

/**
 * `x ??= y`: a variable is read once more in front, which nothing can observe; the right side stays bare, since an
 * anonymous function takes its name from `x`. What a member held cannot be read twice: there, only that the right
 * side ran is noted.
 */
export function visitLogicalAssignment(node: NodeOf<"AssignmentExpression">, instrument: Instrument): boolean {
  const kind = assignKinds[node.operator as keyof typeof assignKinds];
  if (!kind || !instrument.unit) return false;
  const target = unwrapped(node.left);
  const arms: Arms = [["right", node.right]];
  const { names } = instrument.services;
  const { edits } = instrument;
  if (target.type === "Identifier" && instrument.scopes.isOwnVariable(target)) {
    const site = instrument.site(kind, node.left, { arms });
    edits.open(node.start, `${names.second}(${instrument.opening(site)}${target.name}),`);
    instrument.visit(node.right);
    edits.close(node.end, ")");
  } else if (target.type === "MemberExpression") {
    const site = instrument.site(kind, node.left, { arms });
    instrument.visit(node.left);
    edits.open(node.right.start, `${names.second}(${instrument.marker(site).slice(0, -1)},`);
    instrument.visit(node.right);
    edits.close(node.right.end, ")");
  } else instrument.children(node);
  return true;
}
