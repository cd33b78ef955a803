import type { Json } from "../../../lib/contract/json";
import type { BranchRows } from "../../../lib/contract/rows";
import type { BranchLog } from "../capture/branch-record";
import { keptText, Preview } from "../capture/preview";
import type { PreparedBranch } from "./prepared";

const texts = new WeakMap<BranchRows, (string | undefined)[]>();

/**
 * Whether a branch recorded in memory has just the rows of a recorded one, in the same order: the usual case, told
 * without making data of them. A `false` says nothing yet.
 */
export function hasSameRows(
  log: BranchLog,
  sites: string[],
  { rows, sites: recordedSites, isCut }: PreparedBranch,
): boolean {
  if (!rows || isCut || sites.length !== recordedSites.length) return false;
  if (!sites.every((site, index) => site === recordedSites[index])) return false;
  const { heads, values, frames, over } = log;
  if (rows.rows.length !== values.length || rows.frames.length * 4 !== frames.length) return false;
  if (over.size !== Object.keys(rows.over).length || log.threw !== Boolean(rows.threw)) return false;
  if (rows.hash !== (log.hash >>> 0).toString(36)) return false;
  for (const [index, frame] of rows.frames.entries()) {
    for (let part = 0; part < 4; part++) if (frame[part] !== frames[index * 4 + part]) return false;
  }
  const known = texts.get(rows) ?? [];
  texts.set(rows, known);
  for (let index = 0; index < values.length; index++) {
    const row = rows.rows[index];
    if (row?.[0] !== heads[index * 3] || row?.[1] !== heads[index * 3 + 1]) return false;
    if (!isSameValue(values[index], row?.[2] as Json, index, known)) return false;
  }
  return true;
}

function isSameValue(kept: unknown, recorded: Json, index: number, known: (string | undefined)[]): boolean {
  if (kept === recorded && kept !== 0) return true;
  if (!(kept instanceof Preview) && typeof kept !== "number" && kept !== undefined) return false;
  known[index] ??= JSON.stringify(recorded);
  return keptText(kept) === known[index];
}
