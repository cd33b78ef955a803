import type { ExpandedFrame, FrameEvent, LoopState, ShownValue, Turn } from "@/lib/branches/types";

/** Which turn of each loop a person picked, by the loop's site; loops that are not in it show their default. */
export type PickedTurns = ReadonlyMap<number, number>;

/** A loop of a frame at the turn that is shown. */
export type ShownLoop = {
  loop: LoopState;
  /** The turn on show, from 0; -1 where it took none. */
  turn: number;
  /** What a loop over values gave that turn. */
  given?: ShownValue;
};

type Frame = Pick<ExpandedFrame, "loops" | "events">;

const leaving = new Set<FrameEvent["kind"]>(["return", "throw", "break"]);

/**
 * The loops as they are shown: each at the turn that was picked, inside the turns shown of the loops around it. Where
 * none was picked, at the turn that left the loop early, for that is the one that decided; else at the first.
 */
export function showLoops(frame: Frame, picked: PickedTurns): Map<number, ShownLoop> {
  const shown = new Map<number, ShownLoop>();
  for (const loop of [...frame.loops].sort((a, b) => a.parent.length - b.parent.length)) {
    if (!isShown(loop.parent, shown)) continue;
    const wanted = picked.get(loop.site) ?? decisiveTurn(frame.events, loop);
    shown.set(loop.site, { loop, turn: Math.min(wanted, loop.kept - 1) });
  }
  return shown;
}

/** Whether something that ran in these turns belongs to the turns on show. */
export function isShown(turns: Turn[], shown: ReadonlyMap<number, ShownLoop>): boolean {
  return turns.every(({ site, turn }) => shown.get(site)?.turn === turn);
}

function decisiveTurn(events: FrameEvent[], loop: LoopState): number {
  const left = events.findLast(
    ({ kind, turns }) => leaving.has(kind) && startsWith(turns, loop.parent) && turns.some(isTurnOf(loop)),
  );
  return left?.turns.find(isTurnOf(loop))?.turn ?? 0;
}

const isTurnOf = (loop: LoopState) => (turn: Turn) => turn.site === loop.site;

const startsWith = (turns: Turn[], start: Turn[]) =>
  start.every(({ site, turn }, place) => turns[place]?.site === site && turns[place]?.turn === turn);
