import type { LogRecord, Span } from "../otlp/types";

/** A span in its place; children and the whole trace are in the order they started. */
export type TreeNode = { span: Span; logs: LogRecord[]; parent: TreeNode | undefined; children: TreeNode[] };
export type TraceTree = { nodes: TreeNode[]; byId: Map<string, TreeNode> };

/**
 * Arranges the spans and logs of one trace so that any order of arrival, and repeats, give the same tree. Of two
 * spans with one id the later end wins (design.md §4). Parents that would make a circle are cut.
 */
export function buildTree({ spans, logs }: { spans: Span[]; logs: LogRecord[] }): TraceTree {
  const unique = new Map<string, Span>();
  for (const span of spans) {
    const known = unique.get(span.spanId);
    if (!known || wins(span, known)) unique.set(span.spanId, span);
  }
  const logsBySpan = groupLogs(logs);
  const nodes = [...unique.values()]
    .map((span): TreeNode => ({ span, logs: logsBySpan.get(span.spanId) ?? [], parent: undefined, children: [] }))
    .sort((a, b) => compareSpans(a.span, b.span));
  const byId = new Map(nodes.map((node) => [node.span.spanId, node]));
  for (const node of nodes) node.parent = byId.get(node.span.parentSpanId ?? "");
  cutCircles(nodes);
  for (const node of nodes) node.parent?.children.push(node);
  return { nodes, byId };
}

/** The nodes above this one, nearest first; at most 64, since traces are hostile and each call asks for its own. */
export function* ancestors(node: TreeNode): Generator<TreeNode> {
  let above = node.parent;
  for (let level = 0; above && level < 64; level += 1, above = above.parent) yield above;
}

/** All nodes, each after its parent. Reversed, each comes after its children. */
export function fromTop({ nodes }: TraceTree): TreeNode[] {
  const order = nodes.filter(({ parent }) => !parent);
  // The list grows while it is walked: breadth first without recursion.
  for (const node of order) order.push(...node.children);
  return order;
}

/** Orders decimal strings of nanoseconds without leaving text. */
export function compareTimes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

function cutCircles(nodes: TreeNode[]): void {
  const settled = new Set<TreeNode>();
  for (const start of nodes) {
    const path = new Set<TreeNode>();
    let node: TreeNode | undefined = start;
    while (node && !settled.has(node) && !path.has(node)) {
      path.add(node);
      node = node.parent;
    }
    if (node && path.has(node)) node.parent = undefined;
    for (const seen of path) settled.add(seen);
  }
}

function wins(span: Span, known: Span): boolean {
  const order = compareTimes(span.endTimeUnixNano, known.endTimeUnixNano);
  // Equal ends: any rule will do that does not depend on which came first.
  return order > 0 || (order === 0 && JSON.stringify(span) > JSON.stringify(known));
}

function compareSpans(a: Span, b: Span): number {
  // Of spans that start together the one that ends last surrounds the others.
  return (
    compareTimes(a.startTimeUnixNano, b.startTimeUnixNano) ||
    compareTimes(b.endTimeUnixNano, a.endTimeUnixNano) ||
    (a.spanId < b.spanId ? -1 : 1)
  );
}

function groupLogs(logs: LogRecord[]): Map<string, LogRecord[]> {
  const groups = new Map<string, Map<string, LogRecord>>();
  for (const log of logs) {
    if (log.spanId === "") continue;
    const group = groups.get(log.spanId) ?? new Map();
    groups.set(log.spanId, group);
    group.set(JSON.stringify([log.timeUnixNano, log.eventName, log.body, log.attributes]), log);
  }
  const sorted = new Map<string, LogRecord[]>();
  for (const [spanId, group] of groups) {
    const entries = [...group].sort(
      ([a, left], [b, right]) => compareTimes(left.timeUnixNano, right.timeUnixNano) || (a < b ? -1 : 1),
    );
    sorted.set(
      spanId,
      entries.map(([, log]) => log),
    );
  }
  return sorted;
}
