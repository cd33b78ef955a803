import { branchRows } from "../../../lib/contract/rows";
import type { StepView, TraceDetail } from "../../../lib/contract/trace";
import { deriveTrace } from "../../../lib/decisions/derive-trace";
import type { DerivedStep, DerivedTrace } from "../../../lib/decisions/types";
import type { Span } from "../../../lib/otlp/types";

/** The traces of spans as they arrived, each as `GET /api/v1/traces/{traceId}` tells all that a replay needs of it. */
export function tracesOf(spans: Span[]): Pick<TraceDetail, "traceId" | "version" | "subject" | "steps">[] {
  const traces = Map.groupBy(spans, (span) => span.traceId);
  return [...traces.values()].map((own) => {
    const derived = deriveTrace({ spans: own, logs: [] });
    const { traceId, version, subject } = derived;
    const steps = derived.steps.map((step) => toStep(step, derived));
    return { traceId, version, subject, steps: JSON.parse(JSON.stringify(steps)) as StepView[] };
  });
}

function toStep(step: DerivedStep, { judgments }: DerivedTrace): StepView {
  const { spanId, kind, name, status, seq, key, lossy, replayForm, branch } = step;
  const judgment = judgments.find((one) => one.spanId === spanId);
  const startNs = BigInt(step.startTimeUnixNano);
  const rows = branch?.rows == null ? undefined : branchRows.parse(JSON.parse(branch.rows));
  return {
    spanId,
    parentSpanId: step.parentSpanId ?? null,
    workflowSpanId: step.workflowSpanId ?? null,
    kind,
    name,
    status,
    startedAt: `${new Date(Number(startNs / 1_000_000n)).toISOString().slice(0, 23)}${String(startNs % 1_000_000n).padStart(6, "0")}Z`,
    durationMs: Number(BigInt(step.endTimeUnixNano) - startNs) / 1e6,
    effect: step.effect,
    input: step.input ?? undefined,
    output: step.output ?? undefined,
    error: step.error ?? undefined,
    seq: seq ?? undefined,
    key: key ?? undefined,
    lossy,
    replay: replayForm ?? undefined,
    stated: judgment && { confidence: judgment.confidence ?? null, scores: judgment.scores ?? null },
    branch: branch ? { ...branch, rows, sites: branch.sites?.split(" ") } : undefined,
  };
}
