import { boundNames, childrenOf, isFunction, type Node, unwrapped } from "./ast";
import type { Scopes, Variable } from "./scopes";
import type { TableBuilder } from "./table";

type Span = { start: number; end: number };

type Decision = {
  site: number;
  fn: number;
  /** Code that runs on one outcome of it only. */
  arms: Span[];
  /** Code behind a `return` in one of them. */
  behind: Span[];
};

/** More decisions than these around one place are not told apart. */
const maxDecisions = 24;

/** Which decisions a place in a function depends on, and what a decision's arms may write. */
export class Control {
  private readonly decisions: Map<number, Decision>;
  private readonly byFunction = new Map<number, Decision[]>();
  private readonly scopes: Scopes;
  private readonly functionOf: (fn: number) => Node;

  /** @param functionOf the node of each function of the table */
  constructor(table: TableBuilder, scopes: Scopes, functionOf: (fn: number) => Node) {
    this.functionOf = functionOf;
    this.scopes = scopes;
    this.decisions = decisionsOf(table);
    for (const decision of this.decisions.values()) {
      const known = this.byFunction.get(decision.fn);
      if (known) known.push(decision);
      else this.byFunction.set(decision.fn, [decision]);
    }
    for (const [site, { kind, fn }] of table.sites.entries()) {
      const at = table.nodes[site];
      if (at && kind === "return") this.noteReturn(at, fn);
    }
  }

  /** Decisions of function `fn` that a place stands in an arm of. */
  under(at: Span, fn: number): number[] {
    return this.find(fn, ({ arms }) => isAround(arms, at));
  }

  /** Decisions of function `fn` that may have returned before a place is come to. */
  behind(at: Span, fn: number): number[] {
    return this.find(fn, ({ behind }) => isAround(behind, at));
  }

  /** Variables that are written, or whose objects are, depending on a decision; in functions it calls by name too. */
  decides(site: number): Set<Variable> {
    const written = new Set<Variable>();
    const decision = this.decisions.get(site);
    if (!decision) return written;
    for (const span of decision.arms)
      for (const node of nodesIn(this.functionOf(decision.fn), span)) this.collect(node, written, new Set());
    return written;
  }

  /** Variables that a piece of code writes. */
  writtenIn(node: Node): Set<Variable> {
    const written = new Set<Variable>();
    this.collect(node, written, new Set());
    return written;
  }

  private find(fn: number, matches: (decision: Decision) => boolean): number[] {
    const found = (this.byFunction.get(fn) ?? []).filter(matches);
    return found.slice(-maxDecisions).map(({ site }) => site);
  }

  /** What is returned further on would have been another value, had this `return` been come to. */
  private noteReturn(at: Span, fn: number): void {
    const body = this.functionOf(fn);
    const [loop] = pathTo(body, at).filter(isLoop);
    for (const { arms, behind } of this.byFunction.get(fn) ?? []) {
      if (!isAround(arms, at)) continue;
      behind.push({ start: at.end, end: body.end });
      if (loop) behind.push(loop);
    }
  }

  private collect(node: Node, written: Set<Variable>, open: Set<Node>): void {
    const add = (target: Node) => {
      const root = rootOf(target);
      const variable = root && this.scopes.resolve(root);
      if (variable) written.add(variable);
    };
    if (node.type === "AssignmentExpression") {
      const left = unwrapped(node.left);
      for (const name of boundNames(left).length > 0 ? boundNames(left) : [left]) add(name);
    }
    if (node.type === "UpdateExpression") add(unwrapped(node.argument));
    if (node.type === "VariableDeclarator") for (const name of boundNames(node.id)) add(name);
    if (node.type === "CallExpression") this.collectCall(node.callee, written, open, add);
    for (const child of childrenOf(node)) this.collect(child, written, open);
  }

  private collectCall(callee: Node, written: Set<Variable>, open: Set<Node>, add: (target: Node) => void): void {
    if (callee.type === "MemberExpression") add(callee.object);
    const value = callee.type === "Identifier" ? this.scopes.resolve(callee)?.value : undefined;
    if (!isFunction(value) || open.has(value) || !value.body) return;
    open.add(value);
    this.collect(value.body, written, open);
  }
}

function decisionsOf(table: TableBuilder): Map<number, Decision> {
  const decisions = new Map<number, Decision>();
  for (const [site, { kind, fn, of }] of table.sites.entries()) {
    const arms = table.arms[site] ?? [];
    if (kind === "case") decisions.get(of ?? -1)?.arms.push(...arms);
    else if (kind === "switch" || arms.length > 0) decisions.set(site, { site, fn, arms: [...arms], behind: [] });
  }
  return decisions;
}

function isAround(spans: readonly Span[], at: Span): boolean {
  return spans.some(({ start, end }) => start <= at.start && at.end <= end);
}

function isLoop(node: Node): boolean {
  return /^(While|DoWhile|For|ForIn|ForOf)Statement$/.test(node.type);
}

/** The nodes that hold a place, outermost first. */
function pathTo(node: Node, at: Span): Node[] {
  const child = childrenOf(node).find((one) => one.start <= at.start && at.end <= one.end);
  return child ? [node, ...pathTo(child, at)] : [node];
}

/** The outermost nodes that lie inside a span. */
function nodesIn(node: Node, span: Span): Node[] {
  if (node.start >= span.start && node.end <= span.end) return [node];
  if (node.end <= span.start || node.start >= span.end) return [];
  return childrenOf(node).flatMap((child) => nodesIn(child, span));
}

/** The name at the root of `a.b[c].d`. */
function rootOf(node: Node): Node | undefined {
  const inner = unwrapped(node);
  if (inner.type === "MemberExpression") return rootOf(inner.object);
  return inner.type === "Identifier" ? inner : undefined;
}
