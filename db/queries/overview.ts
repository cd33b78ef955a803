import { and, desc, eq, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { JudgmentItem } from "../../lib/contract/judgment";
import { judgmentId } from "../../lib/contract/judgment";
import { type LabelState, labelStates } from "../../lib/contract/vocabulary";
import type { Db } from "../database";
import { toIsoTime } from "../times";
import { toJudgmentItem } from "./judgments";
import { lowConfidence } from "./points";

/** Figures are taken over this many of a project's newest judgments, and at most this many days. */
const sample = 100_000;
export const overviewDays = 42;
const dayUs = 86_400_000_000;

/** What Overview says about one point. All counts are over the same span of time. */
export type PointOverview = {
  id: string;
  workflow: string;
  name: string;
  judgments: number;
  /** Judgments per UTC day, `overviewDays` of them, today last. */
  days: number[];
  labels: Record<LabelState, number>;
  /** Judgments that stated a confidence; those up to `lowConfidence`; those of them without a label. */
  confident: number;
  low: number;
  lowUnlabelled: number;
  failed: number;
  arms: { arm: string; count: number }[];
  lastSeenAt: string;
};

export type Overview = {
  points: PointOverview[];
  /** Start of the time the figures cover, ISO 8601, and whether older judgments were left out by number. */
  since: string;
  isSampled: boolean;
};

/** Figures of every point that was seen lately, busiest first. Costs the same at any size. */
export async function getOverview(db: Db, { project, nowUs }: { project: string; nowUs: number }): Promise<Overview> {
  const { judgments } = db.tables;
  const today = Math.floor(nowUs / dayUs);
  const firstUs = (today - overviewDays + 1) * dayUs;
  const edgeUs = await findSampleEdge(db, project);
  const sinceUs = Math.max(firstUs, edgeUs ?? 0);
  const recent = and(eq(judgments.project, project), gte(judgments.startUs, sinceUs), isNull(judgments.supersededBy));
  const [rows, arms] = await Promise.all([listFigures(db, recent), listArms(db, recent)]);
  const points = new Map<string, PointOverview>();
  for (const row of rows) addFigures(points, row, today);
  for (const { pointId, arm, count } of arms) if (arm !== null) points.get(pointId)?.arms.push({ arm, count });
  return {
    points: [...points.values()].sort((one, other) => other.judgments - one.judgments),
    since: toIsoTime(sinceUs),
    isSampled: edgeUs !== undefined && edgeUs > firstUs,
  };
}

async function findSampleEdge(db: Db, project: string): Promise<number | undefined> {
  const { judgments } = db.tables;
  const [row] = await db.orm
    .select({ startUs: judgments.startUs })
    .from(judgments)
    .where(eq(judgments.project, project))
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(1)
    .offset(sample - 1);
  return row?.startUs;
}

const number = (fragment: SQL) => sql<number>`${fragment}`.mapWith(Number);

function listFigures(db: Db, where: SQL | undefined) {
  const { judgments } = db.tables;
  const isLow = sql`${judgments.confidence} <= ${lowConfidence}`;
  return db.orm
    .select({
      id: judgments.pointId,
      workflow: judgments.workflow,
      name: judgments.point,
      day: number(sql`${judgments.startUs} / ${sql.raw(String(dayUs))}`),
      labelState: judgments.labelState,
      count: number(sql`count(*)`),
      confident: number(sql`count(${judgments.confidence})`),
      low: number(sql`count(case when ${isLow} then 1 end)`),
      failed: number(sql`count(case when ${judgments.status} = 'error' then 1 end)`),
      lastUs: number(sql`max(${judgments.startUs})`),
    })
    .from(judgments)
    .where(where)
    .groupBy(judgments.pointId, judgments.workflow, judgments.point, sql`4`, judgments.labelState);
}

function listArms(db: Db, where: SQL | undefined) {
  const { judgments } = db.tables;
  return db.orm
    .select({ pointId: judgments.pointId, arm: judgments.arm, count: number(sql`count(*)`) })
    .from(judgments)
    .where(where)
    .groupBy(judgments.pointId, judgments.arm)
    .orderBy(desc(sql`count(*)`));
}

type Figures = Awaited<ReturnType<typeof listFigures>>[number];

function addFigures(points: Map<string, PointOverview>, row: Figures, today: number): void {
  const point = points.get(row.id) ?? emptyOverview(row);
  points.set(row.id, point);
  const day = overviewDays - 1 - (today - row.day);
  point.days[day] = (point.days[day] ?? 0) + row.count;
  point.judgments += row.count;
  point.labels[row.labelState] += row.count;
  point.confident += row.confident;
  point.low += row.low;
  if (row.labelState === "none") point.lowUnlabelled += row.low;
  point.failed += row.failed;
  const lastSeenAt = toIsoTime(row.lastUs);
  if (lastSeenAt > point.lastSeenAt) point.lastSeenAt = lastSeenAt;
}

function emptyOverview({ id, workflow, name }: Figures): PointOverview {
  const labels = Object.fromEntries(labelStates.map((state) => [state, 0])) as Record<LabelState, number>;
  const days = new Array<number>(overviewDays).fill(0);
  return {
    id,
    workflow,
    name,
    judgments: 0,
    days,
    labels,
    confident: 0,
    low: 0,
    lowUnlabelled: 0,
    failed: 0,
    arms: [],
    lastSeenAt: "",
  };
}

/** The judgments people corrected last and nobody has taken back, newest correction first. */
export async function listNewestCorrections(
  db: Db,
  { project, limit }: { project: string; limit: number },
): Promise<JudgmentItem[]> {
  const { labels, judgments } = db.tables;
  const events = await db.orm
    .select({ traceId: labels.traceId, spanId: labels.spanId, ordinal: labels.ordinal })
    .from(labels)
    .where(and(eq(labels.project, project), eq(labels.verdict, "incorrect")))
    .orderBy(desc(labels.seq))
    .limit(limit * 4);
  const keys = [...new Map(events.map((event) => [judgmentId(event), event])).values()];
  if (keys.length === 0) return [];
  const rows = await db.orm
    .select()
    .from(judgments)
    .where(
      and(
        eq(judgments.project, project),
        inArray(judgments.traceId, [...new Set(keys.map(({ traceId }) => traceId))]),
        or(...keys.map(({ spanId, ordinal }) => and(eq(judgments.spanId, spanId), eq(judgments.ordinal, ordinal)))),
        inArray(judgments.labelState, ["incorrect", "disputed"]),
        isNull(judgments.supersededBy),
      ),
    );
  return rows
    .sort((one, other) => (other.labelUs ?? 0) - (one.labelUs ?? 0))
    .slice(0, limit)
    .map(toJudgmentItem);
}

/** What has arrived first in a project: a trace, and the judgment in it where one was recognised. */
export async function getFirstArrival(
  db: Db,
  project: string,
): Promise<{ traceId: string; judgmentId: string | undefined } | undefined> {
  const { traces, judgments } = db.tables;
  const [judgment] = await db.orm
    .select({ traceId: judgments.traceId, spanId: judgments.spanId, ordinal: judgments.ordinal })
    .from(judgments)
    .where(and(eq(judgments.project, project), isNull(judgments.supersededBy)))
    .orderBy(judgments.startUs, judgments.seq)
    .limit(1);
  if (judgment) return { traceId: judgment.traceId, judgmentId: judgmentId(judgment) };
  const [trace] = await db.orm
    .select({ traceId: traces.traceId })
    .from(traces)
    .where(eq(traces.project, project))
    .orderBy(desc(traces.startUs), desc(traces.seq))
    .limit(1);
  return trace && { traceId: trace.traceId, judgmentId: undefined };
}
