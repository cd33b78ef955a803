import type { tables } from "../sqlite/tables";

const place = { project: "p", traceId: "a".repeat(32) };
const times = { startUs: 0, startNs: 0, endUs: 1, endNs: 0 };
const origin = { workflow: "equipment-order", version: "1", subjectType: null, subjectId: null };

/** A row with every column filled, for tests that care about a few of them. */
export function traceRow(row: Partial<typeof tables.traces.$inferInsert>): typeof tables.traces.$inferInsert {
  return { ...place, ...origin, status: "ok", complete: true, ...times, stepCount: 1, judgmentCount: 0, ...row };
}

export function stepRow(row: Partial<typeof tables.steps.$inferInsert>): typeof tables.steps.$inferInsert {
  return {
    ...place,
    spanId: "s",
    parentSpanId: null,
    workflowSpanId: "w",
    kind: "span",
    name: "step",
    status: "ok",
    ...times,
    ...origin,
    effect: false,
    stepSeq: null,
    stepKey: null,
    input: null,
    output: null,
    error: null,
    lossy: [],
    replayForm: null,
    isJudgmentDetail: false,
    ...row,
  };
}

export function judgmentRow(row: Partial<typeof tables.judgments.$inferInsert>): typeof tables.judgments.$inferInsert {
  return {
    ...place,
    spanId: "s",
    ordinal: 0,
    pointId: "point",
    ...origin,
    commit: null,
    point: "machine",
    task: "classify",
    decider: "model",
    convention: "casebook",
    provider: null,
    requestedModel: null,
    respondedModel: null,
    model: null,
    inputPreview: "one oxygen concentrator",
    output: "concentrator",
    outputText: "concentrator",
    choices: ["concentrator", "cpap"],
    confidence: 0.9,
    scores: null,
    status: "ok",
    ...times,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    branches: [],
    arm: null,
    labelState: "none",
    labelExpected: null,
    labelAuthor: null,
    labelUs: null,
    supersededBy: null,
    ...row,
  };
}

type PayloadRow = typeof tables.judgmentPayloads.$inferInsert;

export function payloadRow(row: Partial<PayloadRow> & Pick<PayloadRow, "judgmentSeq">): PayloadRow {
  return {
    input: "one oxygen concentrator",
    messages: null,
    system: null,
    rawOutput: "concentrator",
    tools: null,
    outputSchema: null,
    stated: { choices: null, confidence: null, scores: null },
    rationale: null,
    error: null,
    cut: [],
    ...row,
  };
}

export function branchRow(row: Partial<typeof tables.branches.$inferInsert>): typeof tables.branches.$inferInsert {
  return {
    ...place,
    spanId: "s",
    workflow: "equipment-order",
    version: "1",
    name: "acquisition",
    file: "src/policy.ts",
    functionName: "acquire",
    line: 14,
    commit: null,
    repository: null,
    arm: null,
    outcome: null,
    conditions: [],
    facts: null,
    judgmentSpanIds: [],
    rows: null,
    sites: null,
    ...row,
  };
}
