import type { StepView, TraceDetail } from "../../../lib/contract/trace";
import type { CallKind, ExecutionRecord, RecordedBranch, RecordedCall } from "./record";

type Trace = Pick<TraceDetail, "traceId" | "version" | "subject"> & { steps: StepView[] };

const callKinds: readonly string[] = ["judgment", "fact", "action", "workflow"] satisfies CallKind[];

/**
 * The workflow executions of a trace, as records to replay.
 * @param trace what `GET /api/v1/traces/{traceId}` answers
 * @returns outermost first; an execution inside another is listed too, and is one of that one's `children`
 */
export function recordsOf(trace: Trace): ExecutionRecord[] {
  const steps = new Map(trace.steps.map((step) => [step.spanId, step]));
  const startMs = trace.steps.reduce((least, step) => Math.min(least, toMilliseconds(step.startedAt)), Infinity);
  const workflows = trace.steps.filter((step) => step.kind === "workflow");
  const records = new Map(workflows.map((step) => [step.spanId, toRecord(step, trace)]));
  for (const step of trace.steps) {
    const isWorkflow = step.kind === "workflow";
    const owner = isWorkflow ? steps.get(step.parentSpanId ?? "")?.workflowSpanId : step.workflowSpanId;
    const record = records.get(owner ?? "");
    if (!record) continue;
    const call = toCall(step, startMs);
    if (call) record.calls.push(call);
    if (step.branch) record.branches.push(toBranch(step, step.branch, startMs));
    record.commit ??= step.branch?.commit ?? null;
    const child = isWorkflow && records.get(step.spanId);
    if (child && child !== record) record.children.push(child);
  }
  for (const record of records.values()) {
    record.calls.sort((a, b) => a.seq - b.seq);
    countBranches(record.branches);
    const order = new Map(record.calls.map(({ spanId, seq }) => [spanId, seq]));
    record.children.sort((a, b) => (order.get(a.spanId) ?? 0) - (order.get(b.spanId) ?? 0));
  }
  return [...records.values()];
}

function toRecord(step: StepView, { traceId, version, subject }: Trace): ExecutionRecord {
  const { spanId, name, input, output, error, lossy = [] } = step;
  return {
    traceId,
    spanId,
    workflow: name,
    version,
    subject,
    commit: null,
    startedMs: toMilliseconds(step.startedAt),
    input,
    form: step.replay,
    lossy,
    output,
    error,
    calls: [],
    branches: [],
    children: [],
  };
}

function toCall(step: StepView, startMs: number): RecordedCall | undefined {
  const key = /^(.*)#(\d+)(?::([0-9a-z]+))?$/s.exec(step.key ?? "");
  if (!key || step.seq === undefined || !callKinds.includes(step.kind)) return undefined;
  const [judgment] = step.judgments ?? [];
  const { confidence = null, scores = null } = step.stated ?? judgment ?? {};
  const [, name = "", ordinal, digest] = key;
  return {
    kind: step.kind as CallKind,
    name,
    spanId: step.spanId,
    seq: step.seq,
    ordinal: Number(ordinal),
    digest,
    input: step.input,
    output: step.output,
    error: step.error,
    lossy: step.lossy ?? [],
    form: step.replay,
    effect: step.effect ?? false,
    confidence,
    scores,
    endedUs: microsecondsAfter(startMs, step.startedAt) + step.durationMs * 1000,
  };
}

function toBranch(step: StepView, branch: NonNullable<StepView["branch"]>, startMs: number): RecordedBranch {
  return {
    spanId: step.spanId,
    name: branch.name,
    ordinal: Number(/#(\d+)$/.exec(step.key ?? "")?.[1] ?? -1),
    arm: branch.arm,
    outcome: branch.outcome ?? undefined,
    conditions: branch.conditions,
    rows: branch.rows,
    sites: branch.sites ?? [],
    isCut: step.lossy?.includes("path") ?? false,
    isAmbientCut: step.lossy?.includes("ambient") ?? false,
    reads: readsOf(branch),
    startedUs: microsecondsAfter(startMs, step.startedAt),
  };
}

/** Branches that say no ordinal are counted in the order they began. */
function countBranches(branches: RecordedBranch[]): void {
  for (const alike of Map.groupBy(branches, ({ name }) => name).values()) {
    if (alike.every(({ ordinal }) => ordinal >= 0)) continue;
    alike.sort((a, b) => a.startedUs - b.startedUs);
    for (const [index, branch] of alike.entries()) branch.ordinal = index;
  }
}

function readsOf({ conditions, facts, rows }: NonNullable<StepView["branch"]>): string[] {
  const told = [...conditions.flatMap(({ operands }) => operands), ...Object.values(facts ?? {})];
  const links = told.flatMap(({ judgments = [] }) => judgments.map(({ spanId }) => spanId));
  return [...new Set([...links, ...(rows?.pv ?? []).flatMap((set) => set.map(([spanId]) => spanId))])];
}

/** Whole milliseconds since the epoch of an ISO time with up to nine decimals. */
const toMilliseconds = (at: string) => Date.parse(`${at.slice(0, 23).replace(/Z$/, "")}Z`);

/** Microseconds from a moment to a time, exact to the nanosecond: since the epoch a double is not. */
function microsecondsAfter(startMs: number, at: string): number {
  const beyond = Number(`0.${at.slice(23, -1) || "0"}`) * 1000;
  return (toMilliseconds(at) - startMs) * 1000 + beyond;
}
