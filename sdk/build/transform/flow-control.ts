import { boundNames, childrenOf, isFunction, type Node, unwrapped } from "./ast";
import type { Scopes, Variable } from "./scopes";
import type { TableBuilder } from "./table";

type Span = { start: number; end: number };

/** A decision with the code that runs on one outcome of it only. */
type Decision = { site: number; fn: number; arms: Span[] };

const leaving = new Set(["return", "throw", "break", "continue"]);

/** More decisions than these around one place are not told apart. */
const maxDecisions = 24;

/** Which decisions a place in a function depends on, and what a decision's arms may write. */
export class Control {
  private readonly decisions: Decision[];
  /** By decision, code that it can keep from running: what follows a `return`, the loop around a `break`. */
  private readonly skipped = new Map<number, Span[]>();
  private readonly scopes: Scopes;
  private readonly program: Node;

  constructor(program: Node, table: TableBuilder, scopes: Scopes, bodyOf: (fn: number) => Span) {
    this.program = program;
    this.scopes = scopes;
    this.decisions = decisionsOf(table);
    for (const [site, { kind, fn }] of table.sites.entries()) {
      const at = table.nodes[site];
      if (!at || !leaving.has(kind)) continue;
      const reach = this.reach(kind, at, bodyOf(fn));
      for (const decision of this.around(at, fn)) {
        this.skipped.set(decision.site, [...(this.skipped.get(decision.site) ?? []), ...reach]);
      }
    }
  }

  /** Decisions of function `fn` that a place stands under. */
  under(at: Span, fn: number): number[] {
    const found = this.decisions.filter(
      (decision) =>
        decision.fn === fn && (isAround(decision.arms, at) || isAround(this.skipped.get(decision.site) ?? [], at)),
    );
    return found.slice(-maxDecisions).map(({ site }) => site);
  }

  /** Variables that are written, or whose objects are, depending on a decision; in functions it calls by name too. */
  decides(site: number): Set<Variable> {
    const decision = this.decisions.find((one) => one.site === site);
    const written = new Set<Variable>();
    for (const span of [...(decision?.arms ?? []), ...(this.skipped.get(site) ?? [])]) {
      for (const node of nodesIn(this.program, span)) this.collect(node, written, new Set());
    }
    return written;
  }

  /** Variables that a piece of code writes. */
  writtenIn(node: Node): Set<Variable> {
    const written = new Set<Variable>();
    this.collect(node, written, new Set());
    return written;
  }

  private around(at: Span, fn: number): Decision[] {
    return this.decisions.filter((decision) => decision.fn === fn && isAround(decision.arms, at));
  }

  /** Code that a statement keeps from running. */
  private reach(kind: string, at: Span, body: Span): Span[] {
    const loops = pathTo(this.program, at).filter((node) => isLoop(node) && node.start >= body.start);
    if (kind === "break" || kind === "continue") return loops.slice(-1);
    return [{ start: at.end, end: body.end }, ...loops.slice(0, 1)];
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

function decisionsOf(table: TableBuilder): Decision[] {
  const decisions: Decision[] = [];
  for (const [site, { kind, fn, of }] of table.sites.entries()) {
    const arms = table.arms[site] ?? [];
    if (kind === "case") {
      decisions.find((decision) => decision.site === of)?.arms.push(...arms);
    } else if (kind === "switch" || arms.length > 0) decisions.push({ site, fn, arms: [...arms] });
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
