import { db } from "@/app/db";
import { getBranchSource } from "@/db/queries/branch-source";
import { type SourceView, toSourceView } from "@/lib/source/source-view";

type Key = { project: string; traceId: string; spanIds: string[] };

const maxAnswerLength = 1_500_000;

/**
 * Source views of a trace's branches by span id: the first of those asked for that fit into one answer, at least one.
 * Branches made by hand have none.
 */
export async function readSources({ project, traceId, spanIds }: Key): Promise<Record<string, SourceView>> {
  const views: Record<string, SourceView> = {};
  let length = 0;
  for (const spanId of spanIds) {
    const source = await getBranchSource(db(), { project, traceId, spanId });
    if (!source) continue;
    const view = await toSourceView(source);
    length += JSON.stringify(view).length;
    if (Object.keys(views).length > 0 && length > maxAnswerLength) break;
    views[spanId] = view;
  }
  return views;
}
