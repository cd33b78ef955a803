import { db } from "@/app/db";
import { listOutcomes } from "@/db/queries/judgment-detail";
import { listJudgments } from "@/db/queries/judgments";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import type { JudgmentSort } from "@/lib/contract/vocabulary";
import type { Decision } from "./decision";

const pageSize = 100;

export type DecisionsPage = { rows: Decision[]; nextCursor: string | null; searchedTo: string | null };

/** One page of the table, each judgment with the outcome of the first branch that read it. */
export async function listDecisions({
  project,
  filter,
  ...order
}: {
  project: string;
  filter: JudgmentFilter;
  sort: JudgmentSort;
  cursor?: string | undefined;
}): Promise<DecisionsPage> {
  const { items, nextCursor, searchedTo } = await listJudgments(db(), {
    ...filter,
    ...order,
    project,
    limit: pageSize,
  });
  const outcomes = await listOutcomes(db(), {
    project,
    keys: items.flatMap(({ traceId, branches: [first] }) => (first ? [{ traceId, spanId: first.spanId }] : [])),
  });
  const rows = items.map((item) => ({ ...item, outcome: outcomes.get(`${item.traceId}-${item.branches[0]?.spanId}`) }));
  return { rows, nextCursor, searchedTo };
}
