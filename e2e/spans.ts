import { randomBytes } from "node:crypto";

export type SentJudgment = {
  point: string;
  input: unknown;
  output: unknown;
  choices?: string[];
  confidence?: number;
};

type SentTrace = {
  workflow: string;
  subject?: { type: string; id: string };
  judgments: SentJudgment[];
  /** A hand-made branch that reads the first judgment. */
  branch?: { name: string; arm: string; condition: string; value: boolean };
  /** A captured branch whose site table never arrives. */
  captured?: { name: string; arm: string };
  startedAt?: Date;
};

type Attributes = Record<string, string | number>;

const newId = (bytes: number) => randomBytes(bytes).toString("hex");

/** One workflow execution as an OTLP/JSON export request, written by hand in the attributes of docs/reference/wire.md. */
export function traceBody(trace: SentTrace): { body: object; traceId: string; judgmentIds: string[] } {
  const traceId = newId(16);
  const root = newId(8);
  const start = BigInt((trace.startedAt ?? new Date()).getTime()) * 1_000_000n;
  const span = (spanId: string, name: string, at: number, attributes: Attributes) => ({
    traceId,
    spanId,
    name,
    kind: 1,
    ...(spanId !== root && { parentSpanId: root }),
    startTimeUnixNano: String(start + BigInt(at) * 1_000_000n),
    endTimeUnixNano: String(start + BigInt(at + 5) * 1_000_000n),
    attributes: toAttributes(attributes),
  });
  const asked = trace.judgments.map((judgment, index) => ({ id: newId(8), judgment, at: 10 + index * 10 }));
  const spans = [
    span(root, trace.workflow, 0, workflowAttributes(trace)),
    ...asked.map(({ id, judgment, at }) => span(id, judgment.point, at, judgmentAttributes(judgment))),
    ...(trace.captured ? [span(newId(8), trace.captured.name, 180, capturedAttributes(trace.captured))] : []),
    ...(trace.branch && asked[0]
      ? [span(newId(8), trace.branch.name, 200, branchAttributes(trace.branch, asked[0]))]
      : []),
  ];
  const body = {
    resourceSpans: [
      {
        resource: { attributes: toAttributes({ "service.name": trace.workflow }) },
        scopeSpans: [{ scope: { name: "e2e" }, spans }],
      },
    ],
  };
  return { body, traceId, judgmentIds: asked.map(({ id }) => `${traceId}-${id}`) };
}

function workflowAttributes({ workflow, subject }: SentTrace): Attributes {
  return {
    "casebook.kind": "workflow",
    "casebook.name": workflow,
    ...(subject && { "casebook.subject.type": subject.type, "casebook.subject.id": subject.id }),
  };
}

function judgmentAttributes({ point, input, output, choices, confidence }: SentJudgment): Attributes {
  return {
    "casebook.kind": "judgment",
    "casebook.name": point,
    "casebook.input": JSON.stringify(input),
    "casebook.output": JSON.stringify(output),
    "gen_ai.request.model": "e2e-small",
    ...(choices && { "casebook.judgment.choices": JSON.stringify(choices) }),
    ...(confidence !== undefined && { "casebook.judgment.confidence": confidence }),
  };
}

function branchAttributes(
  { name, arm, condition, value }: NonNullable<SentTrace["branch"]>,
  { id, judgment }: { id: string; judgment: SentJudgment },
): Attributes {
  const link = { spanId: id, via: "value", field: "output" };
  const path = [
    { text: condition, kind: "if", value, operands: [{ text: "type", value: judgment.output, judgments: [link] }] },
  ];
  return {
    "casebook.kind": "branch",
    "casebook.name": name,
    "casebook.branch.arm": arm,
    "casebook.branch.path": JSON.stringify(path),
    "casebook.branch.outcome": JSON.stringify(arm),
  };
}

function capturedAttributes({ name, arm }: NonNullable<SentTrace["captured"]>): Attributes {
  const rows = {
    v: 1,
    frames: [[0, 0, -1, -1]],
    rows: [
      [0, 0, "refund"],
      [0, 1, true],
    ],
  };
  return {
    "casebook.kind": "branch",
    "casebook.name": name,
    "casebook.branch.arm": arm,
    "casebook.branch.rows": JSON.stringify(rows),
    "casebook.sites": "ab".repeat(32),
  };
}

function toAttributes(values: Attributes) {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { doubleValue: value } : { stringValue: value },
  }));
}
