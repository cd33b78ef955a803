import type { JudgmentLink, Operand } from "../contract/branch";
import type { Json } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import type { SiteTable } from "../contract/sites";
import { outermostOperands } from "./operands";
import { loopKinds, readProgram, type SitePlace, type SiteProgram } from "./site-program";
import type { FrameEvent, Turn } from "./types";
import { isNullish, isTruthy, showValue } from "./values";

/** Rows beyond this are not read: a sender keeps 2,000 of a branch. */
const maxRows = 20_000;
const maxFrames = 5_000;
/** Operands that one decision waits for. */
const maxOperands = 200;

/** One call of an audited function with its rows, before it is laid out for people. */
export type FrameRecord = {
  frame: number;
  table: number;
  program: SiteProgram;
  fn: number;
  parent: number | undefined;
  callSite: number | undefined;
  events: PlacedEvent[];
  /** Every row in order, operands too: where code ran. */
  trail: PlacedEvent[];
  /** Rows left out, by site. */
  over: Map<number, number>;
};

/** An event with what laying it out needs: its row's number among all rows, its raw value, its place. */
export type PlacedEvent = FrameEvent & { row: number; raw: Json; place: SitePlace };

/**
 * Reads rows against their tables: events in order, operands gathered at the decision they were read for, arms told
 * from values, turns of loops counted. Rows that name no frame or site are passed over.
 */
export function readFrames({ rows, tables }: { rows: BranchRows; tables: (SiteTable | undefined)[] }): FrameRecord[] {
  const readers = openFrames(rows, tables);
  const entered = new Set<number>();
  for (const [row, [frame, site, value, provenance]] of rows.rows.slice(0, maxRows).entries()) {
    const links = (provenance === undefined ? undefined : rows.pv[provenance]) ?? [];
    const reader = readers.get(frame);
    for (let record = reader?.record; record && !entered.has(record.frame); ) {
      entered.add(record.frame);
      const { parent = -1, callSite = -1 } = record;
      readers.get(parent)?.enter({ row, site: callSite, frame: record.frame });
      record = readers.get(parent)?.record;
    }
    reader?.read({ row, site, value, links });
  }
  return [...readers.values()].map((reader) => reader.close());
}

function openFrames(rows: BranchRows, tables: (SiteTable | undefined)[]): Map<number, FrameReader> {
  const readers = new Map<number, FrameReader>();
  for (const [frame, [table, fn, parent, callSite]] of rows.frames.slice(0, maxFrames).entries()) {
    const own = tables[table];
    if (!own?.functions[fn]) continue;
    // A parent is always called before its child: anything else would make a circle.
    const isPlaced = parent >= 0 && parent < frame && readers.has(parent);
    readers.set(
      frame,
      new FrameReader({
        frame,
        table,
        program: readProgram(own),
        fn,
        parent: isPlaced ? parent : undefined,
        callSite: isPlaced && callSite >= 0 ? callSite : undefined,
        events: [],
        trail: [],
        over: new Map(),
      }),
    );
  }
  for (const [key, count] of Object.entries(rows.over)) {
    const [frame, site] = key.split(":").map(Number);
    if (count > 0) readers.get(frame ?? -1)?.record.over.set(site ?? -1, count);
  }
  return readers;
}

type Row = {
  row: number;
  site: number;
  value: Json;
  links: readonly (readonly [string, JudgmentLink["via"], string?, string?])[];
};

class FrameReader {
  /** Turns taken by each loop since the loops around it last turned. */
  private readonly turns = new Map<number, number>();
  /** Operands that wait for the decision they were read for, by its site. */
  private readonly open = new Map<number, PlacedEvent[]>();
  /** The last event of each switch: case tests and labels come after it. */
  private readonly switches = new Map<number, PlacedEvent>();

  /** The last event of each call site: the frame it entered, or the value it gave, may still come. */
  private readonly calls = new Map<number, PlacedEvent>();

  constructor(readonly record: FrameRecord) {}

  /** Notes that another audited function was entered from a call site of this one. */
  enter({ row, site, frame }: { row: number; site: number; frame: number }): void {
    const last = this.calls.get(site);
    if (last && last.calls === undefined) last.calls = frame;
    else {
      const event = this.eventAt({ row, site, value: null, links: [] });
      if (!event) return;
      delete event.value;
      event.calls = frame;
      this.calls.set(site, event);
      this.record.events.push(event);
      this.record.trail.push(event);
    }
  }

  private eventAt({ row, site, value, links }: Row): PlacedEvent | undefined {
    const place = this.record.program.sites[site];
    if (!place || place.site.fn !== this.record.fn) return undefined;
    return {
      kind: place.site.kind,
      site,
      at: place.site.at,
      text: place.text,
      ...(place.site.name !== undefined && { name: place.site.name }),
      ...showValue(value),
      operands: [],
      judgments: links.map(toLink),
      turns: this.turnsAt(place),
      row,
      raw: value,
      place,
    };
  }

