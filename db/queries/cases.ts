import { and, asc, count, countDistinct, desc, eq, gt, inArray, isNotNull, lt, lte, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { CaseItem } from "../../lib/contract/case";
import type { ListedCase } from "../../lib/contract/suite";
import type { CaseState, Split } from "../../lib/contract/vocabulary";
import { decodeCursor, encodeCursor } from "../cursor";
import type { Db } from "../database";

const exportChunk = 200;
const maxConflicts = 50;

type CaseFilter = {
  suiteId: string;
  states: CaseState[];
  splits: Split[];
  cursor?: string | undefined;
  /** 1 to 200. */
  limit: number;
};

/** Cases of a suite, newest first, each with whether another one expects something else of the same input. */
export async function listCases(
  db: Db,
  { suiteId, states, splits, cursor, limit }: CaseFilter,
): Promise<{ items: ListedCase[]; nextCursor: string | null }> {
  const { cases } = db.tables;
  const before = cursor === undefined ? undefined : lt(cases.seq, decodeCursor(cursor, ["whole"])[0]);
  const rows = await db.orm
    .select()
    .from(cases)
    .where(and(eq(cases.suiteId, suiteId), inArray(cases.state, states), inArray(cases.split, splits), before))
    .orderBy(desc(cases.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const conflicting = await listConflictDigests(db, suiteId, [...new Set(page.map((row) => row.inputDigest))]);
  const last = page.at(-1);
  return {
    items: page.map(({ content, state, inputDigest }) => ({
      ...content,
      state,
      isConflict: state === "active" && conflicting.has(inputDigest),
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null,
  };
}

async function listConflictDigests(db: Db, suiteId: string, digests?: string[]): Promise<Set<string>> {
  if (digests?.length === 0) return new Set();
  const { cases } = db.tables;
  const rows = await db.orm
    .select({ inputDigest: cases.inputDigest })
    .from(cases)
    .where(
      and(
        eq(cases.suiteId, suiteId),
        eq(cases.state, "active"),
        digests ? inArray(cases.inputDigest, digests) : undefined,
      ),
    )
    .groupBy(cases.inputDigest)
    .having(gt(countDistinct(cases.expectedText), 1))
    .orderBy(asc(cases.inputDigest))
    .limit(digests?.length ?? maxConflicts);
  return new Set(rows.map((row) => row.inputDigest));
}

/** Groups of cases that expect different answers of the same input, at most fifty. */
export async function listConflicts(
  db: Db,
  { suiteId, splits }: { suiteId: string; splits: Split[] },
): Promise<CaseItem[][]> {
  const digests = await listConflictDigests(db, suiteId);
  if (digests.size === 0) return [];
  const { cases } = db.tables;
  const rows = await db.orm
    .select({ inputDigest: cases.inputDigest, content: cases.content })
    .from(cases)
    .where(
      and(
        eq(cases.suiteId, suiteId),
        eq(cases.state, "active"),
        inArray(cases.split, splits),
        inArray(cases.inputDigest, [...digests]),
      ),
    )
    .orderBy(asc(cases.seq))
    .limit(maxConflicts * 20);
  const groups = Map.groupBy(rows, (row) => row.inputDigest);
  return [...groups.values()].map((group) => group.map((row) => row.content));
}

/**
 * The cases of one version of a suite in the order they were made, in chunks; between chunks other requests get
 * their turn, however fast the reader is.
 */
export async function* streamCases(
  db: Db,
  { suiteId, version, splits }: { suiteId: string; version: number; splits: Split[] },
): AsyncGenerator<CaseItem[]> {
  for (let after = ""; ; ) {
    const rows = await listRevisions(db, { suiteId, version, splits, after });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.content as CaseItem);
    after = last.caseId;
    await new Promise(setImmediate);
  }
}

type Revisions = { suiteId: string; version: number; splits: Split[]; after: string };

async function listRevisions(db: Db, { suiteId, version, splits, after }: Revisions) {
  const { caseRevisions } = db.tables;
  const newer = alias(caseRevisions, "newer");
  const replaced = db.orm
    .select({ one: sql`1` })
    .from(newer)
    .where(
      and(
        eq(newer.suiteId, caseRevisions.suiteId),
        eq(newer.caseId, caseRevisions.caseId),
        gt(newer.version, caseRevisions.version),
        lte(newer.version, version),
      ),
    );
  return db.orm
    .select({ caseId: caseRevisions.caseId, content: caseRevisions.content })
    .from(caseRevisions)
    .where(
      and(
        eq(caseRevisions.suiteId, suiteId),
        gt(caseRevisions.caseId, after),
        lte(caseRevisions.version, version),
        inArray(caseRevisions.split, splits),
        isNotNull(caseRevisions.content),
        notExists(replaced),
      ),
    )
    .orderBy(asc(caseRevisions.caseId))
    .limit(exportChunk);
}

/** How many cases an export of the newest version holds, and how many of them say which arm is right. */
export async function countArms(
  db: Db,
  { suiteId, splits }: { suiteId: string; splits: Split[] },
): Promise<{ cases: number; withArm: number }> {
  const { cases } = db.tables;
  const content = db.dialect === "postgres" ? sql`${cases.content}::json` : cases.content;
  const [row] = await db.orm
    .select({ cases: count(), withArm: sql<number>`count(${content} ->> 'expectedArm')` })
    .from(cases)
    .where(and(eq(cases.suiteId, suiteId), eq(cases.state, "active"), inArray(cases.split, splits)));
  return { cases: Number(row?.cases ?? 0), withArm: Number(row?.withArm ?? 0) };
}
