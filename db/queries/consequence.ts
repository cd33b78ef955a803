import { and, asc, desc, eq, gte, inArray, isNull, lt, type SQL } from "drizzle-orm";
import { reevaluate } from "../../lib/consequence/reevaluate";
import type { BranchConsequence, Consequence, RecordedRun, SeenBefore } from "../../lib/consequence/types";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import { outputText } from "../../lib/contract/output-text";
import type { Db } from "../database";
import type { Branch, Judgment } from "../sqlite/tables";
import { requireJudgmentChain } from "./judgment-chain";

/** Runs of the branch read on either side of this one in time: neighbours mostly share its version. */
const runsEachSide = 1_000;
const seenBeforeLimit = 500;
const linksPerArm = 3;
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
  const { judgment } = await requireJudgmentChain(db, { project, id });
  const branches = await listReadingBranches(db, judgment);
  const records = await Promise.all(branches.map((branch) => recordOf(db, judgment, branch)));
  const later = await listLater(db, judgment);
  return Promise.all(
    answers.map(async (expected) => {
      const seen = await listSeen(db, judgment, expected);
      const consequences = records.map((record) => explainBranch(db, judgment, record, expected, seen));
      return { expected, branches: await Promise.all(consequences), later };
    }),
  );
}

/**
 * Arm of the first branch that read a judgment, re-evaluated under another answer.
 * @returns null where the record does not say
 */
