import type { Json } from "../../../lib/contract/json";
import { isProxy } from "../brands";
import { Recorder } from "../capture/recorder";
import { settings } from "../configure";

type Primitive = string | number | boolean | null;

/** Recorded data taken apart, so that a copy can be held against it again and again. */
type Parts = { prototype: object; keys: string[]; members: (Primitive | Parts)[] };

/** A recorded value, and what is kept of it in the rows that show it whole. */
export type Reusable = { readonly parts: Parts; kept?: unknown };

/** Values of more parts are written sooner than compared: what is kept of them is cut. */
const mostParts = 300;

/** A recorded value whose rows are written once for all times it is given back; undefined where that saves nothing. */
export function reusableOf(value: Json | undefined): Reusable | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const parts = takeApart(value, { left: mostParts });
  return parts && { parts };
}

function takeApart(value: Json[] | { [key: string]: Json }, budget: { left: number }): Parts | undefined {
  const keys = Object.keys(value);
  budget.left -= keys.length + 1;
  if (budget.left < 0) return undefined;
  const members: Parts["members"] = [];
  for (const member of Object.values(value)) {
    const part = typeof member === "object" && member !== null ? takeApart(member, budget) : member;
    if (part === undefined) return undefined;
    members.push(part);
  }
  return { prototype: Array.isArray(value) ? Array.prototype : Object.prototype, keys, members };
}

/** Records a replay. What it keeps of a value given back from the record it knows as long as nobody changed that. */
export class ReplayRecorder extends Recorder {
  private readonly given = new Map<unknown, Reusable>();

  /** Notes a copy of a recorded value that the code gets. */
  gave(copy: unknown, reusable: Reusable): void {
    this.given.set(copy, reusable);
  }

  override keep(value: unknown, name: string | undefined): unknown {
    const reusable = typeof value === "object" && name === undefined ? this.given.get(value) : undefined;
    if (!reusable || !this.hidesNothing() || !isStill(value, reusable.parts)) return super.keep(value, name);
    reusable.kept ??= super.keep(value, name);
    return reusable.kept;
  }

  /** What is hidden hangs on more than the value. */
  private hidesNothing(): boolean {
    return this.secrets.isEmpty && settings.redactPatterns.length === 0 && settings.redactKeys.size === 0;
  }
}

/** Tells of a getter without making a description of the property, of which there would be hundreds. */
const getterOf = (Object.prototype as { __lookupGetter__(key: string): unknown }).__lookupGetter__;

/** Whether a copy of recorded data is as it was made, down to the order of its keys; runs no getter and no trap. */
function isStill(value: unknown, parts: Primitive | Parts | undefined): boolean {
  if (typeof parts !== "object" || parts === null) return Object.is(value, parts);
  if (typeof value !== "object" || value === null || isProxy(value)) return false;
  const { prototype, keys, members } = parts;
  if (Object.getPrototypeOf(value) !== prototype) return false;
  if (prototype === Array.prototype && (!Array.isArray(value) || value.length !== keys.length)) return false;
  let index = 0;
  for (const key in value) {
    if (key !== keys[index]) return false;
    if (getterOf.call(value, key) !== undefined) return false;
    if (!isStill((value as { [key: string]: unknown })[key], members[index])) return false;
    index++;
  }
  return index === keys.length;
}
