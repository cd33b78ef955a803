import { boundJson } from "../bound-json";
import type { BranchSource, ExpandedFrame, FrameEvent, LoopState, ShownValue, SourceRange } from "../branches/types";
import type { Operand } from "../contract/branch";
import type { Json } from "../contract/json";
import type { SiteTable } from "../contract/sites";
import type { CodeLine } from "./code-line";
import { highlight } from "./highlight";

/** One function's source as it is shown: whole lines of its file. */
export type Listing = {
  file: string;
  /** Number of the first line in the file. */
  from: number;
  lines: CodeLine[];
  /** Blanks that every line began with and that were taken away. */
  indent: number;
  /** Lines of the function beyond the last that is here. */
  linesLeft: number;
};

/** A call of an audited function with the position of its source in `listings`; frames of a missing table have none. */
export type SourceFrame = ExpandedFrame & {
  listing: number | undefined;
  arms: LineArm[];
  /** The workflow function itself, whose decisions stand among much that decides nothing. */
  isWorkflow: boolean;
};

/** A part of one line that runs on one outcome of a decision only: the right of `a && b`, a one-line `return`. */
export type LineArm = { site: number; arm: string; at: SourceRange };

/** A row of a table that has not arrived: what was recorded, without the source it belongs to. */
export type BareRow = { frame: number; site: number; value: Json };

/** What the Timeline's source view of one branch draws. */
export type SourceView = {
  listings: Listing[];
  frames: SourceFrame[];
  /** Calls that were recorded and are not here. */
  framesLeft: number;
  /** Tables that have not arrived, with the first rows that refer to them. */
  missing: { sha256: string; rows: BareRow[]; rowCount: number }[];
  commit: string | null;
  repository: string | null;
};

const maxFrames = 120;
const maxLines = 1500;
const maxBareRows = 40;
const maxText = 300;
const valueBounds = { maxText: 400, maxItems: 20 };

/**
 * Prepares a branch's source and record for the screen: only the functions that ran, coloured, everything bounded.
 * @param source as `getBranchSource` gives it
 */
export async function toSourceView(source: BranchSource): Promise<SourceView> {
  const frames = source.branch.frames.slice(0, maxFrames);
  const listings = new ListingSet(source.tables.map(({ table }) => table));
  const shown: SourceFrame[] = [];
  for (const frame of frames) {
    const table = source.tables[frame.table]?.table;
    shown.push({
      ...boundFrame(frame),
      listing: await listings.add(frame),
      arms: listLineArms(table, frame),
      isWorkflow: table?.functions[frame.functionIndex]?.isWorkflow === true,
    });
  }
  return {
    listings: listings.all,
    frames: shown,
    framesLeft: source.branch.frames.length - frames.length,
    missing: listMissing(source),
    commit: source.commit,
    repository: source.repository,
  };
}

/** The listings of a view, each function once. */
class ListingSet {
  readonly all: Listing[] = [];
  readonly #places = new Map<string, number>();
  readonly #tables: (SiteTable | undefined)[];

  constructor(tables: (SiteTable | undefined)[]) {
    this.#tables = tables;
  }

  async add({ table: position, at }: ExpandedFrame): Promise<number | undefined> {
    const table = this.#tables[position];
    if (!table) return undefined;
    const key = `${position}:${at.join()}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(await listFunction(table, at)) - 1;
  }
}

/** The lines of one function of a table, coloured, at most 1500, without the blanks that all of them begin with. */
export async function listFunction(table: SiteTable, [start, , end]: SourceRange): Promise<Listing> {
  const file = await highlight(table.source, table.language);
  const to = Math.min(end, start + maxLines - 1, file.length);
  const lines = file.slice(start - 1, to);
  const indent = commonIndent(lines);
  return {
    file: table.file,
    from: start,
    indent,
    lines: lines.map((line) => ({ ...line, tokens: dropStart(line.tokens, indent) })),
    linesLeft: Math.max(0, Math.min(end, file.length) - to),
  };
}

function listLineArms(table: SiteTable | undefined, { events }: ExpandedFrame): LineArm[] {
  return [...new Set(events.map(({ site }) => site))].flatMap((site) =>
    Object.entries(table?.sites[site]?.arms ?? {}).flatMap(([arm, at]) => (at[0] === at[2] ? [{ site, arm, at }] : [])),
  );
}

/** A function literal's first line begins where its statement does, so that line counts as much as the others. */
function commonIndent(lines: CodeLine[]): number {
  const depths = lines.flatMap(({ tokens }) => {
    const text = tokens.map(([part]) => part).join("");
    return text.trim() === "" ? [] : [text.length - text.trimStart().length];
  });
  return Math.min(...depths, 200);
}

function dropStart(tokens: CodeLine["tokens"], count: number): CodeLine["tokens"] {
  let left = count;
  return tokens.flatMap(([text, kind]): CodeLine["tokens"] => {
    const kept = text.slice(left);
    left = Math.max(0, left - text.length);
    return kept === "" ? [] : [[kept, kind]];
  });
}

const boundFrame = (frame: ExpandedFrame): ExpandedFrame => ({
  ...frame,
  functionName: cutText(frame.functionName),
  events: frame.events.map(boundEvent),
  loops: frame.loops.map((loop): LoopState => ({ ...loop, text: cutText(loop.text) })),
  ...(frame.outcome && { outcome: boundShown(frame.outcome) }),
});

const boundEvent = (event: FrameEvent): FrameEvent => ({
  ...event,
  ...boundShown(event),
  text: cutText(event.text),
  ...(event.name !== undefined && { name: cutText(event.name) }),
  operands: event.operands
    .slice(0, 30)
    .map((operand): Operand => ({ ...operand, ...boundShown(operand), text: cutText(operand.text) })),
});

const boundShown = ({ value, note }: ShownValue): ShownValue => ({
  ...(value !== undefined && { value: boundJson(value, valueBounds) }),
  ...(note !== undefined && { note: cutText(note) }),
});

const cutText = (text: string) => (text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text);

function listMissing({ tables, rows }: BranchSource): SourceView["missing"] {
  return tables.flatMap(({ sha256, table }, position) => {
    if (table) return [];
    const own = rows.rows.filter(([frame]) => rows.frames[frame]?.[0] === position);
    const bare = own.slice(0, maxBareRows).map(([frame, site, value]) => ({
      frame,
      site,
      value: boundJson(value, valueBounds),
    }));
    return [{ sha256, rows: bare, rowCount: own.length }];
  });
}
