import { and, asc, eq, inArray } from "drizzle-orm";
import type { CaseRecord } from "../../lib/contract/case";
import type { Json } from "../../lib/contract/json";
import type { Db } from "../database";
import type { Judgment } from "../sqlite/tables";
import { listTraceJudgments } from "./trace-judgments";

/**
 * What the code saw in the workflow execution of a judgment: the workflow's input, the answers by point and recorded
 * facts by name. Where a point was asked twice the last answer stands, at the judgment's own point its own.
 */
export async function getCaseRecord(db: Db, judgment: Judgment): Promise<CaseRecord> {
  const steps = await listExecutionSteps(db, judgment);
  const workflow = steps.find((step) => step.kind === "workflow");
  const spanIds = new Set(steps.map((step) => step.spanId));
  const facts: CaseRecord["facts"] = await listBranchFacts(db, judgment, spanIds);
  for (const step of steps) if (step.kind === "fact" && step.output !== null) facts[step.name] = step.output;
  const judgments = await listAnswers(db, judgment, spanIds);
  return { ...(workflow && workflow.input !== null ? { input: workflow.input } : {}), judgments, facts };
}

async function listExecutionSteps(db: Db, judgment: Judgment) {
  const { steps } = db.tables;
  const rows = await db.orm
    .select({
      spanId: steps.spanId,
      workflowSpanId: steps.workflowSpanId,
      kind: steps.kind,
      name: steps.name,
      input: steps.input,
      output: steps.output,
    })
    .from(steps)
    .where(
      and(
        eq(steps.project, judgment.project),
        eq(steps.traceId, judgment.traceId),
        inArray(steps.kind, ["workflow", "judgment", "branch", "fact"]),
      ),
    )
    .orderBy(asc(steps.startUs), asc(steps.startNs));
  const own = rows.find((row) => row.spanId === judgment.spanId)?.workflowSpanId;
  return rows.filter((row) => row.spanId === own || (row.workflowSpanId ?? undefined) === (own ?? undefined));
}

/** Facts that branches were handed and that no judgment stands behind. */
async function listBranchFacts(db: Db, judgment: Judgment, spanIds: Set<string>): Promise<{ [name: string]: Json }> {
  const { branches } = db.tables;
  const rows = await db.orm
    .select({ spanId: branches.spanId, facts: branches.facts })
    .from(branches)
    .where(and(eq(branches.project, judgment.project), eq(branches.traceId, judgment.traceId)))
    .orderBy(asc(branches.seq));
  const facts = rows.filter((row) => spanIds.has(row.spanId)).flatMap((row) => Object.entries(row.facts ?? {}));
  return Object.fromEntries(
    facts.flatMap(([name, fact]) => (fact.judgments && fact.judgments.length > 0 ? [] : [[name, fact.value]])),
  );
}

async function listAnswers(db: Db, judgment: Judgment, spanIds: Set<string>): Promise<CaseRecord["judgments"]> {
  const rows = await listTraceJudgments(db, judgment);
  const others = rows.filter((row) => row.seq !== judgment.seq && spanIds.has(row.spanId));
  const all = [...others, judgment];
  return Object.fromEntries(all.map(({ point, output, confidence }) => [point, { output, confidence }]));
}
