import { and, eq } from "drizzle-orm";
import { judgmentId } from "../../../lib/contract/judgment";
import type { DerivedTrace } from "../../../lib/decisions/types";
import type { Db } from "../../database";
import type { tables } from "../../sqlite/tables";
import type { CommandContext } from "../command";
import { followLabels } from "../labels";
import { isStored } from "./is-stored";
import {
  type JudgmentRow,
  type PayloadRow,
  type PlacedJudgment,
  searchText,
  toJudgmentRow,
  toPayloadRow,
} from "./judgment-rows";
import { findSuccessor } from "./successor";

type Stored = {
  row: typeof tables.judgments.$inferSelect;
  payload: typeof tables.judgmentPayloads.$inferSelect;
};

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
 * Writes those of some traces' judgments that are new or changed, with payloads and full text; what people said about
 * them (label columns) stays.
 */
export async function storeJudgments(db: Db, { project, placed, stored }: Store): Promise<void> {
  const known = new Map(stored.map((one) => [keyOf(one.row), one]));
  const changed = placed
    .map((one) => ({ judgment: one.judgment, row: toJudgmentRow(project, one) }))
    .filter(({ judgment, row }) => {
      const before = known.get(keyOf(row));
      return !isStored(row, before?.row) || !isStored(toPayloadRow(before?.row.seq ?? 0, judgment), before?.payload);
    });
  const rows = changed.map(({ row }) => row);
  const written = await db.insert(db.tables.judgments, rows, {
    onConflict: { key: ["project", "traceId", "spanId", "ordinal"], update: derivedColumns(rows) },
    returning: ["seq", "traceId", "spanId", "ordinal"],
  });
  const seqs = new Map(written.map((row) => [keyOf(row), row.seq]));
  const withSeq = changed.map(({ judgment, row }) => ({ seq: seqs.get(keyOf(row)) as number, judgment, row }));
  const payloads = withSeq.map(({ seq, judgment }) => toPayloadRow(seq, judgment));
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
    if (row.supersededBy || standing.has(keyOf(row))) continue;
    const successor = findSuccessor(derived, row);
    // Without a successor the row still leaves the lists, and its id leads nowhere until one arrives.
    const supersededBy = successor ? judgmentId(successor) : "";
    if (supersededBy === row.supersededBy) continue;
    await db.orm.update(judgments).set({ supersededBy }).where(eq(judgments.seq, row.seq));
    if (!successor || row.labelState === "none") continue;
    await followLabels(db, { project: row.project, judgmentId: supersededBy, publicUrl }, context);
  }
}

/** Everything ingest derives; not the key and not the label columns. */
function derivedColumns(rows: JudgmentRow[]): (keyof JudgmentRow)[] {
  const key = ["project", "traceId", "spanId", "ordinal"];
  return Object.keys(rows[0] ?? {}).filter((name) => !key.includes(name)) as (keyof JudgmentRow)[];
}

function payloadColumns(rows: PayloadRow[]): (keyof PayloadRow)[] {
  return Object.keys(rows[0] ?? {}).filter((name) => name !== "judgmentSeq") as (keyof PayloadRow)[];
}

type Key = { traceId: string; spanId: string; ordinal: number };
const keyOf = ({ traceId, spanId, ordinal }: Key) => `${traceId}-${spanId}-${ordinal}`;
