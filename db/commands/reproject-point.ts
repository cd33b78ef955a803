import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { effectiveShape } from "../../lib/decisions/points";
import type { Db } from "../database";
import type { Command } from "./command";
import { answerColumns, searchText } from "./ingest/judgment-rows";

const chunkSize = 500;

/**
 * Applies a point's changed shape to its past judgments, from the first on. The first chunk is done at once; what
 * remains is remembered on the point, and the writer goes on with `continueReprojection`.
 */
export async function reprojectPoint(db: Db, pointId: string): Promise<void> {
  await reprojectChunk(db, pointId, 0);
}

/** Projects the next chunk of every point that has judgments left. @returns whether any had */
export const continueReprojection: Command<Record<string, never>, { isDone: boolean }> = async (db) => {
  const { points } = db.tables;
  const rows = await db.orm
    .select({ id: points.id, seq: points.projectedSeq })
    .from(points)
    .where(isNotNull(points.projectedSeq));
  for (const { id, seq } of rows) await reprojectChunk(db, id, seq ?? 0);
  return { isDone: rows.length === 0 };
};

async function reprojectChunk(db: Db, pointId: string, afterSeq: number): Promise<void> {
  const { points, judgments, judgmentPayloads } = db.tables;
  const [point] = await db.orm.select().from(points).where(eq(points.id, pointId));
  if (!point) return;
  const shape = effectiveShape(point.learned, point.settings);
  const rows = await db.orm
    .select({
      seq: judgments.seq,
      subjectId: judgments.subjectId,
      input: judgmentPayloads.input,
      rawOutput: judgmentPayloads.rawOutput,
      stated: judgmentPayloads.stated,
      rationale: judgmentPayloads.rationale,
    })
    .from(judgments)
    .innerJoin(judgmentPayloads, eq(judgmentPayloads.judgmentSeq, judgments.seq))
    .where(and(eq(judgments.project, point.project), eq(judgments.pointId, pointId), gt(judgments.seq, afterSeq)))
    .orderBy(asc(judgments.seq))
    .limit(chunkSize);
  for (const { seq, subjectId, input, rawOutput, stated, rationale } of rows) {
    const answer = answerColumns(shape, { stated, rawOutput });
    await db.orm.update(judgments).set(answer).where(eq(judgments.seq, seq));
    await db.search.index([
      { seq, text: searchText({ input, rationale }, { output: answer.output ?? null, subjectId }) },
    ]);
  }
  const lastSeq = rows.length < chunkSize ? null : (rows.at(-1)?.seq ?? null);
  await db.orm.update(points).set({ projectedSeq: lastSeq }).where(eq(points.id, pointId));
}
