import { and, eq, isNotNull } from "drizzle-orm";
import { judgmentId, parseJudgmentId } from "../../lib/contract/judgment";
import { CasebookError } from "../../lib/errors";
import type { Db } from "../database";
import type { Judgment } from "../sqlite/tables";

export type JudgmentKey = Pick<Judgment, "traceId" | "spanId" | "ordinal">;

/** A judgment that stands, and the keys under which people may have labelled it: its own and those it superseded. */
export type JudgmentChain = { judgment: Judgment; keys: JudgmentKey[] };

const maxHops = 20;

/**
 * Finds a judgment by id; a superseded one leads to its successor, whose labels include those given to it before.
 * @throws CasebookError `not_found:judgment`, also for one that left its trace without a successor
 */
export async function requireJudgmentChain(
  db: Db,
  { project, id }: { project: string; id: string },
): Promise<JudgmentChain> {
  let judgment = await getJudgment(db, { project, id });
  for (let hop = 0; judgment?.supersededBy && hop < maxHops; hop++) {
    const successor = await getJudgment(db, { project, id: judgment.supersededBy });
    if (!successor) break;
    judgment = successor;
  }
  if (!judgment) throw new CasebookError("not_found:judgment", "There is no such judgment in this project.");
  if (judgment.supersededBy !== null) throw gone();
  return { judgment, keys: await listKeys(db, project, judgment) };
}

function gone(): CasebookError {
  const message =
    "This is no longer a judgment: what arrived later of its trace says otherwise. Labels given to it are kept.";
  return new CasebookError("not_found:judgment", message);
}

/** One judgment of a project exactly as its id says, superseded or not; undefined when there is none. */
export async function getJudgment(
  db: Db,
  { project, id }: { project: string; id: string },
): Promise<Judgment | undefined> {
  const key = parseJudgmentId(id);
  if (!key) return undefined;
  const { judgments } = db.tables;
  const [row] = await db.orm
    .select()
    .from(judgments)
    .where(
      and(
        eq(judgments.project, project),
        eq(judgments.traceId, key.traceId),
        eq(judgments.spanId, key.spanId),
        eq(judgments.ordinal, key.ordinal),
      ),
    );
  return row;
}

async function listKeys(db: Db, project: string, judgment: Judgment): Promise<JudgmentKey[]> {
  const { judgments } = db.tables;
  const superseded = await db.orm
    .select({
      traceId: judgments.traceId,
      spanId: judgments.spanId,
      ordinal: judgments.ordinal,
      supersededBy: judgments.supersededBy,
    })
    .from(judgments)
    .where(
      and(eq(judgments.project, project), eq(judgments.traceId, judgment.traceId), isNotNull(judgments.supersededBy)),
    );
  const keys: JudgmentKey[] = [pickKey(judgment)];
  for (const key of keys) {
    const id = judgmentId(key);
    keys.push(...superseded.filter((one) => one.supersededBy === id).map(pickKey));
    if (keys.length > maxHops) break;
  }
  return keys;
}

const pickKey = ({ traceId, spanId, ordinal }: JudgmentKey): JudgmentKey => ({ traceId, spanId, ordinal });
