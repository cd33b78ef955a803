import { canonicalJson } from "../../../lib/contract/canonical-json";
import type { Json } from "../../../lib/contract/json";
import { outputText } from "../../../lib/contract/output-text";
import type { PointShape } from "../../../lib/contract/point";
import { projectAnswer } from "../../../lib/decisions/points";
import type { DerivedJudgment } from "../../../lib/decisions/types";
import { formatValue } from "../../../lib/format";
import type { tables } from "../../sqlite/tables";
import { startAndEndOf } from "./moment";

export type JudgmentRow = typeof tables.judgments.$inferInsert;
export type PayloadRow = typeof tables.judgmentPayloads.$inferInsert;

/** A judgment with the point it was made at and the shape that point has. */
export type PlacedJudgment = { judgment: DerivedJudgment; pointId: string; shape: PointShape };

const maxPreview = 280;
const maxIndexedText = 64 * 1024;

/** What the point's shape makes of a raw answer: the columns that change when the shape does. */
export function answerColumns(
  shape: PointShape,
  { stated, rawOutput }: { stated: PayloadRow["stated"]; rawOutput: Json },
): Pick<JudgmentRow, "task" | "output" | "outputText" | "choices" | "confidence" | "scores"> {
  const { task, output, choices, confidence, scores } = projectAnswer(shape, stated, rawOutput);
  return { task, output, outputText: output === null ? null : outputText(output), choices, confidence, scores };
}

/** What full-text search finds a judgment by. */
export function searchText(
  { input, rationale }: { input: Json; rationale: string | null | undefined },
  { output, subjectId }: { output?: Json | null; subjectId?: string | null },
): string {
  const texts = [asText(input), asText(output ?? null), rationale ?? "", subjectId ?? ""];
  return texts.join("\n").slice(0, maxIndexedText);
}

/** A judgment's row for lists; the label columns are left to people. */
export function toJudgmentRow(project: string, { judgment, pointId, shape }: PlacedJudgment): JudgmentRow {
  const { branches, subject, requestedModel, respondedModel } = judgment;
  return {
    project,
    traceId: judgment.traceId,
    spanId: judgment.spanId,
    ordinal: judgment.ordinal,
    pointId,
    workflow: judgment.workflow,
    version: judgment.version,
    commit: judgment.commit,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    point: judgment.point,
    decider: judgment.decider,
    convention: judgment.convention,
    provider: judgment.provider,
    requestedModel,
    respondedModel,
    model: respondedModel ?? requestedModel,
    inputPreview: toPreview(judgment.input),
    ...answerColumns(shape, { stated: toStated(judgment), rawOutput: judgment.rawOutput }),
    status: judgment.status,
    ...startAndEndOf(judgment),
    inputTokens: judgment.inputTokens,
    outputTokens: judgment.outputTokens,
    costUsd: judgment.costUsd,
    branches,
    arm: branches[0]?.arm ?? null,
    supersededBy: null,
  };
}

/** What a judgment's row leaves out. */
export function toPayloadRow(judgmentSeq: number, judgment: DerivedJudgment): PayloadRow {
  const { input, messages, system, rawOutput, tools, outputSchema, rationale, error, cut } = judgment;
  const stated = toStated(judgment);
  return { judgmentSeq, input, messages, system, rawOutput, tools, outputSchema, stated, rationale, error, cut };
}

function toStated({ choices, confidence, scores }: DerivedJudgment): PayloadRow["stated"] {
  return { choices, confidence, scores };
}

function toPreview(input: Json): string {
  const text = readableText(input)
    .slice(0, 4 * maxPreview)
    .replace(/\s+/g, " ")
    .trim();
  return text.length <= maxPreview ? text : text.slice(0, maxPreview).replace(/[\ud800-\udbff]$/, "");
}

/** What a person reads first in a list: the one text among an input's members, else names with their values. */
function readableText(input: Json): string {
  if (typeof input !== "object" || input === null) return asText(input);
  const texts = Object.values(input).filter((member) => typeof member === "string");
  return texts.length === 1 && texts[0] !== undefined ? texts[0] : formatValue(input, 4 * maxPreview);
}

/** Text as it is; of an input with a single text, such as `{ text }`, that text; else canonical JSON. */
function asText(value: Json): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object" && !Array.isArray(value)) {
    const members = Object.values(value);
    if (members.length === 1 && typeof members[0] === "string") return members[0];
  }
  return canonicalJson(value);
}
