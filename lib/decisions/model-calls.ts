import { type Recognition, recognizeSpan } from "../conventions";
import type { Draft } from "../conventions/draft";
import { parsed } from "../conventions/values";
import { fromTop, type TraceTree, type TreeNode } from "./trace-tree";

/**
 * One real model call (or a casebook judgment): the span that stands for it, the spans that are the same call told
 * twice, and the wrappers round it, nearest first.
 */
export type ModelCall = {
  node: TreeNode;
  recognition: Recognition;
  same: TreeNode[];
  around: TreeNode[];
  /** Model calls made inside a casebook judgment. */
  inner: ModelCall[];
};

/** Wrappers kept of one call, the nearest: a hostile chain of wrappers over many calls would cost their product. */
const maxWrappers = 64;

export type Recognitions = Map<TreeNode, Recognition>;

/**
 * Finds the model calls of a trace, each once: a wrapper never counts while a call lies below it, an outer and an
 * inner span of one call are merged, and calls inside a casebook judgment are its detail.
 */
export function findModelCalls(tree: TraceTree): { calls: ModelCall[]; recognitions: Recognitions } {
  const recognitions: Recognitions = new Map();
  for (const node of tree.nodes) {
    const recognition = recognizeSpan(node);
    if (recognition) recognitions.set(node, recognition);
  }
  const found = new Map<TreeNode, Below>();
  const calls: ModelCall[] = [];
  for (const node of fromTop(tree).reverse()) {
    const below = settle(node, recognitions.get(node), gather(node, found));
    for (const child of node.children) found.delete(child);
    if (node.parent) found.set(node, below);
    else calls.push(...below.calls, ...below.hidden);
  }
  const order = new Map(tree.nodes.map((node, index) => [node, index]));
  calls.sort((a, b) => (order.get(a.node) ?? 0) - (order.get(b.node) ?? 0));
  return { calls: mergeRepeats(calls), recognitions };
}

/** Calls in a subtree: those in sight, and those behind a tool, which are never the same call as one above it. */
type Below = { calls: ModelCall[]; hidden: ModelCall[] };

function gather(node: TreeNode, found: Map<TreeNode, Below>): Below {
  const parts = node.children.map((child) => found.get(child)).filter((part) => part !== undefined);
  const filled = parts.filter(({ calls, hidden }) => calls.length + hidden.length > 0);
  if (filled.length === 1 && filled[0]) return filled[0];
  return { calls: filled.flatMap(({ calls }) => calls), hidden: filled.flatMap(({ hidden }) => hidden) };
}

function settle(node: TreeNode, recognition: Recognition | undefined, below: Below): Below {
  if (!recognition || recognition.role === "other") return below;
  if (recognition.role === "tool") return { calls: [], hidden: [...below.hidden, ...below.calls] };
  const own: ModelCall = { node, recognition, same: [], around: [], inner: [] };
  if (recognition.convention === "casebook") return settleCasebook(own, below);
  const [only] = below.calls;
  if (!only) {
    const counts = recognition.role === "judgment" || (below.hidden.length === 0 && isCall(recognition.draft));
    return counts ? { ...below, calls: [own] } : below;
  }
  if (isOtherCall(own, below.calls)) return { ...below, calls: [own, ...below.calls] };
  const isSame = recognition.role === "judgment" && below.calls.length === 1 && !isCasebook(only);
  if (isSame) return { ...below, calls: [mergeCalls(own, only)] };
  for (const call of below.calls) if (call.around.length < maxWrappers) call.around.push(node);
  return below;
}

/** A judgment its author marked: calls below are its detail, judgments below that are marked too stand by themselves. */
function settleCasebook(own: ModelCall, { calls, hidden }: Below): Below {
  own.inner = [...calls, ...hidden].filter((call) => !isCasebook(call));
  return { calls: [own, ...calls.filter(isCasebook)], hidden: hidden.filter(isCasebook) };
}

function isCasebook({ recognition }: ModelCall): boolean {
  return recognition.convention === "casebook";
}

/** A wrapper that holds a finished call's own facts: the call's span is missing, or late. */
function isCall({ requestedModel, respondedModel, responseId, outputTokens, answer, messages }: Draft): boolean {
  const hasModel = requestedModel !== undefined || respondedModel !== undefined;
  const cameBack = responseId !== undefined || respondedModel !== undefined || (outputTokens ?? 0) > 0;
  return hasModel && (cameBack || (answer !== undefined && messages !== undefined));
}

