import type { BranchRows, ProvenanceLink } from "../../../lib/contract/rows";
import { maxRowsPerBranch } from "../../../lib/contract/vocabulary";
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

/** Whether a text leaves out rows, and whether it leaves out clock and random reads, without which nothing replays. */
export type RowsText = { text: string; isCut: boolean; isAmbientCut: boolean };

/**
 * The JSON text of a branch's rows (`BranchRows`) in at most `maxBytes` bytes: the last rows are left out first, with
 * the frames and links that only they name.
 */
export function rowsText(log: BranchLog, maxBytes: number): RowsText {
  const head = `{"v":1,"frames":[${framesText(log.frames)}],"rows":[`;
  const { pv, ambient } = log;
  const tail = `]${tailText(log, {
    pv: pv.length > 1 ? JSON.stringify(pv).slice(1, -1) : "",
    ambient: ambient.length > 0 ? JSON.stringify(ambient).slice(1, -1) : "",
    over: log.over.size > 0 ? overTexts(log.over).join() : "",
  })}`;
  const count = log.values.length;
  let rows = "";
  for (let row = 0; row < count; row++) {
    rows += rowText(log, row);
    if (rows.length > maxBytes) break;
  }
  const text = head + rows.slice(1) + tail;
  // No more reads than that are kept.
  const isAmbientCut = ambient.length >= maxRowsPerBranch;
  // No text takes more than three bytes for each of its code units.
  if (text.length * 3 <= maxBytes || bytesOf(text) <= maxBytes) return { text, isCut: false, isAmbientCut };
  return cutText(log, maxBytes);
}

/** Counts of rows that were not kept may take this much of a text that is cut. */
const maxOverBytes = 4_096;

function cutText(log: BranchLog, maxBytes: number): RowsText {
  const over = new Part(overTexts(log.over));
  over.reachWithin(maxOverBytes);
  const left = maxBytes - bytesOf(`{"v":1,"frames":[],"rows":[]${tailText(log, { pv: "?", ambient: "?", over: "?" })}`);
  const frames = new Part(Array.from({ length: log.frames.length >> 2 }, (_, frame) => frameText(log.frames, frame)));
  const pv = new Part(log.pv.map((links) => JSON.stringify(links)));
  pv.reach(1);
  const needs = new Needs(left - over.bytes - pv.bytes, { frames, pv });
  const reads: string[] = [];
  const half = needs.left / 2;
  for (const read of log.ambient) {
    const text = `,${JSON.stringify(read)}`;
    if (!needs.take(text, { frame: read[0], provenance: 0, atLeast: half })) break;
    reads.push(text);
  }
  const rows: string[] = [];
  for (let row = 0; row < log.values.length; row++) {
    const text = rowText(log, row);
    const [frame = 0, , provenance = 0] = log.heads.slice(row * 3, row * 3 + 3);
    if (!needs.take(text, { frame, provenance, atLeast: 0 })) break;
    rows.push(text);
  }
  const tail = tailText(log, {
    pv: pv.count > 1 ? pv.text() : "",
    ambient: reads.join("").slice(1),
    over: over.text((text) => Number(text.slice(1, text.indexOf(":"))) < frames.count),
  });
  return {
    text: `{"v":1,"frames":[${frames.text()}],"rows":[${rows.join("").slice(1)}]${tail}`,
    isCut: true,
    isAmbientCut: reads.length < log.ambient.length || log.ambient.length >= maxRowsPerBranch,
  };
}

/** The beginning of a list, as much of it as is needed. */
class Part {
  private readonly texts: readonly string[];
  count = 0;
  bytes = 0;

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }

  /** Bytes it takes more with its first `count` entries, commas included. */
  costOf(count: number): number {
    let cost = 0;
    for (let at = this.count; at < count; at++) cost += bytesOf(this.texts[at] ?? "") + 1;
    return cost;
  }

  reach(count: number): void {
    this.bytes += this.costOf(count);
    this.count = Math.max(this.count, count);
  }

  reachWithin(maxBytes: number): void {
    while (this.count < this.texts.length && this.bytes + this.costOf(this.count + 1) <= maxBytes)
      this.reach(this.count + 1);
  }

  text(isKept: (text: string) => boolean = () => true): string {
    return this.texts.slice(0, this.count).filter(isKept).join();
  }
}

/** Room for rows and reads, and for the frames and links that they name. */
class Needs {
  left: number;
  private readonly frames: Part;
  private readonly pv: Part;

  constructor(bytes: number, { frames, pv }: { frames: Part; pv: Part }) {
    this.left = bytes;
    this.frames = frames;
    this.pv = pv;
  }

  /** @returns false where less than `atLeast` bytes would be left */
  take(text: string, { frame, provenance, atLeast }: { frame: number; provenance: number; atLeast: number }): boolean {
    const left = this.left - bytesOf(text) - this.frames.costOf(frame + 1) - this.pv.costOf(provenance + 1);
    if (left < atLeast) return false;
    this.left = left;
    this.frames.reach(frame + 1);
    this.pv.reach(provenance + 1);
    return true;
  }
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
  for (let frame = 0; frame < frames.length >> 2; frame++) parts.push(frameText(frames, frame));
  return parts.join();
}

function frameText(frames: readonly number[], frame: number): string {
  const at = frame * 4;
  return `[${frames[at]},${frames[at + 1]},${frames[at + 2]},${frames[at + 3]}]`;
}

function tailText({ hash, threw }: BranchLog, { pv, ambient, over }: { pv: string; ambient: string; over: string }) {
  const parts = [`,"hash":"${(hash >>> 0).toString(36)}"`];
  if (pv !== "") parts.push(`,"pv":[${pv}]`);
  if (ambient !== "") parts.push(`,"ambient":[${ambient}]`);
  if (over !== "") parts.push(`,"over":{${over}}`);
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

function overTexts(over: ReadonlyMap<number, number>): string[] {
  return [...over].map(([key, count]) => {
    const frame = Math.floor(key / siteSpan);
    return `"${frame}:${key - frame * siteSpan}":${count}`;
  });
}
