import { and, isNull, type SQL, sql } from "drizzle-orm";
import { type JudgmentItem, judgmentId } from "../../lib/contract/judgment";
import type { JudgmentPage } from "../../lib/contract/judgment-query";
import type { JudgmentSort } from "../../lib/contract/vocabulary";
import { CasebookError } from "../../lib/errors";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";
import type { Judgment } from "../sqlite/tables";
import { durationMsOf, toIsoTime } from "../times";
import { requireJudgmentChain } from "./judgment-chain";
import { type FilterPlan, type ProjectFilter, planFilter } from "./judgment-filter";

/** Conditions that no index answers are checked on at most this many rows at a time (design.md §7). */
const scanWindow = 200_000;

/** Lists are counted no further than this; one more stands for "and more". */
export const countCap = 10_000;

type ListOptions = ProjectFilter & {
  sort: JudgmentSort;
  cursor?: string | undefined;
  /** 1 to 200. */
  limit: number;
};

/**
 * Judgments that stand, in the order asked. What no index answers is looked for in a window of `window` rows:
 * when it ends before the page is full, `searchedTo` says how far it went and `nextCursor` goes on from there.
 * @throws CasebookError `invalid:sort` for an order by confidence over more than one point, `invalid:cursor`
 */
export async function listJudgments(
  db: Db,
  { sort, cursor, limit, ...filter }: ListOptions,
  window = scanWindow,
): Promise<JudgmentPage> {
  const { judgments } = db.tables;
  const plan = await planFilter(db, filter, sort.startsWith("confidence") ? "confidence" : "time");
  const order = toOrder(db, sort, plan);
  const base = [
    ...plan.base,
    ...order.conditions,
    ...(cursor === undefined
      ? []
      : [after(order, decodeCursor(cursor, [order.isByTime ? "whole" : "number", "whole"]))]),
  ];
  const edge = plan.rest.length === 0 || plan.hasWords ? undefined : await findEdge(db, { base, order, window });
  const rows = await db.orm
    .select()
    .from(judgments)
    .where(and(...base, ...plan.rest, edge && upTo(order, edge), isNull(judgments.supersededBy)))
    .orderBy(...order.by)
    .limit(limit + 1);
  const last = rows[limit - 1];
  const isFull = rows.length > limit && last !== undefined;
  return {
    items: rows.slice(0, limit).map(toJudgmentItem),
    nextCursor: isFull ? encodeCursor(order.keyOf(last)) : edge ? encodeCursor(edge) : null,
    searchedTo: !isFull && edge && order.isByTime ? toIsoTime(Number(edge[0])) : null,
  };
}

/** How many judgments a filter finds, counted to `countCap` + 1 and within the newest `window` rows. */
export async function countJudgments(db: Db, filter: ProjectFilter, window = scanWindow): Promise<number> {
  const plan = await planFilter(db, filter);
  const order = toOrder(db, "newest", plan);
  const isScan = plan.rest.length > 0 && !plan.hasWords;
  const edge = isScan ? await findEdge(db, { base: plan.base, order, window }) : undefined;
  return countRows(db, [...plan.base, ...plan.rest, edge && upTo(order, edge)]);
}

/** Number of the newest arrival so far, in any project: what `countArrivedSince` starts from. */
export async function getNewestArrival(db: Db): Promise<number> {
  const { judgments } = db.tables;
  const [row] = await db.orm.select({ seq: sql<number | null>`max(${judgments.seq})` }).from(judgments);
  return Number(row?.seq ?? 0);
}

/** How many judgments of a filter have arrived after the arrival `seq`, counted to `countCap` + 1. */
export async function countArrivedSince(db: Db, { seq, ...filter }: ProjectFilter & { seq: number }): Promise<number> {
  const plan = await planFilter(db, filter, "seq");
  return countRows(db, [...plan.base, ...plan.rest, sql`${db.tables.judgments.seq} > ${seq}`]);
}

async function countRows(db: Db, conditions: (SQL | undefined)[]): Promise<number> {
  const { judgments } = db.tables;
  const found = db.orm
    .select({ one: sql`1`.as("one") })
    .from(judgments)
    .where(and(...conditions, isNull(judgments.supersededBy)))
    .limit(countCap + 1)
    .as("found");
  const [row] = await db.orm.select({ count: sql<number>`count(*)` }).from(found);
  return Number(row?.count ?? 0);
}

