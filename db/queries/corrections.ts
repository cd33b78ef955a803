import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { judgmentId } from "../../lib/contract/judgment";
import type { CorrectionItem } from "../../lib/contract/replay";
import { effectiveShape } from "../../lib/decisions/points";
import { currentLabel } from "../../lib/labels/current-label";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";
import type { Judgment } from "../sqlite/tables";
import { requireJudgmentChain } from "./judgment-chain";
import { listAuthoredLabels } from "./labels";

export type CorrectionFilter = {
  project: string;
  workflow?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 200. */
  limit: number;
  /** Whether corrections whose case is of the holdout split are told as well. */
  seesHoldout: boolean;
};

/** Judgments whose standing label names another answer, newest first; keyset-paginated by start and arrival. */
export async function listCorrections(
  db: Db,
  { project, workflow, cursor, limit, seesHoldout }: CorrectionFilter,
): Promise<{ items: CorrectionItem[]; nextCursor: string | null }> {
  const { judgments } = db.tables;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ["whole", "whole"]);
  const rows = await db.orm
    .select()
    .from(judgments)
    .where(
      and(
        eq(judgments.project, project),
        eq(judgments.labelState, "incorrect"),
        isNull(judgments.supersededBy),
        workflow === undefined ? undefined : eq(judgments.workflow, workflow),
        after && sql`(${judgments.startUs}, ${judgments.seq}) < (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hidden = seesHoldout ? new Set<string>() : await listHoldout(db, project, page);
  const answerPaths = await listAnswerPaths(db, project, page);
  const shown = page.filter((row) => !hidden.has(judgmentId(row)));
  const items = await Promise.all(shown.map((row) => toCorrection(db, row, answerPaths.get(row.pointId) ?? null)));
  return {
    items: items.filter((item) => item !== undefined),
    nextCursor: rows.length > limit && last ? encodeCursor([last.startUs, last.seq]) : null,
  };
}

async function toCorrection(db: Db, row: Judgment, answerPath: string | null): Promise<CorrectionItem | undefined> {
  const { project, traceId, spanId, ordinal, point, workflow, version, subjectId, subjectType, output } = row;
  const { keys } = await requireJudgmentChain(db, { project, id: judgmentId(row) });
  const standing = currentLabel(await listAuthoredLabels(db, { project, keys }));
  if (standing?.verdict !== "incorrect" || standing.expected === null) return undefined;
  return {
    labelId: standing.source.id,
    judgmentId: judgmentId(row),
    traceId,
    spanId,
    ordinal,
    point,
    workflow,
    version,
    subject: subjectId === null ? null : { type: subjectType ?? "", id: subjectId },
    output,
    expected: standing.expected,
    answerPath,
    author: standing.author,
    at: standing.at,
  };
}

/** Ids of those judgments whose case is of the holdout split. */
async function listHoldout(db: Db, project: string, rows: Judgment[]): Promise<Set<string>> {
  const { cases } = db.tables;
  const found = await db.orm
    .select({ traceId: cases.traceId, spanId: cases.spanId, ordinal: cases.ordinal })
    .from(cases)
    .where(
      and(
        eq(cases.project, project),
        eq(cases.split, "holdout"),
        inArray(cases.traceId, [...new Set(rows.map((row) => row.traceId))]),
      ),
    );
  return new Set(found.map(judgmentId));
}

async function listAnswerPaths(db: Db, project: string, rows: Judgment[]): Promise<Map<string, string | null>> {
  const { points } = db.tables;
  const found = await db.orm
    .select()
    .from(points)
    .where(and(eq(points.project, project), inArray(points.id, [...new Set(rows.map((row) => row.pointId))])));
  return new Map(
    found.map(({ id, learned, settings }) => {
      const { task, answerPath } = effectiveShape(learned, settings);
      return [id, task === "classify" || task === "detect" || task === "score" ? answerPath : null];
    }),
  );
}
