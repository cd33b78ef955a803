import type { Json } from "../contract/json";
import { replayForm } from "../contract/replay-form";
import type { StepKind } from "../contract/vocabulary";
import { wire } from "../contract/wire";
import type { Recognition } from "../conventions";
import { readError } from "../conventions/errors";
import { asList, asObject, asText, firstText, firstValue, parsed, parseJsonText, whole } from "../conventions/values";
import { deriveBranch, type SiteTables } from "./derive-branch";
import type { Workflow } from "./derive-workflow";
import type { TreeNode } from "./trace-tree";
import type { DerivedStep } from "./types";

const inputKeys = [
  "gen_ai.tool.call.arguments",
  "ai.toolCall.args",
  "traceloop.entity.input",
  "input.value",
  "langfuse.observation.input",
  "mlflow.spanInputs",
];
const outputKeys = [
  "gen_ai.tool.call.result",
  "ai.toolCall.result",
  "traceloop.entity.output",
  "output.value",
  "langfuse.observation.output",
  "mlflow.spanOutputs",
];
const kinds: readonly StepKind[] = ["workflow", "branch", "action", "fact"];

/**
 * One span as a step. What concerns judgments (`point` of one, being the detail of one) is told by the caller, who has
 * seen the whole trace.
 */
export function deriveStep(
  node: TreeNode,
  context: {
    workflow: Workflow;
    recognition: Recognition | undefined;
    point: string | undefined;
    isJudgmentDetail: boolean;
    tables: SiteTables;
  },
): DerivedStep {
  const { span } = node;
  const { attributes } = span;
  const { workflow, recognition, point, isJudgmentDetail, tables } = context;
  const kind = point !== undefined ? "judgment" : readKind(attributes[wire.kind], recognition);
  const output = readContent(attributes[wire.output], firstValue(attributes, ...outputKeys));
  const error = readStepError(node, output !== null);
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    workflowSpanId: workflow.spanId || undefined,
    kind,
    name: point ?? readName(span.name, attributes, kind),
    status: error ? "error" : "ok",
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    workflow: workflow.workflow,
    version: workflow.version,
    subject: workflow.subject,
    effect: attributes[wire.actionEffect] === true,
    seq: whole(attributes[wire.seq]) ?? null,
    key: firstText(attributes, wire.key) ?? null,
    input: readContent(attributes[wire.input], firstValue(attributes, ...inputKeys)),
    output,
    error,
    lossy: readLossy(attributes[wire.lossy]),
    replayForm: readReplayForm(attributes[wire.replay]),
    branch: kind === "branch" ? deriveBranch(span, tables) : null,
    isJudgmentDetail,
  };
}

function readKind(stated: Json | undefined, recognition: Recognition | undefined): StepKind {
  const known = kinds.find((kind) => kind === stated);
  return known ?? (recognition?.role === "tool" ? "action" : "span");
}

function readName(spanName: string, attributes: { [key: string]: Json }, kind: StepKind): string {
  const tool = firstText(attributes, "gen_ai.tool.name", "ai.toolCall.name", "tool.name", "tool_name");
  return firstText(attributes, wire.name) ?? (kind === "action" ? tool : undefined) ?? spanName;
}

/** Casebook's own values are always JSON text; unparsable text was cut by the sender and is shown as it came. */
function readContent(own: Json | undefined, others: Json | undefined): Json | null {
  if (typeof own === "string") return parseJsonText(own) ?? own;
  return others === undefined ? null : parsed(others);
}

function readStepError(node: TreeNode, hasOutput: boolean): DerivedStep["error"] {
  const own = node.span.attributes[wire.error];
  const stated = typeof own === "string" ? asObject(parseJsonText(own)) : undefined;
  if (stated) return { name: asText(stated.name) ?? "Error", message: asText(stated.message) ?? "" };
  return readError(node, hasOutput || node.children.length > 0) ?? null;
}

function readReplayForm(value: Json | undefined): DerivedStep["replayForm"] {
  const form = replayForm.safeParse(typeof value === "string" ? parseJsonText(value) : value);
  return form.success ? form.data : null;
}

function readLossy(value: Json | undefined): string[] {
  const list = asList(typeof value === "string" ? (parseJsonText(value) ?? [value]) : value);
  return (list ?? []).map((path) => (typeof path === "string" ? path : JSON.stringify(path)));
}
