import { type Block, blocksOf } from "./exits";
import type { FrameRecord, PlacedEvent } from "./frame-events";
import { type Region, regionsOf } from "./regions";
import { holds, loopKinds } from "./site-program";
import type { LineState, LoopState, Turn } from "./types";

/** Turns that are walked through, in all loops together. */
const maxTurns = 20_000;
/** Lines and exits that are looked at for one call: many turns of a long loop come to very many. */
const maxSteps = 3_000_000;

/** A stretch of rows: one turn of a loop, one entry of an arm, the whole call. */
type Stretch = { from: number; until: number; turns: Turn[] };

/**
 * Which lines of a call ran, turn by turn, told from its decisions, cases, catches and exits: no row is kept of a plain
 * statement. A line counts as run when any code on it ran.
 * @param isOpen true where the call has no end on record: left by an exception, or the record was cut
 */
export function executedLines(frame: FrameRecord, { isOpen }: { isOpen: boolean }): LineState[] {
  return new LineWalk(frame, blocksOf(frame, { isOpen })).walk();
}

type State = LineState["state"] | "unknown";
type Found = { line: number; state: State; turns: Turn[][] };

class LineWalk {
  private readonly found = new Map<number, Found>();
  private turns = 0;
  private steps = 0;
  private readonly bySite: Map<number, PlacedEvent[]>;

  constructor(
    private readonly frame: FrameRecord,
    private readonly blocks: Block[],
  ) {
    this.bySite = Map.groupBy(frame.trail, ({ site }) => site);
  }

  walk(): LineState[] {
    const whole = { from: -1, until: Number.POSITIVE_INFINITY, turns: [] };
    this.visit(regionsOf(this.frame.program, this.frame.fn), whole, "ran");
    return [...this.found.values()]
      .flatMap(({ line, state, turns }) => (state === "unknown" ? [] : [{ line, state, turns }]))
      .sort((a, b) => a.line - b.line);
  }

  private visit(region: Region, stretch: Stretch, state: State): void {
    this.steps += region.pieces.length + this.blocks.length;
    const blocks = this.blocks.filter(({ row }) => row >= stretch.from && row < stretch.until);
    for (const { line, start } of region.pieces) {
      this.add(line, state === "ran" ? stateAt(start, blocks) : state, stretch.turns);
    }
    for (const child of region.children) {
      if (!child.isFunction) this.visitChild(child, stretch, state);
    }
  }

  private visitChild(child: Region, stretch: Stretch, state: State): void {
    if (this.turns > maxTurns || this.steps > maxSteps) return;
    if (state !== "ran") {
      this.visit(child, stretch, state);
      return;
    }
    const entries = child.isLoopBody ? this.turnsOf(child, stretch) : this.entriesOf(child, stretch);
    this.turns += child.isLoopBody ? entries.length : 0;
    for (const entry of entries) if (this.steps <= maxSteps) this.visit(child, entry, "ran");
    if (entries.length === 0) this.visit(child, stretch, this.isBeyond(child, stretch) ? "unknown" : "not-run");
  }

  /** How often an arm was entered: once at most, outside loops the record knows nothing of. */
  private entriesOf({ place, arm, span }: Region, { from, until, turns }: Stretch): Stretch[] {
    const isOwn = ["case", "catch", "finally"].includes(place?.site.kind ?? "");
    const own = this.rowsOf(place?.index, from, until);
    const entry = own.find((event) => isOwn || event.arm === arm);
    // A row from inside tells as much, where the decision has none of its own.
    const inside =
      entry ??
      (own.length > 0 || isOwn
        ? undefined
        : this.frame.trail.find((one) => one.row >= from && one.row < until && holds(span, one.place.span)));
    return inside ? [{ from: inside.row, until, turns }] : [];
  }

  private turnsOf({ place }: Region, { from, until, turns }: Stretch): Stretch[] {
    if (!place) return [];
    const rows = this.rowsOf(place.index, from, until);
    const starts = rows.filter((event) => event.arm === "body").map(({ row }) => row);
    if (place.site.kind === "do" && (rows.length > 0 || this.isInside(place, from, until))) starts.unshift(from);
    return starts.map((row, turn) => ({
      from: row,
      until: starts[turn + 1] ?? until,
      turns: [...turns, { site: place.index, turn }],
    }));
  }

  private isInside(place: NonNullable<Region["place"]>, from: number, until: number): boolean {
    return this.frame.trail.some(
      ({ row, place: { loops } }) => row >= from && row < until && loops.includes(place.index),
    );
  }

  /** Whether rows that would tell may be among those that were not kept. */
  private isBeyond({ place }: Region, { from }: Stretch): boolean {
    if (!place || !this.frame.over.get(place.index)) return false;
    const last = this.bySite.get(place.index)?.at(-1);
    return !last || last.row <= from || from === -1;
  }

  private rowsOf(site: number | undefined, from: number, until: number): PlacedEvent[] {
    const rows = site === undefined ? undefined : this.bySite.get(site);
    return rows?.filter(({ row }) => row >= from && row < until) ?? [];
  }

  private add(line: number, state: State, path: Turn[]): void {
    const known = this.found.get(line) ?? { line, state, turns: [] };
    this.found.set(line, known);
    if (rank[state] > rank[known.state]) known.state = state;
    if (state !== "ran" || path.length === 0) return;
    // Two pieces of one line mostly run in the same turn, one after the other.
    const last = known.turns.at(-1);
    if (!last || !isSamePath(last, path)) known.turns.push(path);
  }
}

const isSamePath = (a: Turn[], b: Turn[]) =>
  a.length === b.length && a.every(({ site, turn }, at) => b[at]?.site === site && b[at]?.turn === turn);

const rank: Record<State, number> = { "not-run": 0, unknown: 1, ran: 2 };

function stateAt(start: number, blocks: Block[]): State {
  let state: State = "ran";
  for (const block of blocks) {
    if (start < block.from || start >= block.to) continue;
    if (block.state === "not-run") return "not-run";
    state = "unknown";
  }
  return state;
}

/** The loops of a call with the turns they took in each turn of the loops around them. */
export function loopsOf(frame: FrameRecord): LoopState[] {
  const loops = (frame.program.sitesOf.get(frame.fn) ?? []).filter(({ site }) => loopKinds.has(site.kind));
  return loops.flatMap((place) => {
    const rows = frame.events.filter((event) => event.site === place.index);
    const groups = Map.groupBy(rows, ({ turns }) => JSON.stringify(turns.map(({ turn }) => turn)));
    const over = frame.over.get(place.index) ?? 0;
    return [...groups.values()].map((group, index): LoopState => {
      const kept = group.filter((event) => event.arm === "body").length + (place.site.kind === "do" ? 1 : 0);
      const isLast = index === groups.size - 1;
      const parent = group[0]?.turns ?? [];
      return {
        site: place.index,
        at: place.site.at,
        text: place.text,
        turns: kept + (isLast ? over : 0),
        kept,
        parent,
      };
    });
  });
}
