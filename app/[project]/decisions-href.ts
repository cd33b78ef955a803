import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { changeParams } from "./decisions/params";

/** The Decisions screen with a filter set, and a peek open where an id is given. */
export function decisionsHref(project: string, filter: JudgmentFilter = {}, peek?: string): string {
  return `/${project}/decisions${changeParams("", { ...filter, peek })}`;
}
