import type { BranchRows, ProvenanceLink } from "../../../lib/contract/rows";
import { keptText } from "./preview";

/** More than a file has sites. */
export const siteSpan = 2 ** 24;

/** What was kept of a branch while it ran: rows as flat lists, three numbers and a value each. */
export type BranchLog = {
  /** `[table, function, parent frame, call site]` of each frame, flat. */
  frames: number[];
  /** `[frame, site, provenance]` of each row, flat. */
  heads: number[];
  values: unknown[];
  ambient: [frame: number, site: number, value: unknown][];
  /** Rows left out, by `frame * siteSpan + site`. */
  over: Map<number, number>;
  hash: number;
  threw: boolean;
  /** True where links were left out because there were too many. */
  isShortOfLinks: boolean;
  pv: ProvenanceLink[][];
};

/** The JSON text of a branch's rows (`BranchRows`) in at most `maxBytes` bytes: the last rows are left out first. */
export function rowsText(log: BranchLog, maxBytes: number): { text: string; isCut: boolean } {
  const head = `{"v":1,"frames":${framesText(log.frames)},"rows":[`;
  const tail = `]${tailText(log)}`;
  const count = log.values.length;
  let rows = "";
  for (let row = 0; row < count; row++) {
    rows += rowText(log, row);
    if (rows.length > maxBytes) break;
  }
  const text = head + rows.slice(1) + tail;
  // No text takes more than three bytes for each of its code units.
  if (text.length * 3 <= maxBytes || bytesOf(text) <= maxBytes) return { text, isCut: false };
  return { text: head + rowsWithin(log, maxBytes - bytesOf(head) - bytesOf(tail)) + tail, isCut: true };
}

function rowsWithin(log: BranchLog, maxBytes: number): string {
  const rows: string[] = [];
  let left = maxBytes;
  for (let row = 0; row < log.values.length; row++) {
    const text = rowText(log, row);
    left -= bytesOf(text);
    if (left < 0) break;
    rows.push(text);
  }
  return rows.join("").slice(1);
}

/** A branch's rows as data. */
export function branchRowsOf(log: BranchLog): BranchRows {
  const rows = JSON.parse(rowsText(log, Number.POSITIVE_INFINITY).text) as Partial<BranchRows>;
  return { pv: [[]], ambient: [], over: {}, ...rows } as BranchRows;
}

/** Beginnings of rows of a branch's first frame, by site, and ends of rows, by provenance: the same few again and again. */
const starts: string[] = [];
const ends: string[] = ["]"];
const maxKnown = 2_000;

/** A row behind a comma. */
function rowText({ heads, values }: BranchLog, row: number): string {
  const at = row * 3;
  return (
    startText(heads[at] as number, heads[at + 1] as number) + keptText(values[row]) + endText(heads[at + 2] as number)
  );
}

function startText(frame: number, site: number): string {
  if (frame !== 0 || site >= maxKnown) return `,[${frame},${site},`;
  starts[site] ??= `,[0,${site},`;
  return starts[site];
}

function endText(provenance: number): string {
  if (provenance >= maxKnown) return `,${provenance}]`;
  ends[provenance] ??= `,${provenance}]`;
  return ends[provenance];
}

function framesText(frames: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < frames.length; at += 4)
    parts.push(`[${frames[at]},${frames[at + 1]},${frames[at + 2]},${frames[at + 3]}]`);
  return `[${parts.join(",")}]`;
}

function tailText({ ambient, over, hash, threw, pv }: BranchLog): string {
  const parts = [`,"hash":"${(hash >>> 0).toString(36)}"`];
  if (pv.length > 1) parts.push(`,"pv":${JSON.stringify(pv)}`);
  if (ambient.length > 0) parts.push(`,"ambient":${JSON.stringify(ambient)}`);
  if (over.size > 0) parts.push(`,"over":{${overText(over)}}`);
  if (threw) parts.push(',"threw":true');
  return `${parts.join("")}}`;
}

/** Bytes of a text in UTF-8, quick where it is all ASCII. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x800) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code >= 0x80) bytes++;
  }
  return bytes;
}

function overText(over: ReadonlyMap<number, number>): string {
  const parts = [...over].map(([key, count]) => {
    const frame = Math.floor(key / siteSpan);
    return `"${frame}:${key - frame * siteSpan}":${count}`;
  });
  return parts.join(",");
}
