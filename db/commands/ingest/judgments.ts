import { and, eq } from "drizzle-orm";
import { canonicalJson } from "../../../lib/contract/canonical-json";
import type { Json } from "../../../lib/contract/json";
import { judgmentId } from "../../../lib/contract/judgment";
import { outputText } from "../../../lib/contract/output-text";
import type { PointShape } from "../../../lib/contract/point";
import { projectAnswer } from "../../../lib/decisions/points";
import type { DerivedJudgment, DerivedTrace } from "../../../lib/decisions/types";
import { formatValue } from "../../../lib/format";
import type { Db } from "../../database";
import type { tables } from "../../sqlite/tables";
import type { CommandContext } from "../command";
import { followLabels } from "../labels";
import { isStored } from "./is-stored";
import { startAndEndOf } from "./moment";
import { findSuccessor } from "./successor";

type JudgmentRow = typeof tables.judgments.$inferInsert;
type PayloadRow = typeof tables.judgmentPayloads.$inferInsert;
type Stored = {
  row: typeof tables.judgments.$inferSelect;
  payload: typeof tables.judgmentPayloads.$inferSelect;
};

export type PlacedJudgment = { judgment: DerivedJudgment; pointId: string; shape: PointShape };

const maxPreview = 280;
const maxIndexedText = 64 * 1024;

/** The judgments a trace had before, superseded ones included. */
export async function listStoredJudgments(db: Db, project: string, traceId: string): Promise<Stored[]> {
  const { judgments, judgmentPayloads } = db.tables;
  const rows = await db.orm
    .select({ row: judgments, payload: judgmentPayloads })
    .from(judgments)
    .innerJoin(judgmentPayloads, eq(judgmentPayloads.judgmentSeq, judgments.seq))
    .where(and(eq(judgments.project, project), eq(judgments.traceId, traceId)));
  return rows;
}

type Store = { project: string; placed: PlacedJudgment[]; stored: Stored[] };

/**
 * Writes those of a trace's judgments that are new or changed, with payloads and full text; what people said about
 * them (label columns) stays.
 */
export async function storeJudgments(db: Db, { project, placed, stored }: Store): Promise<void> {
  const known = new Map(stored.map((one) => [keyOf(one.row), one]));
  const changed = placed
    .map((one) => ({ judgment: one.judgment, row: toRow(project, one) }))
    .filter(({ judgment, row }) => {
      const before = known.get(keyOf(row));
      return !isStored(row, before?.row) || !isStored(toPayload(before?.row.seq ?? 0, judgment), before?.payload);
    });
  const rows = changed.map(({ row }) => row);
  const written = await db.insert(db.tables.judgments, rows, {
    onConflict: { key: ["project", "traceId", "spanId", "ordinal"], update: derivedColumns(rows) },
    returning: ["seq", "spanId", "ordinal"],
  });
  const seqs = new Map(written.map((row) => [keyOf(row), row.seq]));
  const withSeq = changed.map(({ judgment, row }) => ({ seq: seqs.get(keyOf(row)) as number, judgment, row }));
  const payloads = withSeq.map(({ seq, judgment }) => toPayload(seq, judgment));
  await db.insert(db.tables.judgmentPayloads, payloads, {
    onConflict: { key: ["judgmentSeq"], update: payloadColumns(payloads) },
  });
  await db.search.index(withSeq.map(({ seq, judgment, row }) => ({ seq, text: searchText(judgment, row) })));
}

type Supersede = { stored: Stored[]; derived: DerivedTrace; publicUrl: string };

/** Marks the stored judgments that the trace no longer yields, each with what took its place; its labels follow. */
export async function supersede(
  db: Db,
  { stored, derived, publicUrl }: Supersede,
  context: CommandContext,
): Promise<void> {
  const { judgments } = db.tables;
  const standing = new Set(derived.judgments.map(keyOf));
  for (const { row } of stored) {
    if (row.supersededBy !== null || standing.has(keyOf(row))) continue;
    const successor = findSuccessor(derived, row);
    // Without a successor the row still leaves the lists; its id then leads nowhere.
    const supersededBy = successor ? judgmentId(successor) : "";
    await db.orm.update(judgments).set({ supersededBy }).where(eq(judgments.seq, row.seq));
    if (!successor || row.labelState === "none") continue;
    await followLabels(db, { project: row.project, judgmentId: supersededBy, publicUrl }, context);
  }
}

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

function toRow(project: string, { judgment, pointId, shape }: PlacedJudgment): JudgmentRow {
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

function toPayload(judgmentSeq: number, judgment: DerivedJudgment): PayloadRow {
  const { input, messages, system, rawOutput, tools, outputSchema, rationale, error, cut } = judgment;
  const stated = toStated(judgment);
  return { judgmentSeq, input, messages, system, rawOutput, tools, outputSchema, stated, rationale, error, cut };
}

function toStated({ choices, confidence, scores }: DerivedJudgment): PayloadRow["stated"] {
  return { choices, confidence, scores };
}

/** Everything ingest derives; not the key and not the label columns. */
function derivedColumns(rows: JudgmentRow[]): (keyof JudgmentRow)[] {
  const key = ["project", "traceId", "spanId", "ordinal"];
  return Object.keys(rows[0] ?? {}).filter((name) => !key.includes(name)) as (keyof JudgmentRow)[];
}

function payloadColumns(rows: PayloadRow[]): (keyof PayloadRow)[] {
  return Object.keys(rows[0] ?? {}).filter((name) => name !== "judgmentSeq") as (keyof PayloadRow)[];
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

const keyOf = ({ spanId, ordinal }: { spanId: string; ordinal: number }) => `${spanId}-${ordinal}`;
