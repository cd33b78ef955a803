import { db } from "@/app/db";
import { getJudgmentDetail } from "@/db/queries/judgment-detail";
import { listLabels } from "@/db/queries/labels";

/** One judgment with its payload, the branches that read it, and what people have said about it. */
export async function loadPeek({ project, id }: { project: string; id: string }) {
  const [detail, history] = await Promise.all([
    getJudgmentDetail(db(), { project, id }),
    listLabels(db(), { project, judgmentId: id }),
  ]);
  return { detail, history };
}

export type Peek = Awaited<ReturnType<typeof loadPeek>>;
