import type { FrameRecord, PlacedEvent } from "./frame-events";
import { holds, type SitePlace } from "./site-program";
import type { SourceText, Span } from "./source-text";

/** Code that was not arrived at after a row, or of which nobody can say. */
export type Block = {
  row: number;
  from: number;
  to: number;
  state: "not-run" | "unknown";
};

/** The code that a frame's exits left out: after `return`, `throw`, `break`, `continue`, and exceptions from within. */
export function blocksOf(frame: FrameRecord, { isOpen }: { isOpen: boolean }): Block[] {
  const end = frame.program.functions[frame.fn]?.span.end ?? 0;
  const catches = frame.trail.filter(({ kind }) => kind === "catch");
  const exits = frame.trail.flatMap((event): Block[] => {
    const from = event.place.span.end;
    if (event.kind === "return") return [{ row: event.row, from, to: end, state: "not-run" }];
    if (event.kind === "throw") {
      const to = catches.find((one) => one.row > event.row && holds(tryOf(frame, one), event.place.span));
      return [{ row: event.row, from, to: to ? tryOf(frame, to).end : end, state: "not-run" }];
    }
    if (event.kind === "break" || event.kind === "continue") {
      return [{ row: event.row, from, to: targetOf(frame, event).end, state: "not-run" }];
    }
    return [];
  });
  return [...exits, ...catches.flatMap((one) => thrownInto(frame, one)), ...(isOpen ? openEnd(frame, end) : [])];
}

/** Where an exception that nobody wrote as `throw` left the `try` block: somewhere after the last row in it. */
function thrownInto(frame: FrameRecord, event: PlacedEvent): Block[] {
  const block = tryOf(frame, event);
  const last = frame.trail.findLast(({ row, place }) => row < event.row && holds(block, place.span));
  if (last?.kind === "throw") return [];
  const from = last ? last.place.span.end : block.start;
  return [{ row: last?.row ?? event.row - 1, from, to: block.end, state: "unknown" }];
}

/** A frame that never came to its end: left by an exception, or recorded only in part. */
function openEnd(frame: FrameRecord, end: number): Block[] {
  const last = frame.trail.at(-1);
  const start = frame.program.functions[frame.fn]?.span.start ?? 0;
  if (last?.kind === "throw") return [];
  const open: Block = { row: last?.row ?? -1, from: last ? last.place.span.end : start, to: end, state: "unknown" };
  const finals = frame.trail.filter(({ kind }) => kind === "finally");
  const before = finals.flatMap((event): Block[] => {
    const prior = frame.trail.findLast(({ row }) => row < event.row);
    if (!prior || ["throw", "return", "break", "continue"].includes(prior.kind)) return [];
    return [{ row: prior.row, from: prior.place.span.end, to: event.place.span.start, state: "unknown" }];
  });
  return [...before, open];
}

const tries = new WeakMap<SitePlace, Span>();

/** The block that a `catch` clause guards. */
function tryOf({ program }: FrameRecord, { place }: PlacedEvent): Span {
  const span = tries.get(place) ?? findTry(program.text, place);
  tries.set(place, span);
  return span;
}

function findTry({ code }: SourceText, place: SitePlace): Span {
  const body = place.arms.get("body")?.start ?? place.span.start;
  const end = Math.max(0, code.lastIndexOf("catch", Math.max(body, place.span.start)));
  let depth = 0;
  for (let at = code.lastIndexOf("}", end); at >= 0; at--) {
    if (code[at] === "}") depth++;
    else if (code[at] === "{" && --depth === 0) return { start: at, end };
  }
  return { start: end, end };
}

const targets = new WeakMap<SitePlace, Span>();

/** What a `break` or `continue` leaves: the body of a loop, or a `switch` or a block with a label. */
function targetOf(frame: FrameRecord, event: PlacedEvent): Span {
  const target = targets.get(event.place) ?? findTarget(frame, event);
  targets.set(event.place, target);
  return target;
}

function findTarget({ program, fn }: FrameRecord, { kind, text, place }: PlacedEvent): Span {
  const label = /^\s*(?:break|continue)\s+([\p{ID_Start}_$][\p{ID_Continue}$]*)/u.exec(text)?.[1];
  const start = program.functions[fn]?.span.start ?? 0;
  const loop = label === undefined ? program.sites[place.loops.at(-1) ?? -1]?.arms.get("body") : undefined;
  const written = blockAround(program.text.code, { from: place.span.start, start, label, isBreak: kind === "break" });
  const target = [loop, written].filter((one) => one !== undefined).sort((a, b) => b.start - a.start)[0];
  return target ?? { start: place.span.end, end: place.span.end };
}

/** Characters that are looked through for the block. */
const farthest = 20_000;
/** Blocks around the place that are looked at. */
const maxAround = 50;

type Around = { from: number; start: number; label: string | undefined; isBreak: boolean };

/** The nearest block in braces around a place that a `break` or `continue` can leave. */
function blockAround(code: string, { from, start, label, isBreak }: Around): Span | undefined {
  let depth = 0;
  let looked = 0;
  for (let at = from - 1; at >= Math.max(start, from - farthest) && looked < maxAround; at--) {
    if (code[at] === "}") depth++;
    if (code[at] !== "{" || --depth >= 0) continue;
    depth = 0;
    looked++;
    const head = headOf(code, at, start);
    const isTarget =
      label === undefined ? head.keyword !== "" && (isBreak || head.keyword !== "switch") : head.label === label;
    if (isTarget) return { start: at, end: endOf(code, at) };
  }
  return undefined;
}

/** What stands in front of a block: the keyword of its statement and its label. */
function headOf(code: string, brace: number, start: number): { keyword: string; label: string | undefined } {
  let at = brace;
  const back = code.slice(Math.max(start, brace - 2_000), brace).trimEnd();
  at = Math.max(start, brace - 2_000) + back.length;
  if (code[at - 1] === ")") {
    let depth = 0;
    do {
      at--;
      if (code[at] === ")") depth++;
      else if (code[at] === "(") depth--;
    } while (depth > 0 && at > start);
  }
  const before = code.slice(Math.max(start, at - 100), at);
  const [, label, keyword = ""] =
    /(?:([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*:\s*)?(?:\b(for|while|switch|do)\b(?:\s*await)?\s*)?$/u.exec(before) ??
    [];
  return { keyword, label };
}

function endOf(code: string, brace: number): number {
  let depth = 0;
  for (let at = brace; at < Math.min(code.length, brace + 2 * farthest); at++) {
    if (code[at] === "{") depth++;
    else if (code[at] === "}" && --depth === 0) return at;
  }
  return brace;
}
