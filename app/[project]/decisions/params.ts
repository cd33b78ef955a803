import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import type { JudgmentSort } from "@/lib/contract/vocabulary";

/** What the Decisions screen's address holds. */
export type DecisionsParams = { filter: JudgmentFilter; sort: JudgmentSort; peek: string | undefined };

/** Parts of the address that outlive no change of the list. */
type Change = { [Name in keyof JudgmentFilter | "sort" | "peek"]?: string | number | undefined };

/** The query string `search` with some parts changed; undefined or empty takes a part out. */
export function changeParams(search: URLSearchParams | string, change: Change): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === "") params.delete(name);
    else params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
