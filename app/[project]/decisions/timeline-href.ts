import type { JudgmentItem } from "@/lib/contract/judgment";

/** The Timeline of a judgment's trace, at a step: one given, else the judgment's own. */
export function timelineHref(
  project: string,
  { traceId, id }: Pick<JudgmentItem, "traceId" | "id">,
  step?: string,
): string {
  return `/${project}/traces/${traceId}?step=${step ?? id.slice(traceId.length + 1)}`;
}