export async function reevaluateArm(db: Db, judgment: Judgment, expected: Json): Promise<string | null> {
  const [branch] = await listReadingBranches(db, judgment);
  if (!branch) return null;
  const { reevaluated } = reevaluate(
    branch,
    await correctionOf(db, judgment, expected),
    await listOtherRuns(db, branch),
  );
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
  expected: Json,
  seen: Seen[],
): Promise<BranchConsequence> {
  const correction = { spanId: judgment.spanId, recorded: judgment.output, expected, isSpanShared };
  const { reevaluated, runs } = reevaluate(branch, correction, others);
  if (reevaluated.isKnown) {
    reevaluated.effects = reevaluated.isSameArm
      ? effects
      : await commonEffects(db, branch.project, runs.slice(0, linksPerArm));
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

/** Branches of the same trace that read the judgment, in the order they ran. */
async function listReadingBranches(db: Db, judgment: Judgment): Promise<Branch[]> {
  const { branches } = db.tables;
  const rows = await db.orm
    .select()
    .from(branches)
    .where(and(eq(branches.project, judgment.project), eq(branches.traceId, judgment.traceId)));
  const place = new Map(judgment.branches.map((one, index) => [one.spanId, index]));
  return rows
    .filter((row) => place.has(row.spanId))
    .sort((a, b) => (place.get(a.spanId) ?? 0) - (place.get(b.spanId) ?? 0));
}

/** Other runs of the same branch at the same version and commit, newest first. */
async function listOtherRuns(db: Db, branch: Branch): Promise<RecordedRun[]> {
  const { branches } = db.tables;
  const columns = {
    traceId: branches.traceId,
    spanId: branches.spanId,
    arm: branches.arm,
    conditions: branches.conditions,
    version: branches.version,
    commit: branches.commit,
  };
  const side = (range: SQL, order: SQL) =>
    db.orm
      .select(columns)
      .from(branches)
      .where(
        and(
          eq(branches.project, branch.project),
          eq(branches.workflow, branch.workflow),
          eq(branches.name, branch.name),
          range,
        ),
      )
      .orderBy(order)
      .limit(runsEachSide);
  const [after, before] = await Promise.all([
    side(gte(branches.seq, branch.seq), asc(branches.seq)),
    side(lt(branches.seq, branch.seq), desc(branches.seq)),
  ]);
  return [...after.reverse(), ...before].filter(
    (run) =>
      run.version === branch.version &&
      run.commit === branch.commit &&
      (run.traceId !== branch.traceId || run.spanId !== branch.spanId),
  );
}

type RunKey = { traceId: string; spanId: string };

/** Names of the actions of the workflow executions some branch runs belong to, in the order they ran. */
async function listActions(db: Db, project: string, runs: RunKey[]): Promise<string[][]> {
  if (runs.length === 0) return [];
  const { steps } = db.tables;
  const rows = await db.orm
    .select({
      traceId: steps.traceId,
      spanId: steps.spanId,
      workflowSpanId: steps.workflowSpanId,
      kind: steps.kind,
      name: steps.name,
    })
    .from(steps)
    .where(
      and(
        eq(steps.project, project),
        inArray(steps.traceId, [...new Set(runs.map((run) => run.traceId))]),
        inArray(steps.kind, ["action", "branch"]),
      ),
    )
    .orderBy(asc(steps.startUs), asc(steps.startNs));
  return runs.map((run) => {
    const trace = rows.filter((row) => row.traceId === run.traceId);
    const execution = trace.find((row) => row.spanId === run.spanId)?.workflowSpanId;
    return trace.filter((row) => row.kind === "action" && row.workflowSpanId === execution).map((row) => row.name);
  });
}

/** The actions that followed wherever others took that way; null where they differ or nobody did. */
async function commonEffects(db: Db, project: string, runs: RunKey[]): Promise<string[] | null> {
  const [first, ...rest] = await listActions(db, project, runs);
  return first && rest.every((names) => names.join("\n") === first.join("\n")) ? first : null;
}

type Seen = Pick<Judgment, "traceId" | "spanId" | "ordinal" | "branches">;

/** The newest judgments of the point, at the same version, that gave an answer; one more than are counted. */
async function listSeen(db: Db, judgment: Judgment, answer: Json): Promise<Seen[]> {
  const { judgments } = db.tables;
  const rows = await db.orm
    .select({
      traceId: judgments.traceId,
      spanId: judgments.spanId,
      ordinal: judgments.ordinal,
      branches: judgments.branches,
      version: judgments.version,
    })
    .from(judgments)
    .where(
      and(
        eq(judgments.project, judgment.project),
        eq(judgments.pointId, judgment.pointId),
        eq(judgments.outputText, outputText(answer)),
        isNull(judgments.supersededBy),
      ),
    )
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(seenBeforeLimit + 1);
  return rows.filter(
    (row) => row.version === judgment.version && (row.traceId !== judgment.traceId || row.spanId !== judgment.spanId),
  );
}

function countArms({ name }: Branch, seen: Seen[]): SeenBefore {
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

/** Judgments the same execution made after this one had answered. */
async function listLater(db: Db, judgment: Judgment): Promise<Consequence["later"]> {
  const { judgments, steps } = db.tables;
  const rows = await db.orm
    .select({
      traceId: judgments.traceId,
      spanId: judgments.spanId,
      ordinal: judgments.ordinal,
      point: judgments.point,
      startUs: judgments.startUs,
      workflowSpanId: steps.workflowSpanId,
    })
    .from(judgments)
    .innerJoin(
      steps,
      and(
        eq(steps.project, judgments.project),
        eq(steps.traceId, judgments.traceId),
        eq(steps.spanId, judgments.spanId),
      ),
    )
    .where(
      and(
        eq(judgments.project, judgment.project),
        eq(judgments.traceId, judgment.traceId),
        isNull(judgments.supersededBy),
      ),
    )
    .orderBy(asc(judgments.startUs), asc(judgments.seq));
  const own = rows.find((row) => row.spanId === judgment.spanId)?.workflowSpanId;
  return rows
    .filter((row) => row.spanId !== judgment.spanId && row.workflowSpanId === own && row.startUs >= judgment.endUs)
    .slice(0, maxLater)
    .map((row) => ({ judgmentId: judgmentId(row), point: row.point }));
}
