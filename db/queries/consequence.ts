import { and, eq } from "drizzle-orm";
import { readReplay, toReplayedAt } from "../../lib/consequence/read-replay";
import { reevaluate } from "../../lib/consequence/reevaluate";
import type { BranchConsequence, Consequence, RecordedRun } from "../../lib/consequence/types";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import type { Db } from "../database";
import type { Branch, Judgment } from "../sqlite/tables";
import { commonEffects, listActions } from "./branch-effects";
import { listOtherRuns, listReadingBranches } from "./branch-runs";
import { requireJudgmentChain } from "./judgment-chain";
import { findReplays } from "./replays";
import { countArms, listSeen, type Seen } from "./seen-before";
import { listTraceJudgments } from "./trace-judgments";

/** Other runs whose effects are compared before they are said to be those of an arm. */
const runsCompared = 3;
const maxLater = 20;

/**
 * What each of several answers would have meant for the branches that read a judgment (design.md §5): recomputed
 * from the record, and counted among judgments that gave that answer. Reads are bounded.
 * @throws CasebookError `not_found:judgment`
 */
export async function explainAnswers(
  db: Db,
  { project, judgmentId: id, answers }: { project: string; judgmentId: string; answers: Json[] },
): Promise<Consequence[]> {
  const { judgment, keys } = await requireJudgmentChain(db, { project, id });
  const replays = await findReplays(db, { project, keys, answers });
  const branches = await listReadingBranches(db, judgment);
  const records = await Promise.all(branches.map((branch) => recordOf(db, judgment, branch)));
  const later = await listLater(db, judgment);
  return Promise.all(
    answers.map(async (expected, index) => {
      const replay = replays[index];
      const seen = await listSeen(db, judgment, expected);
      const consequences = records.map(async (record) => ({
        ...(await explainBranch(db, judgment, record, { expected, seen, records })),
        replayed: replay ? readReplay(replay, record.branch) : null,
      }));
      return {
        expected,
        replay: replay ? toReplayedAt(replay) : null,
        branches: await Promise.all(consequences),
        later,
      };
    }),
  );
}

/**
 * Arm of the first branch that read a judgment, re-evaluated under another answer.
 * @returns null where the record does not say
 */
export async function reevaluateArm(db: Db, judgment: Judgment, expected: Json): Promise<string | null> {
  const branches = await listReadingBranches(db, judgment);
  const [first, ...siblings] = await Promise.all(branches.map((branch) => recordOf(db, judgment, branch)));
  if (!first) return null;
  const correction = await correctionOf(db, judgment, expected);
  const { reevaluated } = reevaluate(first.branch, correction, first.others, siblings);
  return reevaluated.isKnown ? reevaluated.arm : null;
}

type BranchRecord = { branch: Branch; others: RecordedRun[]; effects: string[]; isSpanShared: boolean };

async function recordOf(db: Db, judgment: Judgment, branch: Branch): Promise<BranchRecord> {
  const [others, [effects = []], { isSpanShared }] = await Promise.all([
    listOtherRuns(db, branch),
    listActions(db, branch.project, [branch]),
    correctionOf(db, judgment, null),
  ]);
  return { branch, others, effects, isSpanShared };
}

async function explainBranch(
  db: Db,
  judgment: Judgment,
  { branch, others, effects, isSpanShared }: BranchRecord,
  { expected, seen, records }: { expected: Json; seen: Seen[]; records: BranchRecord[] },
): Promise<Omit<BranchConsequence, "replayed">> {
  const correction = { spanId: judgment.spanId, recorded: judgment.output, expected, isSpanShared };
  const { reevaluated, runs } = reevaluate(branch, correction, others, records);
  if (reevaluated.isKnown) {
    reevaluated.effects = reevaluated.isSameArm
      ? effects
      : await commonEffects(db, branch.project, runs.slice(0, runsCompared));
  }
  const actual = { arm: branch.arm, effects };
  return { spanId: branch.spanId, name: branch.name, actual, reevaluated, seenBefore: countArms(branch, seen) };
}

async function correctionOf(db: Db, judgment: Judgment, expected: Json) {
  const { judgments } = db.tables;
  const onSpan = await db.orm
    .select({ seq: judgments.seq })
    .from(judgments)
    .where(
      and(
        eq(judgments.project, judgment.project),
        eq(judgments.traceId, judgment.traceId),
        eq(judgments.spanId, judgment.spanId),
      ),
    )
    .limit(2);
  return { spanId: judgment.spanId, recorded: judgment.output, expected, isSpanShared: onSpan.length > 1 };
}

/** Judgments the same execution made after this one had answered. */
async function listLater(db: Db, judgment: Judgment): Promise<Consequence["later"]> {
  const rows = await listTraceJudgments(db, judgment);
  const own = rows.find((row) => row.spanId === judgment.spanId)?.workflowSpanId;
  return rows
    .filter((row) => row.spanId !== judgment.spanId && row.workflowSpanId === own && row.startUs >= judgment.endUs)
    .slice(0, maxLater)
    .map((row) => ({ judgmentId: judgmentId(row), point: row.point }));
}
