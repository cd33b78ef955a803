import { and, eq, isNull } from "drizzle-orm";
import { readBranchRows } from "../../lib/branches/read-rows";
import type { StepView } from "../../lib/contract/trace";
import type { Db } from "../database";

type Key = { project: string; traceId: string };

/** What a replay needs of a trace's steps beside what screens show, by span id. */
export type StepRecords = Map<string, Partial<StepView> & { captured?: { rows: string; sites: string[] } }>;

/** Reads match keys, lossy paths, stated confidences and captured rows of all steps of a trace. */
export async function listRecords(db: Db, { project, traceId }: Key): Promise<StepRecords> {
  const { steps, branches, judgments, judgmentPayloads } = db.tables;
  const [stepRows, branchRowsOf, statedRows] = await Promise.all([
    db.orm
      .select({
        spanId: steps.spanId,
        seq: steps.stepSeq,
        key: steps.stepKey,
        lossy: steps.lossy,
        form: steps.replayForm,
      })
      .from(steps)
      .where(and(eq(steps.project, project), eq(steps.traceId, traceId))),
    db.orm
      .select({ spanId: branches.spanId, rows: branches.rows, sites: branches.sites })
      .from(branches)
      .where(and(eq(branches.project, project), eq(branches.traceId, traceId))),
    db.orm
      .select({ spanId: judgments.spanId, stated: judgmentPayloads.stated })
      .from(judgments)
      .innerJoin(judgmentPayloads, eq(judgmentPayloads.judgmentSeq, judgments.seq))
      .where(
        and(
          eq(judgments.project, project),
          eq(judgments.traceId, traceId),
          eq(judgments.ordinal, 0),
          isNull(judgments.supersededBy),
        ),
      ),
  ]);
  const records: StepRecords = new Map();
  for (const { spanId, seq, key, lossy, form } of stepRows) {
    records.set(spanId, {
      ...(seq !== null && { seq }),
      ...(key !== null && { key }),
      ...(lossy.length > 0 && { lossy }),
      ...(form !== null && { replay: form }),
    });
  }
  for (const { spanId, stated } of statedRows) {
    const { confidence, scores } = stated;
    Object.assign(records.get(spanId) ?? {}, { stated: { confidence, scores } });
  }
  for (const { spanId, rows, sites } of branchRowsOf) {
    if (rows === null || sites === null) continue;
    Object.assign(records.get(spanId) ?? {}, { captured: { rows, sites: sites.split(" ") } });
  }
  return records;
}

/** A step with its record added; rows that are not what they should be are left out. */
export function withRecord(step: StepView, records: StepRecords): StepView {
  const { captured, ...record } = records.get(step.spanId) ?? {};
  if (!step.branch || !captured) return { ...step, ...record };
  const rows = readBranchRows(captured.rows);
  return {
    ...step,
    ...record,
    branch: { ...step.branch, ...(rows && { rows, sites: captured.sites }) },
  };
}
