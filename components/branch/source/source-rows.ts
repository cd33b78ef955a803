import type { FrameEvent } from "@/lib/branches/types";
import type { JudgmentLink } from "@/lib/contract/branch";
import type { Json } from "@/lib/contract/json";
import type { DecisionKind } from "@/lib/contract/sites";
import { decisionKinds } from "@/lib/contract/vocabulary";
import { type CodeLine, codeKinds } from "@/lib/source/code-line";
import type { Listing, SourceFrame } from "@/lib/source/source-view";
import { isFlowing, readDecision, unreadBy } from "./read-links";
import { isShown, type PickedTurns, type ShownLoop, showLoops } from "./turns";

/** `elsewhere`: it ran, in another turn of its loop than the one on show. `quiet`: it holds no code to run. */
export type LineRun = "ran" | "elsewhere" | "not-run" | "quiet";

/** A stretch of a line that a decision tested: columns from 0 as they are shown. */
export type Mark = { from: number; to: number; value: boolean | undefined };

/** One line of a function with all that is known of its run in the turns on show. */
export type SourceRow = {
  /** Number in the file. */
  line: number;
  code: CodeLine;
  run: LineRun;
  marks: Mark[];
  /** Columns of a line that ran which hold an arm that did not. */
  dims: { from: number; to: number }[];
  /** Decisions whose text ends here, in the order they were made. */
  decisions: FrameEvent[];
  /** What else happened: values given and set, returns, throws, catches. */
  notes: FrameEvent[];
  /** Loops that begin here. */
  loops: ShownLoop[];
  /** Calls of audited functions made here, those of one function together. */
  calls: SourceFrame[][];
};

/** Loops over values decide once a turn, which their turn picker tells. */
const loopKinds = new Set<string>(["for-of", "for-in"] satisfies DecisionKind[]);
const testedLoops = new Set<string>(["while", "do", "for"] satisfies DecisionKind[]);
const deciding = new Set<string>(decisionKinds);
const noted = new Set<FrameEvent["kind"]>([
  "param",
  "let",
  "return",
  "throw",
  "catch",
  "finally",
  "case",
  "yield",
  "ambient",
  "break",
  "continue",
]);

type Options = { frame: SourceFrame; listing: Listing; children: SourceFrame[]; picked: PickedTurns };

/**
 * Lays what a frame recorded over its source.
 * @param children frames that this one entered
 * @returns one row for each line of the listing, in order
 */
export function layoutRows({ frame, listing, children, picked }: Options): SourceRow[] {
  const shown = showLoops(frame, picked);
  const runs = lineRuns(frame, shown);
  const rows = listing.lines.map(
    (code, index): SourceRow => ({
      line: listing.from + index,
      code,
      run: runs.get(listing.from + index) ?? "quiet",
      marks: [],
      dims: [],
      decisions: [],
      notes: [],
      loops: [],
      calls: [],
    }),
  );
  const rowAt = (line: number) => rows[Math.min(Math.max(line - listing.from, 0), rows.length - 1)];
  for (const one of shown.values()) rowAt(one.loop.at[0])?.loops.push({ ...one, ...givenIn(frame.events, one, shown) });
  const events = readAtAGlance(eventsOnShow(frame.events, shown));
  for (const { at } of armsNotTaken(frame, events)) {
    rowAt(at[0])?.dims.push({ from: at[1] - listing.indent, to: at[3] - listing.indent });
  }
  for (const event of events) {
    if (deciding.has(event.kind)) addDecision(event, { rowAt, indent: listing.indent });
    else if (noted.has(event.kind)) rowAt(event.at[0])?.notes.push(event);
  }
  for (const row of rows) row.decisions = withoutRepeats(row.decisions);
  for (const { line, frames } of placeCalls(frame, children, shown)) rowAt(line)?.calls.push(frames);
  fillQuiet(rows);
  return rows;
}

/** Decisions with what they read, once; nothing hangs on a judgment that no decision came to read. */
function readAtAGlance(events: FrameEvent[]): FrameEvent[] {
  const decisions = events.filter(({ kind }) => deciding.has(kind));
  const partsOf = (whole: FrameEvent) => decisions.filter((one) => one !== whole && isInside(one.at, whole.at));
  const unread = new Set(decisions.flatMap((event) => unreadBy(event, partsOf(event))));
  const read = events.map((event) => (deciding.has(event.kind) ? readDecision(event, partsOf(event)) : event));
  if (unread.size === 0) return read;
  for (const { judgments, operands } of read.filter(({ kind }) => deciding.has(kind))) {
    const links = [...judgments, ...operands.flatMap((operand) => operand.judgments ?? [])];
    for (const { spanId } of links.filter(isFlowing)) unread.delete(spanId);
  }
  const isHeld = (link: JudgmentLink) => isFlowing(link) || !unread.has(link.spanId);
  return read.map((event) => ({ ...event, judgments: event.judgments.filter(isHeld) }));
}

function lineRuns(frame: SourceFrame, shown: ReadonlyMap<number, ShownLoop>): Map<number, LineRun> {
  return new Map(
    frame.lines.map(({ line, state, turns }): [number, LineRun] => {
      if (state === "not-run") return [line, "not-run"];
      return [line, turns.length === 0 || turns.some((path) => isShown(path, shown)) ? "ran" : "elsewhere"];
    }),
  );
}

function givenIn(events: FrameEvent[], { loop, turn }: ShownLoop, shown: ReadonlyMap<number, ShownLoop>) {
  const passes = events.filter((event) => event.site === loop.site && loopKinds.has(event.kind));
  const given = passes.filter((event) => isShown(turnsAround(event), shown))[turn];
  return given && { given };
}

