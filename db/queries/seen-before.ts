import { and, desc, eq, isNull, ne } from "drizzle-orm";
import type { SeenBefore } from "../../lib/consequence/types";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import { outputText } from "../../lib/contract/output-text";
import type { Db } from "../database";
import type { Branch, Judgment } from "../sqlite/tables";

const seenBeforeLimit = 500;
const linksPerArm = 3;

export type Seen = Pick<Judgment, "traceId" | "spanId" | "ordinal" | "branches">;

/** The newest other judgments of the point, at the same version, that gave an answer; one more than are counted. */
export function listSeen(db: Db, judgment: Judgment, answer: Json): Promise<Seen[]> {
  const { judgments } = db.tables;
  return db.orm
    .select({
      traceId: judgments.traceId,
      spanId: judgments.spanId,
      ordinal: judgments.ordinal,
      branches: judgments.branches,
    })
    .from(judgments)
    .where(
      and(
        eq(judgments.project, judgment.project),
        eq(judgments.pointId, judgment.pointId),
        eq(judgments.outputText, outputText(answer)),
        judgment.version === null ? isNull(judgments.version) : eq(judgments.version, judgment.version),
        ne(judgments.seq, judgment.seq),
        isNull(judgments.supersededBy),
      ),
    )
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(seenBeforeLimit + 1);
}

/** Counts the arms one branch took for those judgments, the most frequent first. */
export function countArms({ name }: Branch, seen: Seen[]): SeenBefore {
  const counted = seen.slice(0, seenBeforeLimit).flatMap((row) => {
    const branch = row.branches.find((one) => one.name === name);
    return branch ? [{ arm: branch.arm, judgmentId: judgmentId(row) }] : [];
  });
  const arms = [...Map.groupBy(counted, (one) => one.arm)].map(([arm, runs]) => ({
    arm,
    count: runs.length,
    judgmentIds: runs.slice(0, linksPerArm).map((run) => run.judgmentId),
  }));
  arms.sort((a, b) => b.count - a.count);
  return { total: counted.length, isCapped: seen.length > seenBeforeLimit, arms };
}
