import type { Condition, JudgmentLink, Operand } from "../contract/branch";
import type { ArmDecision } from "./arm-words";
import type { FrameRecord, PlacedEvent } from "./frame-events";
import { isTruthy } from "./values";
import { rootName, varyingNames } from "./varying-names";

const maxConditions = 2_000;
/** Characters of texts and links in all conditions of a branch: a small row may stand for a long test. */
const maxLength = 200_000;

/**
 * Every decision of every frame in the order they were made, as hand-made branches record theirs. Tests inside a test
 * (`a && b` of an `if`) are told by the operands of the whole.
 * @returns `isWhole` is false where there were more than are kept of one branch
 */
export function toConditions(frames: FrameRecord[]): { conditions: Condition[]; isWhole: boolean } {
  const scopes = scopesOf(frames);
  const decisions = frames.flatMap((frame) =>
    frame.events
      .filter(({ place }) => place.isDecision && place.root === place.index)
      .map((event) => ({ event, frame, scope: scopes.get(frame.frame) })),
  );
  const conditions: Condition[] = [];
  let left = maxLength;
  for (const { event, frame, scope } of decisions.sort((a, b) => a.event.row - b.event.row)) {
    const condition = { ...toCondition(event, varyingNames(frame)), ...(scope && { scope }) };
    left -= lengthOf(condition);
    if (left < 0 || conditions.length >= maxConditions) break;
    conditions.push(condition);
  }
  return { conditions, isWhole: conditions.length === decisions.length };
}

const linkLength = 80;

function lengthOf({ text, operands, judgments = [] }: Condition): number {
  const read = operands.reduce((sum, one) => sum + one.text.length + linkLength * (one.judgments?.length ?? 0), 0);
  return text.length + read + linkLength * judgments.length;
}

function toCondition(event: PlacedEvent, varying: ReadonlySet<string>): Condition {
  const { kind, at, note, arm } = event;
  const text = kind === "for-of" || kind === "for-in" ? turnText(event) : event.text;
  const value = event.value === undefined ? truthOf(event) : event.value;
  const operands = readBy(event, text);
  const judgments = unnamed(event.judgments, operands);
  return {
    at,
    text,
    kind,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(arm !== undefined && { arm }),
    operands: operands.map((operand) => ({
      ...operand,
      ...(varying.has(rootName(operand.text)) && { varies: true }),
    })),
    ...(judgments.length > 0 && { judgments }),
  };
}

const turnText = ({ kind, name, text }: PlacedEvent) =>
  name === undefined ? text : `${name} ${kind === "for-of" ? "of" : "in"} ${text}`;

/** What a test made of a value that has no JSON form. */
function truthOf({ kind, raw }: PlacedEvent): boolean | undefined {
  return kind === "switch" || kind === "for-of" || kind === "for-in" ? undefined : isTruthy(raw);
}

/** A decision that read one thing is its own operand. What was read twice with one value is told once. */
function readBy({ operands, value, note, judgments }: PlacedEvent, text: string): Operand[] {
  if (operands.length > 0) return [...new Map(operands.map((one) => [JSON.stringify(one), one])).values()];
  const itself: Operand = {
    text,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(judgments.length > 0 && { judgments }),
  };
  return [itself];
}

/** Judgments of the whole that no operand names: of what was not evaluated this time, or of what a call read. */
function unnamed(judgments: JudgmentLink[], operands: Operand[]): JudgmentLink[] {
  const named = new Set(operands.flatMap((operand) => operand.judgments ?? []).map(({ spanId }) => spanId));
  return judgments.filter(({ spanId }) => !named.has(spanId));
}

/** A condition as `armWords` takes it. */
export const toArmDecision = ({ kind, text, arm }: Condition): ArmDecision => ({
  kind,
  text,
  isTrue:
    arm === "then" || (kind === "and" && arm === "right") || (kind === "or" && arm === "left") || kind === "switch",
  label: kind === "switch" ? arm : undefined,
});

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