/** The turns of the loops around an event, without those of the loop that it is itself. */
const turnsAround = ({ turns, site }: FrameEvent) => turns.filter((turn) => turn.site !== site);

/** Events of the turns on show; a loop's own test is there once, as it came out for the turn on show. */
function eventsOnShow(events: FrameEvent[], shown: ReadonlyMap<number, ShownLoop>): FrameEvent[] {
  const passes = new Map<number, number>();
  return events.filter((event) => {
    if (loopKinds.has(event.kind)) return false;
    if (!isShown(turnsAround(event), shown)) return false;
    const loop = testedLoops.has(event.kind) ? shown.get(event.site) : undefined;
    if (!loop) return true;
    const pass = passes.get(event.site) ?? 0;
    passes.set(event.site, pass + 1);
    return pass === Math.max(loop.turn, 0);
  });
}

function armsNotTaken({ arms }: SourceFrame, events: FrameEvent[]): SourceFrame["arms"] {
  const taken = Map.groupBy(events, ({ site }) => site);
  return arms.filter(({ site, arm }) => taken.get(site)?.every((event) => event.arm !== arm));
}

const tests = new Set<string>(["if", "ternary"] satisfies DecisionKind[]);

/** What a decision came to, as events and conditions both say it. */
type Outcome = { kind: string; value?: Json | undefined; note?: string | undefined; arm?: string | undefined };

/** Whether a test held: its value where that is true or false, else by the arm it led to; undefined for no test. */
export function truthOf({ kind, value, note, arm }: Outcome): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === undefined && note === undefined) return undefined;
  if (testedLoops.has(kind)) return arm === "body";
  return tests.has(kind) && arm !== undefined ? arm === "then" : undefined;
}

type RowAt = (line: number) => SourceRow | undefined;

function addDecision(event: FrameEvent, { rowAt, indent }: { rowAt: RowAt; indent: number }): void {
  const [startLine, startColumn, endLine, endColumn] = event.at;
  rowAt(endLine)?.decisions.push(event);
  const value = truthOf(event);
  for (let line = startLine; line <= Math.min(endLine, startLine + 40); line++) {
    const row = rowAt(line);
    const text = row?.code.tokens.map(([part]) => part).join("") ?? "";
    const from = line === startLine ? startColumn - indent : text.length - text.trimStart().length;
    const to = line === endLine ? endColumn - indent : text.length;
    if (row?.line === line && to > from) row.marks.push({ from: Math.max(0, from), to, value });
  }
}

/**
 * A part of a test (`a && b` inside an `if`'s) whose values the whole test names too says nothing more: how far it came
 * is told by what is dimmed. Nor does a `?.` that went on.
 */
function withoutRepeats(decisions: FrameEvent[]): FrameEvent[] {
  return decisions.filter((event, index) => {
    if (event.kind === "optional" && event.arm === "right") return false;
    return !decisions.some((other, place) => other.site !== event.site && isPart(event, other, place > index));
  });
}

function isPart(event: FrameEvent, whole: FrameEvent, isLater: boolean): boolean {
  const isSame = String(event.at) === String(whole.at);
  if (isSame) return isLater;
  if (!isInside(event.at, whole.at)) return false;
  const said = new Set(whole.operands.map(({ text }) => text));
  return event.operands.every(({ text }) => said.has(text));
}

const isInside = (inner: FrameEvent["at"], outer: FrameEvent["at"]) =>
  !isBefore(inner[0], inner[1], outer[0], outer[1]) && !isBefore(outer[2], outer[3], inner[2], inner[3]);

const isBefore = (lineA: number, columnA: number, lineB: number, columnB: number) =>
  lineA < lineB || (lineA === lineB && columnA < columnB);

/** Where calls open: below the line of the call, else of the function that was called, else below the last line. */
function placeCalls(frame: SourceFrame, children: SourceFrame[], shown: ReadonlyMap<number, ShownLoop>) {
  const calls = new Map(frame.events.flatMap((event) => (event.calls === undefined ? [] : [[event.calls, event]])));
  const groups = new Map<string, { line: number; frames: SourceFrame[] }>();
  for (const child of children) {
    const call = calls.get(child.frame);
    if (call && !isShown(call.turns, shown)) continue;
    const isInside = child.file === frame.file && child.at[0] >= frame.at[0] && child.at[2] <= frame.at[2];
    const line = call?.at[2] ?? (isInside ? child.at[2] : frame.at[2]);
    const key = `${line} ${child.listing} ${call?.site ?? child.callSite}`;
    const group = groups.get(key);
    if (group) group.frames.push(child);
    else groups.set(key, { line, frames: [child] });
  }
  return groups.values();
}

/** Blank lines, comments and braces look as the code on both sides of them does; of other code nothing is known. */
function fillQuiet(rows: SourceRow[]): void {
  rows.forEach((row, index) => {
    if (row.run !== "quiet" || !isBare(row.code)) return;
    const before = rows[index - 1]?.run;
    const after = rows.slice(index + 1).find(({ run }) => run !== "quiet")?.run;
    if (before && before === after) row.run = before;
  });
}

const comment = codeKinds.indexOf("comment");

function isBare({ tokens }: CodeLine): boolean {
  const text = tokens.flatMap(([part, kind]) => (kind === comment ? [] : [part])).join("");
  return !/[\p{L}\p{N}]/u.test(text.replace(/\b(?:else|try|do|finally)\b/g, ""));
}
