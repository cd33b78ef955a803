import { and, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { canonicalJson } from "../../lib/contract/canonical-json";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import type { ReplayItem } from "../../lib/contract/replay";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";
import type { Replay } from "../sqlite/tables";
import { toIsoTime } from "../times";
import { type JudgmentKey, requireJudgmentChain } from "./judgment-chain";

export type ReplayFilter = {
  project: string;
  judgmentId?: string | undefined;
  labelId?: string | undefined;
  commit?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 200. */
  limit: number;
};

/**
 * Replays that were posted, newest first; a judgment's include those of judgments it superseded.
 * @throws CasebookError `not_found:judgment`
 */
export async function listReplays(
  db: Db,
  { project, judgmentId: id, labelId, commit, cursor, limit }: ReplayFilter,
): Promise<{ items: ReplayItem[]; nextCursor: string | null }> {
  const { replays } = db.tables;
  const conditions: (SQL | undefined)[] = [eq(replays.project, project)];
  if (labelId !== undefined) conditions.push(eq(replays.labelId, labelId));
  if (commit !== undefined) conditions.push(eq(replays.commit, commit));
  if (id !== undefined) conditions.push(isOfJudgment(db, (await requireJudgmentChain(db, { project, id })).keys));
  if (cursor !== undefined) conditions.push(sql`${replays.seq} < ${decodeCursor(cursor, ["whole"])[0]}`);
  const rows = await db.orm
    .select()
    .from(replays)
    .where(and(...conditions))
    .orderBy(desc(replays.seq))
    .limit(limit + 1);
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last ? encodeCursor([last.seq]) : null;
  return { items: rows.slice(0, limit).map(toReplayItem), nextCursor };
}

/** The newest replay of a judgment for each of several answers, in their order; undefined where nobody ran one. */
export async function findReplays(
  db: Db,
  { project, keys, answers }: { project: string; keys: JudgmentKey[]; answers: Json[] },
): Promise<(ReplayItem | undefined)[]> {
  const { replays } = db.tables;
  const rows = await db.orm
    .select()
    .from(replays)
    .where(and(eq(replays.project, project), isOfJudgment(db, keys)))
    .orderBy(desc(replays.atUs), desc(replays.seq))
    .limit(200);
  return answers.map((answer) => {
    const found = rows.find((row) => row.expectedText === canonicalJson(answer));
    return found && toReplayItem(found);
  });
}

function isOfJudgment({ tables }: Db, keys: JudgmentKey[]): SQL | undefined {
  const { replays } = tables;
  return or(
    ...keys.map((key) =>
      and(eq(replays.traceId, key.traceId), eq(replays.spanId, key.spanId), eq(replays.ordinal, key.ordinal)),
    ),
  );
}

/** A row in the contract's shape. */
export function toReplayItem(row: Omit<Replay, "seq">): ReplayItem {
  const { id, traceId, labelId, commit, expected, verdict, reason, path, arm, outcome } = row;
  const { effects, branches, stale, author, atUs } = row;
  const told = { id, judgmentId: judgmentId(row), traceId, labelId, commit, expected, verdict, reason, path, arm };
  return { ...told, outcome, effects, branches, stale, author, at: toIsoTime(atUs) };
}
