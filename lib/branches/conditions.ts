import type { Condition, Operand } from "../contract/branch";
import type { FrameRecord, PlacedEvent } from "./frame-events";
import { isTruthy } from "./values";
import { rootName, varyingNames } from "./varying-names";

const maxConditions = 2_000;

/**
 * Every decision of every frame in the order they were made, as hand-made branches record theirs. Tests inside a test
 * (`a && b` of an `if`) are told by the operands of the whole.
 */
export function toConditions(frames: FrameRecord[]): Condition[] {
  const scopes = scopesOf(frames);
  const decisions = frames.flatMap((frame) =>
    frame.events
      .filter(({ place }) => place.isDecision && place.root === place.index)
      .map((event) => ({ event, frame, scope: scopes.get(frame.frame) })),
  );
  return decisions
    .sort((a, b) => a.event.row - b.event.row)
    .slice(0, maxConditions)
    .map(({ event, frame, scope }) => ({ ...toCondition(event, varyingNames(frame)), ...(scope && { scope }) }));
}

function toCondition(event: PlacedEvent, varying: ReadonlySet<string>): Condition {
  const { kind, at, note, arm } = event;
  const text = kind === "for-of" || kind === "for-in" ? turnText(event) : event.text;
  const value = event.value === undefined ? truthOf(event) : event.value;
  return {
    at,
    text,
    kind,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(arm !== undefined && { arm }),
    operands: withItself(event, text).map((operand) => ({
      ...operand,
      ...(varying.has(rootName(operand.text)) && { varies: true }),
    })),
  };
}

const turnText = ({ kind, name, text }: PlacedEvent) =>
  name === undefined ? text : `${name} ${kind === "for-of" ? "of" : "in"} ${text}`;

/** What a test made of a value that has no JSON form. */
function truthOf({ kind, raw }: PlacedEvent): boolean | undefined {
  return kind === "switch" || kind === "for-of" || kind === "for-in" ? undefined : isTruthy(raw);
}

/**
 * A decision that read one thing, or whose judgments no operand names, is its own operand: nothing that it depends on
 * goes unsaid.
 */
function withItself(event: PlacedEvent, text: string): Operand[] {
  const { operands, value, note, judgments } = event;
  const named = new Set(operands.flatMap((operand) => operand.judgments ?? []).map(({ spanId }) => spanId));
  if (operands.length > 0 && judgments.every(({ spanId }) => named.has(spanId))) return operands;
  const itself: Operand = {
    text,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(judgments.length > 0 && { judgments }),
  };
  return [...operands.filter((operand) => operand.text !== text), itself];
}

/** Where a frame was called from, as a name that equal runs share; none for the outermost. */
function scopesOf(frames: FrameRecord[]): Map<number, string | undefined> {
  const scopes = new Map<number, string | undefined>();
  const calls = new Map<string, number>();
  for (const { frame, parent, callSite, program, fn } of frames) {
    if (parent === undefined) {
      scopes.set(frame, scopes.size === 0 ? undefined : `#${frame}`);
      continue;
    }
    const path = `${scopes.get(parent) ?? ""}/${program.functions[fn]?.fn.name ?? ""}@${callSite ?? ""}`.slice(0, 400);
    const nth = calls.get(path) ?? 0;
    calls.set(path, nth + 1);
    scopes.set(frame, `${path}#${nth}`);
  }
  return scopes;
}
