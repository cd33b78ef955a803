import { type BranchRows, branchRows } from "../contract/rows";

const maxTables = 200;

/** Rows as they arrived, or undefined where they are not what they should be (cut on the way, another form). */
export function readBranchRows(text: string | null): BranchRows | undefined {
  if (text === null) return undefined;
  try {
    return branchRows.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The digests that `casebook.sites` names, in the order that frames count them. */
export function readDigests(sites: string | null): string[] {
  return sites === null ? [] : sites.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxTables);
}
