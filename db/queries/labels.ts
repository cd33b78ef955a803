import { and, asc, eq, or } from "drizzle-orm";
import { judgmentId } from "../../lib/contract/judgment";
import type { LabelEvent } from "../../lib/contract/label";
import type { AuthoredLabel } from "../../lib/labels/current-label";
import type { Db } from "../database";
import type { Label } from "../sqlite/tables";
import { toIsoTime } from "../times";
import { type JudgmentKey, requireJudgmentChain } from "./judgment-chain";

/**
 * The label history of a judgment, oldest first, including what was said about a judgment it superseded.
 * @throws CasebookError `not_found:judgment`
 */
export async function listLabels(
  db: Db,
  { project, judgmentId: id }: { project: string; judgmentId: string },
): Promise<LabelEvent[]> {
  const { keys } = await requireJudgmentChain(db, { project, id });
  return (await listAuthoredLabels(db, { project, keys })).map(withoutAuthorId);
}

/** Labels given under any of `keys`, oldest first, with the identity of their authors. */
export async function listAuthoredLabels(
  db: Db,
  { project, keys }: { project: string; keys: JudgmentKey[] },
): Promise<AuthoredLabel[]> {
  const { labels } = db.tables;
  const rows = await db.orm
    .select()
    .from(labels)
    .where(
      and(
        eq(labels.project, project),
        or(
          ...keys.map((key) =>
            and(eq(labels.traceId, key.traceId), eq(labels.spanId, key.spanId), eq(labels.ordinal, key.ordinal)),
          ),
        ),
      ),
    )
    .orderBy(asc(labels.seq));
  return rows.map(toAuthoredLabel);
}

function toAuthoredLabel(row: Label): AuthoredLabel {
  return {
    id: row.id,
    judgmentId: judgmentId(row),
    verdict: row.verdict,
    expected: row.expected,
    expectedArm: row.expectedArm,
    note: row.note,
    tags: row.tags,
    author: row.author,
    authorId: row.authorId,
    at: toIsoTime(row.atUs),
  };
}

/** A label event as the contract shows it. */
export function withoutAuthorId({ authorId: _, ...event }: AuthoredLabel): LabelEvent {
  return event;
}
