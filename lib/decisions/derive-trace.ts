import type { BranchReference } from "../contract/judgment";
import { wire } from "../contract/wire";
import type { LogRecord, Span } from "../otlp/types";
import { commitOf, type SiteTables } from "./derive-branch";
import { deriveStep } from "./derive-step";
import { isWorkflow, readWorkflow, type Workflow } from "./derive-workflow";
import { findModelCalls, type ModelCall, type Recognitions } from "./model-calls";
import { recognizeJudgments } from "./recognize-judgments";
import { buildTree, compareTimes, fromTop, type TraceTree, type TreeNode } from "./trace-tree";
import type { DerivedJudgment, DerivedStep, DerivedTrace, RecognizedJudgment } from "./types";

/**
 * Derives everything screens show of one trace from all its spans and log records so far. Pure: the same set in any
 * order, with any repeats, gives the same result, so a late span only means deriving again.
 * @param trace spans of one trace, at least one; log records that name them; the site tables that have arrived
 */
export function deriveTrace({
  spans,
  logs,
  tables = new Map(),
}: {
  spans: Span[];
  logs: LogRecord[];
  tables?: SiteTables;
}): DerivedTrace {
  const tree = buildTree({ spans, logs });
  const { calls, recognitions } = findModelCalls(tree);
  const workflows = assignWorkflows(tree);
  const marks = markSpans(calls, recognitions);
  const recognized = calls.map((call) => ({ call, ...recognizeJudgments(call, recognitions) }));
  const points = new Map(recognized.map(({ call, point }) => [call.node, point]));
  const steps = tree.nodes.map((node) =>
    deriveStep(node, {
      workflow: workflows.get(node) ?? readWorkflow(node.span),
      recognition: recognitions.get(node),
      point: points.get(node),
      isJudgmentDetail: marks.details.has(node),
      tables,
    }),
  );
  const branches = branchesByJudgment(steps);
  const judgments = recognized.flatMap(({ call, judgments: own }) =>
    placeJudgments(own, {
      call,
      workflow: workflows.get(call.node) ?? readWorkflow(call.node.span),
      branches: branches.get(call.node.span.spanId) ?? [],
    }),
  );
  return { ...summarize(tree, workflows), steps, judgments };
}

/** The nearest workflow span at or above each node, else the topmost span known (design.md §2). */
function assignWorkflows(tree: TraceTree): Map<TreeNode, Workflow> {
  const workflows = new Map<TreeNode, Workflow>();
  for (const node of fromTop(tree)) {
    const inherited = node.parent ? workflows.get(node.parent) : undefined;
    workflows.set(node, isWorkflow(node.span) || !inherited ? readWorkflow(node.span) : inherited);
  }
  return workflows;
}

function markSpans(calls: ModelCall[], recognitions: Recognitions) {
  const judgments = new Set(calls.map(({ node }) => node));
  const details = new Set<TreeNode>();
  const callsRound = new Map<TreeNode, number>();
  for (const { around } of calls) for (const node of around) callsRound.set(node, (callsRound.get(node) ?? 0) + 1);
  for (const call of calls) {
    for (const node of call.same) details.add(node);
    // A wrapper that speaks of the model, round one call, is that call told again; others are steps of their own.
    for (const node of call.around)
      if (callsRound.get(node) === 1 && speaksOfModel(node, recognitions)) details.add(node);
    for (const inner of call.inner) for (const node of [inner.node, ...inner.same, ...inner.around]) details.add(node);
    addPartsBelow(call.node, { judgments, details, recognitions });
  }
  return { judgments, details };
}

function speaksOfModel(node: TreeNode, recognitions: Recognitions): boolean {
  const draft = recognitions.get(node)?.draft;
  return draft?.requestedModel !== undefined || draft?.respondedModel !== undefined;
}

/** HTTP requests, streamed chunks and the like below a model call are its detail; tools and marked spans are not. */
function addPartsBelow(
  top: TreeNode,
  {
    judgments,
    details,
    recognitions,
  }: { judgments: Set<TreeNode>; details: Set<TreeNode>; recognitions: Recognitions },
): void {
  if (recognitions.get(top)?.convention === "casebook") return;
  const open = [...top.children];
  for (const node of open) {
    const isOwnStep =
      judgments.has(node) || recognitions.get(node)?.role === "tool" || wire.kind in node.span.attributes;
    if (isOwnStep) continue;
    details.add(node);
    open.push(...node.children);
  }
}

/** In the order they ran, but that of the workflow function itself last: a function it calls says more by its arm. */
function branchesByJudgment(steps: DerivedStep[]): Map<string, BranchReference[]> {
  const byJudgment = new Map<string, BranchReference[]>();
  const isOfWorkflow = ({ branch, workflow }: DerivedStep) => branch?.rows != null && branch.name === workflow;
  for (const { spanId, branch } of [...steps].sort((a, b) => Number(isOfWorkflow(a)) - Number(isOfWorkflow(b)))) {
    for (const judgmentSpanId of branch?.judgmentSpanIds ?? []) {
      const reference = { spanId, name: branch?.name ?? "", arm: branch?.arm ?? null };
      byJudgment.set(judgmentSpanId, [...(byJudgment.get(judgmentSpanId) ?? []), reference]);
    }
  }
  return byJudgment;
}

function placeJudgments(
  judgments: RecognizedJudgment[],
  context: { call: ModelCall; workflow: Workflow; branches: BranchReference[] },
): DerivedJudgment[] {
  const { call, branches } = context;
  const { workflow, version, subject } = context.workflow;
  const { span } = call.node;
  const innerSpans = call.inner.flatMap((inner) => [inner.node, ...inner.same, ...inner.around]);
  const absorbed = [...call.same, ...call.around, ...innerSpans];
  return judgments.map((judgment) => ({
    ...judgment,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    workflow,
    version,
    subject,
    commit: commitOf(span),
    branches,
    absorbedSpanIds: [...new Set(absorbed.map((node) => node.span.spanId))],
  }));
}

function summarize(tree: TraceTree, workflows: Map<TreeNode, Workflow>): Omit<DerivedTrace, "steps" | "judgments"> {
  const roots = tree.nodes.filter(({ parent }) => !parent);
  const tops = tree.nodes.filter((node) => !node.parent || isWorkflow(node.span));
  const head = tops.find(({ span }) => isWorkflow(span)) ?? roots[0];
  const main = head ? (workflows.get(head) ?? readWorkflow(head.span)) : undefined;
  const starts = tree.nodes.map(({ span }) => span.startTimeUnixNano).sort(compareTimes);
  const ends = tree.nodes.map(({ span }) => span.endTimeUnixNano).sort(compareTimes);
  return {
    traceId: tree.nodes[0]?.span.traceId ?? "",
    workflow: main?.workflow ?? "unknown",
    version: main?.version ?? null,
    subject: main?.subject ?? null,
    status: tops.some(({ span }) => span.status.code === 2) ? "error" : "ok",
    complete:
      roots.every(({ span }) => span.parentSpanId === undefined) &&
      tops.every(({ span }) => compareTimes(span.endTimeUnixNano, span.startTimeUnixNano) >= 0),
    startTimeUnixNano: starts[0] ?? "0",
    endTimeUnixNano: ends.at(-1) ?? "0",
  };
}
