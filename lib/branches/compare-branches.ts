import type { Json, JsonObject } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import type { SiteKind, SiteTable } from "../contract/sites";
import { type FrameRows, framesByPath } from "./frame-rows";
import type { SourceRange } from "./types";
import { tagOf } from "./values";

/** One run of a branch with what is needed to hold it against another. */
export type BranchRun = {
  rows: BranchRows;
  /** Digests of its site tables, in the order its frames count them. */
  sites: string[];
  /** The tables themselves, where they are at hand: without them places have no text. */
  tables: (SiteTable | undefined)[];
  /** True where the sender left rows out for their size. */
  isCut?: boolean;
};

/** Where two runs first come apart. */
export type BranchDifference = {
  /**
   * `decision`: a test came out otherwise; `value`: the same code saw another value; `path`: other code ran next;
   * `uncounted`: somewhere beyond the rows that were kept.
   */
  kind: "decision" | "value" | "path" | "uncounted";
  functionName: string;
  file: string | undefined;
  at: SourceRange | undefined;
  siteKind: SiteKind | undefined;
  text: string;
  /** The row's value in either run; absent where that run has no such row. */
  recorded?: Json;
  replayed?: Json;
  /** Position of its row among all rows of the run that has it. */
  row: number;
};

export type BranchComparison = {
  /** The same code was run, by the digest of its source and sites. */
  isSameCode: boolean;
  /** Every decision came out alike, whatever values it was made by. */
  isSamePath: boolean;
  /** The first difference of any kind, and the first that turned the path. */
  difference: BranchDifference | undefined;
  turn: BranchDifference | undefined;
};

const same: BranchComparison = { isSameCode: true, isSamePath: true, difference: undefined, turn: undefined };

/**
 * Holds one run of a branch against another. Calls are told apart by the path of calls that led to them, not by their
 * order among all, so that concurrent calls may overtake each other. Where the code is another, only decisions are
 * compared, by function name, kind, text and outcome.
 */
export function compareBranches(recorded: BranchRun, replayed: BranchRun): BranchComparison {
  const isSameCode = recorded.sites.join(" ") === replayed.sites.join(" ");
  if (isSameCode && isSameRun(recorded, replayed)) return same;
  const before = framesByPath(recorded, isSameCode);
  const after = framesByPath(replayed, isSameCode);
  const found: BranchDifference[] = [];
  for (const [path, frame] of before) {
    const other = after.get(path);
    if (other || frame.rows.length > 0) found.push(...compareFrames(frame, other, recorded.isCut ?? false));
  }
  for (const [path, frame] of after) {
    if (before.has(path) || frame.rows.length === 0 || recorded.isCut) continue;
    found.push(...compareFrames(undefined, frame, false));
  }
  found.sort((a, b) => a.row - b.row);
  const turn = found.find(({ kind }) => kind !== "value") ?? uncounted(recorded, replayed, isSameCode);
  return { isSameCode, isSamePath: turn === undefined, difference: found[0] ?? turn, turn };
}

/** The usual case, told without sorting anything: the same calls and rows in the same order. */
function isSameRun(recorded: BranchRun, replayed: BranchRun): boolean {
  const [a, b] = [recorded.rows, replayed.rows];
  if (recorded.isCut || a.frames.length !== b.frames.length || a.rows.length !== b.rows.length) return false;
  if (a.hash !== b.hash || Boolean(a.threw) !== Boolean(b.threw)) return false;
  for (const [index, row] of a.rows.entries()) {
    const other = b.rows[index];
    if (row[0] !== other?.[0] || row[1] !== other[1] || !isSameValue(row[2], other[2])) return false;
  }
  return a.frames.every((frame, index) => frame.every((part, at) => part === b.frames[index]?.[at]));
}

/** The first difference of two calls, and the first that turned the path where that is another. */
function compareFrames(before: FrameRows | undefined, after: FrameRows | undefined, isCut: boolean) {
  const differences: BranchDifference[] = [];
  const length = Math.max(before?.rows.length ?? 0, after?.rows.length ?? 0);
  for (let index = 0; index < length; index++) {
    const one = before?.rows[index];
    const other = after?.rows[index];
    if (!one && isCut) break;
    const kind = differenceOf(one, other);
    if (!kind || (kind === "value" && differences.length > 0)) continue;
    const shown = (one ?? other) as FrameRows["rows"][number];
    differences.push({
      kind,
      functionName: (before ?? after)?.functionName ?? "",
      file: (before ?? after)?.file,
      at: shown.at,
      siteKind: shown.kind,
      text: shown.text,
      ...(one && { recorded: one.value }),
      ...(other && { replayed: other.value }),
      row: shown.row,
    });
    if (kind !== "value") break;
  }
  return differences;
}

type Row = FrameRows["rows"][number];

function differenceOf(one: Row | undefined, other: Row | undefined): BranchDifference["kind"] | undefined {
  if (one?.place !== other?.place) return "path";
  if (one?.outcome !== other?.outcome) return "decision";
  return isSameValue(one?.value, other?.value) ? undefined : "value";
}

/** Of a stand-in for what is not recorded whole, and of a secret, a replay has nothing to tell apart. */
function isSameValue(recorded: Json | undefined, replayed: Json | undefined): boolean {
  const tag = tagOf(replayed)?.$;
  if (tag === "p" || (tag === "r" && tagOf(recorded)?.$ === "r")) return true;
  if (typeof recorded !== "object" || typeof replayed !== "object" || !recorded || !replayed)
    return recorded === replayed;
  if (Array.isArray(recorded) !== Array.isArray(replayed)) return false;
  const [one, other] = [Object.entries(recorded), Object.entries(replayed)];
  return one.length === other.length && one.every(([key, value]) => isSameValue(value, (replayed as JsonObject)[key]));
}

/** What the kept rows do not show, the digest of all decisions does: loops longer than their cap, rows cut for size. */
function uncounted(recorded: BranchRun, replayed: BranchRun, isSameCode: boolean): BranchDifference | undefined {
  const isShort = recorded.isCut || Object.keys(recorded.rows.over).length > 0;
  const hasDigests = recorded.rows.hash !== undefined && replayed.rows.hash !== undefined;
  if (!isSameCode || !isShort || !hasDigests || recorded.rows.hash === replayed.rows.hash) return undefined;
  const row = recorded.rows.rows.length;
  const text = "a decision beyond the rows that were kept";
  return { kind: "uncounted", functionName: "", file: undefined, at: undefined, siteKind: undefined, text, row };
}