/**
 * True when a span above calls is a call of its own: a client race put a call's attributes on its parent. Told by
 * the response id, and for spans marked as calls by the answer and the tokens too.
 */
function isOtherCall({ recognition: { draft, role } }: ModelCall, below: ModelCall[]): boolean {
  const drafts = below.map((call) => call.recognition.draft);
  const byId = differs(draft, drafts, ({ responseId }) => responseId);
  if (byId !== undefined || role !== "judgment") return byId ?? false;
  if (sums(draft, drafts)) return false;
  return differs(draft, drafts, answerKey) ?? differs(draft, drafts, ({ outputTokens }) => outputTokens) ?? false;
}

/** Whether a fact of the outer span is none of the inner ones'; `undefined` where too little is known to tell. */
function differs(
  outer: Draft,
  inner: Draft[],
  fact: (draft: Draft) => string | number | undefined,
): boolean | undefined {
  const own = fact(outer);
  if (own === undefined) return undefined;
  const others = inner.map(fact);
  if (others.includes(own)) return false;
  return others.every((other) => other !== undefined) ? true : undefined;
}

/** An answer as clients agree on it: the tools called, else the text or the value it stands for. */
function answerKey({ answer }: Draft): string | undefined {
  if (!answer) return undefined;
  if (answer.toolCalls?.length) return answer.toolCalls.map(({ tool }) => `tool ${tool}`).join();
  const value = answer.value ?? (answer.text === undefined ? undefined : parsed(answer.text.trim()));
  return value === undefined ? undefined : JSON.stringify(value);
}

/** True where the outer span's token count is the sum of the inner ones. */
function sums({ inputTokens }: Draft, inner: Draft[]): boolean {
  const total = inner.reduce((sum, draft) => sum + (draft.inputTokens ?? 0), 0);
  return inputTokens !== undefined && inner.length > 1 && total === inputTokens;
}

/**
 * Of two spans of one call the inner one stands for it where it has the answer; else the one that knows more, since
 * a provider's own span inside an instrumentation has only the facts of the request.
 */
function mergeCalls(outer: ModelCall, inner: ModelCall): ModelCall {
  const { answer, questions } = inner.recognition.draft;
  const isInner = answer !== undefined || questions !== undefined || knowledge(inner) >= knowledge(outer);
  const [kept, dropped] = isInner ? [inner, outer] : [outer, inner];
  kept.same.push(dropped.node, ...dropped.same);
  kept.around.push(...dropped.around.filter((node) => !kept.around.includes(node)));
  return kept;
}

function knowledge({ recognition: { draft } }: ModelCall): number {
  const content = [draft.messages ?? draft.input, draft.answer ?? draft.questions];
  const facts = [draft.respondedModel, draft.responseId, draft.outputTokens];
  return 2 * content.filter((fact) => fact !== undefined).length + facts.filter((fact) => fact !== undefined).length;
}

/** Two instrumentations side by side: equal response ids at overlapping times are one call. */
function mergeRepeats(calls: ModelCall[]): ModelCall[] {
  const byId = new Map<string, ModelCall>();
  const result: ModelCall[] = [];
  for (const call of calls) {
    const id = call.recognition.draft.responseId;
    const known = id === undefined || isCasebook(call) ? undefined : byId.get(id);
    if (id === undefined || !known || !overlap(known.node, call.node)) {
      result.push(call);
      if (id !== undefined && !isCasebook(call)) byId.set(id, call);
      continue;
    }
    const kept = mergeCalls(call, known);
    result[result.indexOf(known)] = kept;
    byId.set(id, kept);
  }
  return result;
}

/** True where the calls share more than half of the shorter one; starts are often cut to the millisecond. */
function overlap({ span: a }: TreeNode, { span: b }: TreeNode): boolean {
  const [startA, endA] = [Number(a.startTimeUnixNano), Number(a.endTimeUnixNano)];
  const [startB, endB] = [Number(b.startTimeUnixNano), Number(b.endTimeUnixNano)];
  const shared = Math.min(endA, endB) - Math.max(startA, startB);
  return shared * 2 > Math.min(endA - startA, endB - startB);
}
