import type { Condition } from "../contract/branch";
import type { BranchRows } from "../contract/rows";
import type { SiteTable } from "../contract/sites";
import { toConditions } from "./conditions";
import { executedLines, loopsOf } from "./executed-lines";
import { toFacts } from "./facts";
import { type FrameRecord, type PlacedEvent, readFrames } from "./frame-events";
import { linesOf, regionsOf } from "./regions";
import type { ExpandedBranch, ExpandedFrame, FrameEvent, LineState } from "./types";

/** A branch's rows and the tables they count into, in the order of `casebook.sites`. */
export type Recorded = {
  rows: BranchRows;
  tables: (SiteTable | undefined)[];
  /** True where the sender left rows out for their size. */
  isCut?: boolean;
};

/**
 * Spells a recorded branch out against its site tables: every call with its events, the lines that ran, and the
 * conditions and facts that a hand-made branch would have stated. Pure, bounded, and total: what names nothing is
 * passed over.
 */
export function expandBranch(recorded: Recorded): ExpandedBranch {
  const records = readFrames(recorded);
  const called = new Set(records.map(({ table, fn }) => `${table}:${fn}`));
  const context = { ...recorded, called, linesLeft: maxLines };
  const frames = records.map((record) => toFrame(record, context));
  return { frames, ...conditionsAndFacts(records, recorded) };
}

/** Only the conditions and facts of `expandBranch`, for storing. */
export function expandConditions(recorded: Recorded): Pick<ExpandedBranch, "conditions" | "facts"> {
  return conditionsAndFacts(readFrames(recorded), recorded);
}

function conditionsAndFacts(records: FrameRecord[], { rows, isCut }: Recorded) {
  const { conditions, isWhole } = toConditions(records);
  const cut: Condition = { text: "the record of this branch was cut", kind: "cut", operands: [] };
  const outermost = records.find(({ parent }) => parent === undefined);
  const isShort = isCut || !isWhole || Object.keys(rows.over).length > 0;
  return { conditions: isShort ? [...conditions, cut] : conditions, facts: toFacts(outermost, rows) };
}

/** Lines that are told of all calls together: a few rows may stand for very many. */
const maxLines = 200_000;

type Context = Recorded & { called: ReadonlySet<string>; linesLeft: number };

function toFrame(record: FrameRecord, context: Context): ExpandedFrame {
  const { rows, isCut = false } = context;
  const { frame, table, program, fn, parent, callSite, over } = record;
  const own = program.functions[fn];
  const exit = record.events.findLast(({ kind }) => kind === "return" || kind === "end" || kind === "throw");
  const hasEnded = exit !== undefined && (exit.kind !== "throw" || record.events.at(-1) === exit);
  const threw = exit?.kind === "throw" && hasEnded ? true : !hasEnded && !isCut && !hasMore(record);
  return {
    frame,
    table,
    functionIndex: fn,
    functionName: own?.fn.name ?? "",
    file: program.table.file,
    at: own?.fn.at ?? [1, 0, 1, 0],
    parent,
    callSite,
    events: record.events.map(toEvent),
    loops: loopsOf(record),
    lines: toLines(record, !hasEnded, context),
    ...(exit && { outcome: outcomeOf(exit) }),
    threw: threw || (parent === undefined && rows.threw === true),
    over: [...over].map(([site, count]) => ({ site, count })),
  };
}

/** Whether rows of its end may be among those that were not kept. */
const hasMore = ({ over, program }: FrameRecord) =>
  [...over.keys()].some((site) => ["return", "end", "throw"].includes(program.sites[site]?.site.kind ?? ""));

function outcomeOf({ value, note }: PlacedEvent) {
  return { ...(value !== undefined && { value }), ...(note !== undefined && { note }) };
}

function toEvent({ row, raw, place, ...event }: PlacedEvent): FrameEvent {
  return event;
}

function toLines(record: FrameRecord, isOpen: boolean, context: Context): LineState[] {
  if (context.linesLeft <= 0) return [];
  const lines = executedLines(record, { isOpen });
  context.linesLeft -= linesOf(record.program, record.fn).length;
  return [...lines, ...neverCalled(record, context)].sort(byLine);
}

/** Lines of functions inside this one that no recorded call entered. */
function neverCalled({ program, fn, table }: FrameRecord, context: Context): LineState[] {
  const { children } = regionsOf(program, fn);
  if (children.length === 0) return [];
  const own = program.functions[fn]?.span;
  return (program.nested.get(fn) ?? []).flatMap((index) => {
    const inner = program.functions[index];
    const isInside = inner && own && own.start <= inner.span.start && inner.span.end <= own.end;
    if (!isInside || context.called.has(`${table}:${index}`) || context.linesLeft <= 0) return [];
    const lines = linesOf(program, index);
    context.linesLeft -= lines.length;
    const first = inner.fn.at[0];
    return lines.filter((line) => line !== first).map((line): LineState => ({ line, state: "not-run", turns: [] }));
  });
}

const byLine = (a: LineState, b: LineState) => a.line - b.line;
