import type { CaseItem } from "@/lib/contract/case";
import { parseJudgmentId } from "@/lib/contract/judgment";

/** Where a case's decision is on the Timeline. */
export function caseHref(project: string, { source }: CaseItem): string {
  const step = parseJudgmentId(source.judgmentId)?.spanId;
  return `/${project}/traces/${source.traceId}${step ? `?step=${step}` : ""}`;
}