/** The judgment an id leads to: itself, or the one that superseded it. @throws CasebookError `not_found:judgment` */
export async function requireJudgment(db: Db, key: { project: string; id: string }): Promise<Judgment> {
  return (await requireJudgmentChain(db, key)).judgment;
}

type Order = {
  by: SQL[];
  columns: SQL;
  isAscending: boolean;
  isByTime: boolean;
  conditions: SQL[];
  keyOf: (row: Judgment) => [number, number];
};

function toOrder(db: Db, sort: JudgmentSort, { pointId, hasWords }: FilterPlan): Order {
  const { startUs, confidence, seq } = db.tables.judgments;
  const isByTime = sort === "newest" || sort === "oldest";
  const isAscending = sort === "oldest" || sort === "confidence-asc";
  if (!isByTime && pointId === undefined) {
    throw new CasebookError(
      "invalid:sort",
      "Sorting by confidence needs one point: give `pointId`, or `point` with `workflow`.",
      {
        field: "sort",
      },
    );
  }
  const column = isByTime ? startUs : confidence;
  // Words are answered by the text index: the plus keeps the planner from walking a whole time index beside it.
  const [first, second] = hasWords ? [sql`+${column}`, sql`+${seq}`] : [sql`${column}`, sql`${seq}`];
  return {
    by: isAscending ? [sql`${first} asc`, sql`${second} asc`] : [sql`${first} desc`, sql`${second} desc`],
    columns: sql`(${first}, ${second})`,
    isAscending,
    isByTime,
    conditions: isByTime ? [] : [sql`${confidence} is not null`],
    keyOf: (row) => [isByTime ? row.startUs : (row.confidence ?? 0), row.seq],
  };
}

const after = ({ columns, isAscending }: Order, [value, seq]: [number, number]): SQL =>
  isAscending ? sql`${columns} > (${value}, ${seq})` : sql`${columns} < (${value}, ${seq})`;

const upTo = ({ columns, isAscending }: Order, [value, seq]: [number, number]): SQL =>
  isAscending ? sql`${columns} <= (${value}, ${seq})` : sql`${columns} >= (${value}, ${seq})`;

/** The last row of a scan window, or undefined where fewer rows than that are left. */
async function findEdge(
  db: Db,
  { base, order, window }: { base: SQL[]; order: Order; window: number },
): Promise<[number, number] | undefined> {
  const { judgments } = db.tables;
  const rows = await db.orm
    .select({ startUs: judgments.startUs, confidence: judgments.confidence, seq: judgments.seq })
    .from(judgments)
    .where(and(...base))
    .orderBy(...order.by)
    .limit(1)
    .offset(window - 1);
  const row = rows[0];
  return row && [order.isByTime ? row.startUs : (row.confidence ?? 0), row.seq];
}

/** A judgment's row as the contract shows it in lists (design.md §7). */
export function toJudgmentItem(row: Judgment): JudgmentItem {
  return {
    id: judgmentId(row),
    traceId: row.traceId,
    spanId: row.spanId,
    pointId: row.pointId,
    workflow: row.workflow,
    version: row.version,
    subject: row.subjectId === null ? null : { type: row.subjectType ?? "", id: row.subjectId },
    point: row.point,
    task: row.task,
    decider: row.decider,
    model: { provider: row.provider, requested: row.requestedModel, responded: row.respondedModel },
    input: row.inputPreview,
    output: row.output,
    choices: row.choices,
    confidence: row.confidence,
    scores: row.scores,
    status: row.status,
    startedAt: toIsoTime(row.startUs, row.startNs),
    durationMs: durationMsOf(row),
    usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
    costUsd: row.costUsd,
    branches: row.branches,
    label: toCurrentLabel(row),
  };
}

function toCurrentLabel(row: Judgment): JudgmentItem["label"] {
  if (row.labelState === "none") return null;
  return {
    verdict: row.labelState,
    expected: row.labelExpected,
    author: row.labelAuthor ?? "",
    at: toIsoTime(row.labelUs ?? 0),
  };
}
