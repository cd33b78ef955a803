import { and, eq, inArray } from "drizzle-orm";
import type { Condition } from "../../lib/contract/branch";
import type { Json } from "../../lib/contract/json";
import type { JudgmentDetail, JudgmentPayload } from "../../lib/contract/judgment";
import type { Db } from "../database";
import type { Branch, Judgment } from "../sqlite/tables";
import { requireJudgment, toJudgmentItem } from "./judgments";

/** A branch that read a judgment, with those of its conditions that did. */
export type ReadingBranch = {
  spanId: string;
  name: string;
  arm: string | null;
  outcome: Json | null;
  file: string | null;
  line: number | null;
  functionName: string | null;
  conditions: Condition[];
};

/**
 * One judgment with its payload and the conditions that read it; the id of a superseded one leads to its successor.
 * @throws CasebookError `not_found:judgment`
 */
export async function getJudgmentDetail(
  db: Db,
  key: { project: string; id: string },
): Promise<JudgmentDetail & { readBy: ReadingBranch[] }> {
  const row = await requireJudgment(db, key);
  const [payload, branches] = await Promise.all([getPayload(db, row), listReadingBranches(db, row)]);
  const conditions = branches.flatMap(({ spanId, conditions }) =>
    conditions.map((condition) => ({ ...condition, branchSpanId: spanId })),
  );
  return { ...toJudgmentItem(row), payload, conditions, readBy: branches };
}

/** Outcomes of branches by `{traceId}-{spanId}`; those that recorded none are left out. */
export async function listOutcomes(
  db: Db,
  { project, keys }: { project: string; keys: { traceId: string; spanId: string }[] },
): Promise<Map<string, Json>> {
  if (keys.length === 0) return new Map();
  const { branches } = db.tables;
  const rows = await db.orm
    .select({ traceId: branches.traceId, spanId: branches.spanId, outcome: branches.outcome })
    .from(branches)
    .where(
      and(
        eq(branches.project, project),
        inArray(branches.traceId, [...new Set(keys.map(({ traceId }) => traceId))]),
        inArray(branches.spanId, [...new Set(keys.map(({ spanId }) => spanId))]),
      ),
    );
  return new Map(
    rows.flatMap(({ traceId, spanId, outcome }) => (outcome === null ? [] : [[`${traceId}-${spanId}`, outcome]])),
  );
}

async function listReadingBranches(db: Db, judgment: Judgment): Promise<ReadingBranch[]> {
  if (judgment.branches.length === 0) return [];
  const { branches } = db.tables;
  const order = judgment.branches.map(({ spanId }) => spanId);
  const rows = await db.orm
    .select()
    .from(branches)
    .where(
      and(
        eq(branches.project, judgment.project),
        eq(branches.traceId, judgment.traceId),
        inArray(branches.spanId, order),
      ),
    );
  return rows
    .sort((one, other) => order.indexOf(one.spanId) - order.indexOf(other.spanId))
    .map((branch) => toReadingBranch(branch, judgment.spanId));
}

function toReadingBranch(branch: Branch, spanId: string): ReadingBranch {
  const { name, arm, outcome, file, line, functionName } = branch;
  const conditions = branch.conditions.filter(({ operands }) =>
    // What is only written under a judgment (`control`) has not read it.
    operands.some(({ judgments }) => judgments?.some((link) => link.spanId === spanId && link.via !== "control")),
  );
  return { spanId: branch.spanId, name, arm, outcome, file, line, functionName, conditions };
}

async function getPayload(db: Db, judgment: Judgment): Promise<JudgmentPayload> {
  const { judgmentPayloads } = db.tables;
  const [row] = await db.orm.select().from(judgmentPayloads).where(eq(judgmentPayloads.judgmentSeq, judgment.seq));
  return {
    input: row?.input ?? null,
    messages: row?.messages ?? null,
    rawOutput: row?.rawOutput ?? null,
    rationale: row?.rationale ?? null,
    error: row?.error ?? null,
    cut: row?.cut ?? [],
  };
}
