import type { BranchRows } from "../../../lib/contract/rows";
import type { BranchLog } from "../capture/branch-record";
import { keptText, Preview } from "../capture/preview";
import type { PreparedBranch } from "./prepared";

/** Recorded rows laid out as the capture keeps its own: numbers flat, values as primitives or as their JSON text. */
type FlatRows = {
  frames: number[];
  frameOf: number[];
  siteOf: number[];
  primitives: unknown[];
  texts: (string | undefined)[];
};

const known = new WeakMap<BranchRows, FlatRows>();

function flatten(rows: BranchRows): FlatRows {
  const flat = known.get(rows) ?? {
    frames: rows.frames.flat(),
    frameOf: rows.rows.map(([frame]) => frame),
    siteOf: rows.rows.map(([, site]) => site),
    primitives: rows.rows.map(([, , value]) => (typeof value === "object" ? undefined : value)),
    texts: rows.rows.map(([, , value]) => (typeof value === "object" ? JSON.stringify(value) : undefined)),
  };
  known.set(rows, flat);
  return flat;
}

/**
 * Whether a branch recorded in memory has just the rows of a recorded one, in the same order: the usual case, told
 * without making data of them. A `false` says nothing yet.
 */
export function hasSameRows(log: BranchLog, sites: string[], recorded: PreparedBranch): boolean {
  const { rows, isCut } = recorded;
  if (!rows || isCut || rows.hash !== (log.hash >>> 0).toString(36) || log.threw !== Boolean(rows.threw)) return false;
  if (log.over.size > 0 || Object.keys(rows.over).length > 0) return false;
  const flat = flatten(rows);
  if (log.values.length !== flat.texts.length || !isSameList(log.frames, flat.frames)) return false;
  if (!isSameList(sites, recorded.sites)) return false;
  for (let row = 0; row < log.values.length; row++) if (!isSameRow(log, flat, row)) return false;
  return true;
}

function isSameRow({ heads, values }: BranchLog, flat: FlatRows, row: number): boolean {
  if (heads[row * 3] !== flat.frameOf[row] || heads[row * 3 + 1] !== flat.siteOf[row]) return false;
  const kept = values[row];
  const text = flat.texts[row];
  if (text !== undefined) return (kept instanceof Preview ? kept.text : keptText(kept)) === text;
  return Object.is(kept, flat.primitives[row]);
}

function isSameList<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
