import type { AttributeValue, HrTime } from "@opentelemetry/api";
import type { Condition } from "../../../lib/contract/branch";
import type { Json } from "../../../lib/contract/json";
import type { ReplayForm } from "../../../lib/contract/replay-form";
import type { BranchRows } from "../../../lib/contract/rows";
import type { StepView } from "../../../lib/contract/trace";
import { type StepKind, stepKinds } from "../../../lib/contract/vocabulary";
import { wire, wireReused } from "../../../lib/contract/wire";
import type { ExecutionRecord } from "./record";
import { recordsOf } from "./records-of";

/** A span that has ended, as OpenTelemetry's SDK hands it to an exporter. */
export type EndedSpan = {
  name: string;
  spanContext(): { traceId: string; spanId: string };
  parentSpanContext?: { spanId: string } | undefined;
  attributes: { [name: string]: AttributeValue | undefined };
  startTime: HrTime;
  endTime: HrTime;
};

/**
 * The workflow executions among spans of this process, as records to replay: for tests that record and run again.
 * @param spans of an in-memory exporter, in any order
 */
export function recordsOfSpans(spans: readonly EndedSpan[]): ExecutionRecord[] {
  const traces = Map.groupBy(spans, (span) => span.spanContext().traceId);
  return [...traces].flatMap(([traceId, own]) => {
    const byId = new Map(own.map((span) => [span.spanContext().spanId, span]));
    const steps = own.map((span) => toStep(span, workflowOf(span, byId)));
    steps.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    return recordsOf({ traceId, version: null, subject: null, steps });
  });
}

/** The nearest workflow span at or above a span. */
function workflowOf(span: EndedSpan, byId: Map<string, EndedSpan>): string | null {
  let at: EndedSpan | undefined = span;
  while (at && at.attributes[wire.kind] !== "workflow") at = byId.get(at.parentSpanContext?.spanId ?? "");
  return at?.spanContext().spanId ?? null;
}

function toStep(span: EndedSpan, workflowSpanId: string | null): StepView {
  const { attributes } = span;
  const text = (name: string) => (typeof attributes[name] === "string" ? attributes[name] : undefined);
  const json = (name: string) => parsed(text(name));
  const number = (name: string) => (typeof attributes[name] === "number" ? attributes[name] : undefined);
  const kind = stepKinds.find((known) => known === attributes[wire.kind]) ?? ("span" satisfies StepKind);
  const error = json(wire.error) as StepView["error"];
  return {
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    workflowSpanId,
    kind,
    name: text(wire.name) ?? span.name,
    status: error ? "error" : "ok",
    startedAt: timeText(span.startTime),
    durationMs: (span.endTime[0] - span.startTime[0]) * 1e3 + (span.endTime[1] - span.startTime[1]) / 1e6,
    effect: attributes[wire.actionEffect] === true,
    input: json(wire.input),
    output: json(wire.output),
    error,
    seq: number(wire.seq),
    key: text(wire.key),
    lossy: (json(wire.lossy) ?? []) as string[],
    replay: json(wire.replay) as ReplayForm | undefined,
    stated: {
      confidence: number(wire.confidence) ?? null,
      scores: (json(wire.scores) ?? null) as Record<string, number> | null,
    },
    branch: kind === "branch" ? toBranch(text, json) : undefined,
  };
}

function toBranch(
  text: (name: string) => string | undefined,
  json: (name: string) => Json | undefined,
): NonNullable<StepView["branch"]> {
  const rows = json(wire.branchRows) as Partial<BranchRows> | undefined;
  return {
    name: text(wire.name) ?? "",
    file: text(wireReused.filePath) ?? null,
    functionName: text(wireReused.functionName) ?? null,
    line: null,
    commit: null,
    repository: null,
    arm: text(wire.branchArm) ?? null,
    outcome: json(wire.branchOutcome) ?? null,
    facts: null,
    conditions: (json(wire.branchPath) ?? []) as Condition[],
    rows: rows && ({ pv: [[]], ambient: [], over: {}, ...rows } as BranchRows),
    sites: text(wire.sites)?.split(" ") ?? [],
  };
}

const parsed = (text: string | undefined) => (text === undefined ? undefined : (JSON.parse(text) as Json));

const timeText = ([seconds, nanos]: HrTime) =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, "0")}Z`;
