import type { BranchFacts, Condition } from "../../lib/contract/branch";
import type { ReplayForm } from "../../lib/contract/replay-form";
import { statuses, stepKinds } from "../../lib/contract/vocabulary";
import type { Attributes, SpanEvent, SpanLink } from "../../lib/otlp/types";
import type { Kit } from "../sqlite/kit";
import { startAndEnd } from "./times";

/** What arrived (spans and log records, immutable) and what was derived from it for screens (traces, steps). */
export function traceTables(kit: Kit) {
  /** Resource and scope of a sender, stored once per digest instead of on every span. */
  const senders = kit.table(
    "senders",
    {
      project: kit.txt().notNull(),
      digest: kit.txt().notNull(),
      resource: kit.json<Attributes>().notNull(),
      scopeName: kit.txt().notNull(),
      scopeVersion: kit.txt().notNull(),
      scopeAttributes: kit.json<Attributes>().notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.project, t.digest] })],
  );

  const spans = kit.table(
    "spans",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      parentSpanId: kit.txt(),
      name: kit.txt().notNull(),
      otelKind: kit.int().notNull(),
      ...startAndEnd(kit),
      statusCode: kit.int().notNull(),
      statusMessage: kit.txt().notNull(),
      attributes: kit.json<Attributes>().notNull(),
      events: kit.json<SpanEvent[]>().notNull(),
      links: kit.json<SpanLink[]>().notNull(),
      droppedAttributesCount: kit.int().notNull(),
      sanitized: kit.json<string[]>().notNull(),
      sender: kit.txt().notNull(),
      /** SHA-256 of the content: tells a repeat from a conflict. */
      digest: kit.txt().notNull(),
    },
    (t) => [kit.uniqueIndex("spans_key").on(t.project, t.traceId, t.spanId)],
  );

  const logRecords = kit.table(
    "log_records",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      timeUnixNano: kit.txt().notNull(),
      eventName: kit.txt().notNull(),
      severityText: kit.txt().notNull(),
      body: kit.json(),
      attributes: kit.json<Attributes>().notNull(),
      sender: kit.txt().notNull(),
      digest: kit.txt().notNull(),
    },
    (t) => [kit.uniqueIndex("log_records_key").on(t.project, t.traceId, t.spanId, t.digest)],
  );

  const traces = kit.table(
    "traces",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      workflow: kit.txt().notNull(),
      version: kit.txt(),
      subjectType: kit.txt(),
      subjectId: kit.txt(),
      status: kit.txt({ enum: statuses }).notNull(),
      complete: kit.bool().notNull(),
      ...startAndEnd(kit),
      stepCount: kit.int().notNull(),
      judgmentCount: kit.int().notNull(),
    },
    (t) => [
      kit.uniqueIndex("traces_key").on(t.project, t.traceId),
      kit.index("traces_start").on(t.project, t.startUs, t.seq),
      kit.index("traces_subject").on(t.project, t.subjectId),
    ],
  );

  /** One row per span of a trace, light enough to list ten thousand of; payloads stay on the span. */
  const steps = kit.table(
    "steps",
    {
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      parentSpanId: kit.txt(),
      workflowSpanId: kit.txt(),
      kind: kit.txt({ enum: stepKinds }).notNull(),
      name: kit.txt().notNull(),
      status: kit.txt({ enum: statuses }).notNull(),
      ...startAndEnd(kit),
      workflow: kit.txt().notNull(),
      version: kit.txt(),
      subjectType: kit.txt(),
      subjectId: kit.txt(),
      effect: kit.bool().notNull(),
      stepSeq: kit.int(),
      stepKey: kit.txt(),
      input: kit.json(),
      output: kit.json(),
      error: kit.json<{ name: string; message: string }>(),
      lossy: kit.json<string[]>().notNull(),
      /** What a replay needs to give the recorded value back as it was (lib/contract/replay-form.ts). */
      replayForm: kit.json<ReplayForm>(),
      isJudgmentDetail: kit.bool().notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.project, t.traceId, t.spanId] }),
      kit.index("steps_subject").on(t.project, t.subjectId, t.startUs),
    ],
  );

  const branches = kit.table(
    "branches",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      workflow: kit.txt().notNull(),
      version: kit.txt(),
      name: kit.txt().notNull(),
      file: kit.txt(),
      functionName: kit.txt(),
      line: kit.int(),
      commit: kit.txt(),
      repository: kit.txt(),
      arm: kit.txt(),
      outcome: kit.json(),
      conditions: kit.json<Condition[]>().notNull(),
      facts: kit.json<BranchFacts>(),
      judgmentSpanIds: kit.json<string[]>().notNull(),
      rows: kit.txt(),
      sites: kit.txt(),
    },
    (t) => [
      kit.uniqueIndex("branches_key").on(t.project, t.traceId, t.spanId),
      kit.index("branches_name").on(t.project, t.workflow, t.name, t.seq),
    ],
  );

  /** Traces whose derived rows are behind what has arrived of them; the writer catches up when it has time. */
  const staleTraces = kit.table(
    "stale_traces",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
    },
    (t) => [kit.uniqueIndex("stale_traces_key").on(t.project, t.traceId)],
  );

  /** Spans and log records that were refused or lost a conflict, kept for a person to look at. */
  const quarantine = kit.table(
    "quarantine",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      signal: kit.txt({ enum: ["traces", "logs"] as const }).notNull(),
      atUs: kit.int().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      code: kit.txt().notNull(),
      message: kit.txt().notNull(),
      raw: kit.json(),
      /** SHA-256 of code and content, so that a resent request is listed once. */
      digest: kit.txt().notNull(),
    },
    (t) => [
      kit.uniqueIndex("quarantine_key").on(t.project, t.digest),
      kit.index("quarantine_project").on(t.project, t.seq),
    ],
  );

  return { senders, spans, logRecords, traces, steps, branches, staleTraces, quarantine };
}
