import { and, asc, desc, eq, exists, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import type { PointFigures, PointItem } from "../../lib/contract/point";
import { labelStates } from "../../lib/contract/vocabulary";
import { effectiveShape } from "../../lib/decisions/points";
import type { Db } from "../database";
import type { Point, tables } from "../sqlite/tables";
import { toIsoTime } from "../times";

/** The points of a project with their counts, by workflow and name; without those that nothing is left of. */
export async function listPoints(db: Db, project: string): Promise<PointItem[]> {
  const { points } = db.tables;
  const rows = await db.orm
    .select()
    .from(points)
    .where(and(eq(points.project, project), isLeft(db)))
    .orderBy(asc(points.workflow), asc(points.name));
  return withCounts(db, rows, eq(db.tables.judgments.project, project));
}

export type PointName = { id: string; workflow: string; name: string };

/** The points of a project by workflow and name, without counts: what a filter offers. */
export async function listPointNames(db: Db, project: string): Promise<PointName[]> {
  const { points } = db.tables;
  return db.orm
    .select({ id: points.id, workflow: points.workflow, name: points.name })
    .from(points)
    .where(and(eq(points.project, project), isLeft(db)))
    .orderBy(asc(points.workflow), asc(points.name))
    .limit(1000);
}

/** One point with its counts, or undefined. */
export async function getPoint(
  db: Db,
  { project, pointId }: { project: string; pointId: string },
): Promise<PointItem | undefined> {
  const { points, judgments } = db.tables;
  const rows = await db.orm
    .select()
    .from(points)
    .where(and(eq(points.project, project), eq(points.id, pointId)));
  const of = and(eq(judgments.project, project), eq(judgments.pointId, pointId));
  return (await withCounts(db, rows, of))[0];
}

/**
 * A point whose judgments all went to others, when a parent or log came late, is left out: unless a person gave it
 * settings, or it has a suite.
 */
function isLeft({ tables, orm }: Db): SQL | undefined {
  const { points, judgments, suites } = tables;
  const standing = orm
    .select({ seq: judgments.seq })
    .from(judgments)
    .where(
      and(eq(judgments.project, points.project), eq(judgments.pointId, points.id), isNull(judgments.supersededBy)),
    );
  const suite = orm
    .select({ id: suites.id })
    .from(suites)
    .where(and(eq(suites.project, points.project), eq(suites.pointId, points.id)));
  return or(exists(standing), exists(suite), ne(points.settings, {}));
}

type JudgmentPayload = typeof tables.judgmentPayloads.$inferSelect;

/** Up to this stated confidence a judgment counts as a low-confidence one. */
export const lowConfidence = 0.7;

/** What a point's judgments look like together; superseded ones are left out. @param maxOutputs answers listed */
export async function getPointFigures(
  db: Db,
  { project, pointId, maxOutputs = 12 }: { project: string; pointId: string; maxOutputs?: number },
): Promise<PointFigures> {
  const { judgments } = db.tables;
  const standing = and(eq(judgments.project, project), eq(judgments.pointId, pointId), isNull(judgments.supersededBy));
  const count = sql<number>`count(*)`.mapWith(Number);
  const day = sql<number>`${judgments.startUs} / 86400000000`.mapWith(Number);
  const [outputs, days, [confidence]] = await Promise.all([
    db.orm
      .select({ output: judgments.outputText, count })
      .from(judgments)
      .where(standing)
      .groupBy(judgments.outputText)
      .orderBy(sql`count(*) desc`, asc(judgments.outputText))
      .limit(maxOutputs),
    db.orm.select({ day, count }).from(judgments).where(standing).groupBy(sql`1`).orderBy(sql`1`),
    db.orm
      .select({
        confident: sql<number>`count(${judgments.confidence})`.mapWith(Number),
        unsure: sql<number>`count(case when ${judgments.confidence} <= ${lowConfidence} then 1 end)`.mapWith(Number),
      })
      .from(judgments)
      .where(standing),
  ]);
  return {
    outputs,
    days: days.map((row) => ({ day: new Date(row.day * 86_400_000).toISOString().slice(0, 10), count: row.count })),
    confident: confidence?.confident ?? 0,
    unsure: confidence?.unsure ?? 0,
  };
}

/** One of a point's newest judgments with what the model said before the point's shape was applied. */
export type PointSample = {
  id: string;
  input: string;
  output: Json;
  confidence: number | null;
  rawOutput: Json;
  stated: JudgmentPayload["stated"];
};

/** The newest judgments of a point, for showing what other settings would make of them. */
export async function listPointSamples(
  db: Db,
  { project, pointId, limit = 20 }: { project: string; pointId: string; limit?: number },
): Promise<PointSample[]> {
  const { judgments, judgmentPayloads } = db.tables;
  const rows = await db.orm
    .select({ judgment: judgments, rawOutput: judgmentPayloads.rawOutput, stated: judgmentPayloads.stated })
    .from(judgments)
    .innerJoin(judgmentPayloads, eq(judgmentPayloads.judgmentSeq, judgments.seq))
    .where(and(eq(judgments.project, project), eq(judgments.pointId, pointId), isNull(judgments.supersededBy)))
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(limit);
  return rows.map(({ judgment, rawOutput, stated }) => ({
    id: judgmentId(judgment),
    input: judgment.inputPreview,
    output: judgment.output,
    confidence: judgment.confidence,
    rawOutput,
    stated,
  }));
}

async function withCounts(db: Db, rows: Point[], of: SQL | undefined): Promise<PointItem[]> {
  if (rows.length === 0) return [];
  const { judgments } = db.tables;
  const count = sql<number>`count(*)`.mapWith(Number);
  const standing = and(of, isNull(judgments.supersededBy));
  const [totals, labelled] = await Promise.all([
    db.orm
      .select({ pointId: judgments.pointId, count, lastUs: sql<number>`max(${judgments.startUs})`.mapWith(Number) })
      .from(judgments)
      .where(standing)
      .groupBy(judgments.pointId),
    db.orm
      .select({ pointId: judgments.pointId, state: judgments.labelState, count })
      .from(judgments)
      .where(and(standing, ne(judgments.labelState, "none")))
      .groupBy(judgments.pointId, judgments.labelState),
  ]);
  const totalOf = new Map(totals.map((row) => [row.pointId, row]));
  const labelsOf = Map.groupBy(labelled, (row) => row.pointId);
  return rows.map((row) => {
    const total = totalOf.get(row.id);
    const labels = countLabels(total?.count ?? 0, labelsOf.get(row.id) ?? []);
    return {
      ...effectiveShape(row.learned, row.settings),
      id: row.id,
      workflow: row.workflow,
      name: row.name,
      learned: row.learned,
      settings: row.settings,
      judgments: total?.count ?? 0,
      labels,
      lastSeenAt: total ? toIsoTime(total.lastUs) : null,
    };
  });
}

function countLabels(total: number, rows: { state: string; count: number }[]): PointItem["labels"] {
  const labels = Object.fromEntries(labelStates.map((state) => [state, 0])) as PointItem["labels"];
  for (const { state, count } of rows) labels[state as keyof typeof labels] = count;
  labels.none = total - rows.reduce((sum, row) => sum + row.count, 0);
  return labels;
}