  read(row: Row): void {
    const site = this.record.program.sites[row.site];
    if (site && site.site.fn === this.record.fn && loopKinds.has(site.site.kind)) this.countTurn(site, row.value);
    const event = this.eventAt(row);
    if (!event) return;
    this.record.trail.push(event);
    if (event.kind === "operand") {
      this.keepOperand(event);
      return;
    }
    if (event.kind === "call" && this.endCall(event)) return;
    if (event.kind === "case") this.arriveAtCase(event);
    if (event.place.isDecision) this.decide(event);
    this.record.events.push(event);
  }

  /** @returns true where the call is already told, because the function it entered spoke first */
  private endCall(event: PlacedEvent): boolean {
    const told = this.calls.get(event.site);
    const isTold = told?.calls !== undefined && told.value === undefined && told.note === undefined;
    if (isTold) Object.assign(told, showValue(event.raw), { judgments: event.judgments, raw: event.raw });
    else this.calls.set(event.site, event);
    return isTold;
  }

  /** Operands of a decision that never came to its end stand for themselves: something threw on the way. */
  close(): FrameRecord {
    const left = [...this.open.values()].flat().filter(({ kind }) => kind === "operand");
    this.record.events = [...this.record.events, ...left].sort((a, b) => a.row - b.row);
    return this.record;
  }

  private keepOperand(event: PlacedEvent): void {
    const { root, span, site } = event.place;
    const open = root !== event.place.index ? this.record.program.sites[root] : undefined;
    const of = this.switches.get(site.of ?? -1);
    if (of && open && !(open.span.start <= span.start && span.end <= open.span.end)) {
      of.operands.push(toOperand(event));
      return;
    }
    this.keepOpen(root, event);
  }

  private keepOpen(root: number, event: PlacedEvent): void {
    const waiting = this.open.get(root) ?? [];
    if (waiting.length < maxOperands) waiting.push(event);
    this.open.set(root, waiting);
  }

  private decide(event: PlacedEvent): void {
    const { place } = event;
    const isWhole = place.root === place.index;
    const waiting = this.open.get(place.root) ?? [];
    const own = isWhole ? waiting : waiting.filter(({ place: { span } }) => isWithin(span, place));
    const operands = outermostOperands(own.map((one) => ({ span: one.place.span, text: one.text, event: one })));
    event.operands = operands.map(({ event: one }) => toOperand(one));
    const arm = armOf(event, own);
    if (arm !== undefined) event.arm = arm;
    if (isWhole) this.open.delete(place.root);
    else this.keepOpen(place.root, event);
    if (place.site.kind === "switch") this.switches.set(place.index, event);
  }

  private arriveAtCase(event: PlacedEvent): void {
    event.arm = event.name ?? event.text;
    const of = this.switches.get(event.place.site.of ?? -1);
    if (of && of.arm === undefined) of.arm = event.arm;
  }

  private countTurn(place: SitePlace, raw: Json): void {
    const { kind } = place.site;
    const isTurn = kind === "for-of" || kind === "for-in" || isTruthy(raw) !== false;
    if (!isTurn) return;
    this.turns.set(place.index, (this.turns.get(place.index) ?? -1) + 1);
    for (const inner of place.inner) this.turns.delete(inner);
  }

  private turnsAt({ loops }: SitePlace): Turn[] {
    return loops.map((site) => ({ site, turn: this.turnOf(site) }));
  }

  /** The body of `do … while` runs once before its first test. */
  private turnOf(site: number): number {
    const turn = this.turns.get(site) ?? -1;
    return this.record.program.sites[site]?.site.kind === "do" ? turn + 1 : Math.max(turn, 0);
  }
}

const toLink = ([spanId, via, field]: Row["links"][number]): JudgmentLink =>
  field === undefined ? { spanId, via } : { spanId, via, field };

function toOperand({ text, value, note, judgments }: PlacedEvent): Operand {
  return {
    text,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(judgments.length > 0 && { judgments }),
  };
}

function isWithin(span: { start: number; end: number }, place: SitePlace): boolean {
  const right = place.arms.get("right");
  const end = Math.max(place.span.end, right?.end ?? 0);
  return place.span.start <= span.start && span.end <= end;
}

/** Which way a decision went, told from its value and from what was read after it. */
function armOf({ place, raw, text }: PlacedEvent, operands: PlacedEvent[]): string | undefined {
  const { kind } = place.site;
  const isTrue = isTruthy(raw);
  if (kind === "if" || kind === "ternary") return isTrue === undefined ? undefined : isTrue ? "then" : "else";
  if (kind === "for-of" || kind === "for-in") return "body";
  if (loopKinds.has(kind)) return isTrue ? "body" : undefined;
  if (kind === "switch") return undefined;
  const right = place.arms.get("right");
  const cameRight = right && operands.some(({ place: { span } }) => right.start <= span.start && span.end <= right.end);
  // What a member held cannot be read twice: its row is only there where the right side ran.
  const isMember = kind.endsWith("-assign") && !/^[\p{ID_Continue}$]+$/u.test(text);
  return cameRight || isMember || goesRight(kind, raw) ? "right" : "left";
}

/** Whether the value on the left of a short-circuit left the answer to its right. */
function goesRight(kind: string, raw: Json): boolean {
  if (kind === "and" || kind === "and-assign") return isTruthy(raw) === true;
  if (kind === "or" || kind === "or-assign") return isTruthy(raw) === false;
  if (kind === "optional") return isNullish(raw) === false;
  return isNullish(raw) === true;
}
