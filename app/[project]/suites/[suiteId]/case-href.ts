import type { CaseItem } from "@/lib/contract/case";

/** Where a case's decision is on the Timeline: a judgment's id is its trace's, a dash and its step. */
export function caseHref(project: string, { source }: CaseItem): string {
  return `/${project}/traces/${source.traceId}?step=${source.judgmentId.slice(source.traceId.length + 1)}`;
}
