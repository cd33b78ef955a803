import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { JudgmentFilter } from "../../lib/contract/judgment-query";
import type { Db } from "../database";

export type ProjectFilter = JudgmentFilter & { project: string };

/**
 * A filter as conditions: `base` is what one index answers in time order, `rest` what must be checked row by row.
 * While `rest` is empty a page costs the same however large the table is. `pointId` is the one point it leads to.
 */
export type FilterPlan = { base: SQL[]; rest: SQL[]; hasWords: boolean; pointId: string | undefined };

/**
 * What the rows are found by: an index in time order, a point's confidence index, or their arrival number (which
 * the text index gives, too). The planner would often walk another index and sort; columns it must not choose by
 * are wrapped so that it cannot.
 */
type FoundBy = "time" | "confidence" | "seq";

/** Turns a filter into conditions and chooses the index that leads: subject, output, arm, label, model, else arrival. */
export async function planFilter(db: Db, filter: ProjectFilter, by: FoundBy = "time"): Promise<FilterPlan> {
  const { judgments } = db.tables;
  const points = await resolvePoints(db, filter);
  const hasWords = filter.q !== undefined && /[\p{L}\p{N}]/u.test(filter.q);
  const foundBy = hasWords ? "seq" : by;
  const parts = toParts(db, filter, { points, foundBy });
  const lead = leadOf(parts, { foundBy, isOnePoint: points?.length === 1 });
  const point =
    points && (lead.includes("point") ? inArray(judgments.pointId, points) : isOneOf(judgments.pointId, points));
  const isInProject =
    foundBy === "seq" ? isOneOf(judgments.project, [filter.project]) : eq(judgments.project, filter.project);
  const all = { ...parts, point };
  const rest = (Object.keys(all) as PartName[]).filter((name) => !lead.includes(name)).map((name) => all[name]);
  return {
    base: [isInProject, ...lead.map((name) => all[name]), ...toRange(db, filter)].filter(isGiven),
    rest: rest.filter(isGiven),
    hasWords,
    pointId: points?.length === 1 ? points[0] : undefined,
  };
}

/** The parts that one index answers. */
function leadOf(parts: Parts, { foundBy, isOnePoint }: { foundBy: FoundBy; isOnePoint: boolean }): PartName[] {
  if (foundBy === "seq") return [];
  if (foundBy === "confidence") return ["point", "confidenceMin", "confidenceMax"];
  return indexes(isOnePoint).find((names) => names.every((name) => parts[name])) ?? [];
}

/** Equality that no index is chosen for. */
function isOneOf(column: SQLiteColumn, values: string[]): SQL {
  return inArray(sql`coalesce(${column}, '')`, values);
}

type PartName =
  | "point"
  | "workflow"
  | "output"
  | "arm"
  | "label"
  | "unlabelled"
  | "model"
  | "subject"
  | "version"
  | "task"
  | "confidenceMin"
  | "confidenceMax"
  | "words";

/** The parts each index of db/schema/judgments.ts answers, best first. */
const indexes = (isOnePoint: boolean): PartName[][] => [
  ["subject"],
  ...(isOnePoint
    ? ([
        ["point", "output"],
        ["point", "arm"],
      ] satisfies PartName[][])
    : []),
  ["label"],
  ["model"],
];

type Parts = Partial<Record<PartName, SQL | undefined>>;

function toParts(
  db: Db,
  filter: ProjectFilter,
  { points, foundBy }: { points: string[] | undefined; foundBy: FoundBy },
): Parts {
  const { judgments } = db.tables;
  const confidence = foundBy === "confidence" ? sql`${judgments.confidence}` : sql`+${judgments.confidence}`;
  const { output, arm, label, model, workflow, version, task, confidenceMin, confidenceMax, subject, q } = filter;
  return {
    point: points && inArray(judgments.pointId, points),
    output: output === undefined ? undefined : eq(judgments.outputText, output.slice(0, 200)),
    arm: arm === undefined ? undefined : eq(judgments.arm, arm),
    // The partial index serves only a query that repeats its condition word for word.
    label:
      label === undefined || label === "none"
        ? undefined
        : and(eq(judgments.labelState, label), sql`${judgments.labelState} <> 'none'`),
    unlabelled: label === "none" ? eq(judgments.labelState, "none") : undefined,
    model: model === undefined ? undefined : eq(judgments.model, model),
    workflow: workflow === undefined ? undefined : eq(judgments.workflow, workflow),
    version: version === undefined ? undefined : eq(judgments.version, version),
    task: task === undefined ? undefined : eq(judgments.task, task),
    confidenceMin: confidenceMin === undefined ? undefined : sql`${confidence} >= ${confidenceMin}`,
    confidenceMax: confidenceMax === undefined ? undefined : sql`${confidence} <= ${confidenceMax}`,
    subject: subject === undefined ? undefined : isSubject(db, subject),
    words: q !== undefined && /[\p{L}\p{N}]/u.test(q) ? db.search.matches(q) : undefined,
  };
}

/** Ids of the points a filter names, so that the indexes by point can answer; undefined where it names none. */
async function resolvePoints(
  db: Db,
  { project, point, pointId, workflow }: ProjectFilter,
): Promise<string[] | undefined> {
  if (pointId !== undefined) return [pointId];
  if (point === undefined) return undefined;
  const { points } = db.tables;
  const rows = await db.orm
    .select({ id: points.id })
    .from(points)
    .where(
      and(
        eq(points.project, project),
        eq(points.name, point),
        workflow === undefined ? undefined : eq(points.workflow, workflow),
      ),
    );
  return rows.map(({ id }) => id);
}

function isSubject(db: Db, subject: string): SQL | undefined {
  const { judgments } = db.tables;
  const colon = subject.indexOf(":");
  if (colon < 1) return eq(judgments.subjectId, subject);
  return or(
    eq(judgments.subjectId, subject),
    and(eq(judgments.subjectId, subject.slice(colon + 1)), eq(judgments.subjectType, subject.slice(0, colon))),
  );
}

function toRange(db: Db, { from, to }: ProjectFilter): (SQL | undefined)[] {
  const { startUs } = db.tables.judgments;
  return [
    from === undefined ? undefined : sql`${startUs} >= ${Date.parse(from) * 1000}`,
    to === undefined ? undefined : sql`${startUs} < ${Date.parse(to) * 1000}`,
  ];
}

const isGiven = (condition: SQL | undefined): condition is SQL => condition !== undefined;
