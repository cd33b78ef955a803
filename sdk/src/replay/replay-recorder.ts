import type { Json } from "../../../lib/contract/json";
import { isProxy } from "../brands";
import { Recorder } from "../capture/recorder";
import { settings } from "../configure";

/** A recorded value, and what is kept of it in the rows that show it whole. */
export type Reusable = { readonly source: Json; kept?: unknown };

/** Values of more parts are written sooner than compared: what is kept of them is cut. */
const mostParts = 300;

/** A recorded value whose rows are written once for all times it is given back; undefined where that saves nothing. */
export function reusableOf(source: Json | undefined): Reusable | undefined {
  const isSmall = typeof source === "object" && source !== null && countParts(source) <= mostParts;
  return isSmall ? { source } : undefined;
}

function countParts(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) {
    count += countParts(member);
    if (count > mostParts) break;
  }
  return count;
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
    if (!reusable || !this.hidesNothing() || !isStill(value, reusable.source)) return super.keep(value, name);
    reusable.kept ??= super.keep(value, name);
    return reusable.kept;
  }

  /** What is hidden hangs on more than the value. */
  private hidesNothing(): boolean {
    return this.secrets.isEmpty && settings.redactPatterns.length === 0 && settings.redactKeys.size === 0;
  }
}

/** Whether a copy of recorded data is as it was made, down to the order of its keys; runs no getter and no trap. */
function isStill(value: unknown, source: Json): boolean {
  if (typeof source !== "object" || source === null) return Object.is(value, source);
  if (typeof value !== "object" || value === null || isProxy(value)) return false;
  if (Object.getPrototypeOf(value) !== Object.getPrototypeOf(source)) return false;
  if (Array.isArray(source) && (!Array.isArray(value) || value.length !== source.length)) return false;
  const keys = Object.keys(value);
  const wanted = Object.keys(source);
  return (
    keys.length === wanted.length && keys.every((key, index) => key === wanted[index] && isSame(value, key, source))
  );
}

function isSame(value: object, key: string, source: Json[] | { [key: string]: Json }): boolean {
  const found = Object.getOwnPropertyDescriptor(value, key);
  const wanted = (source as { [key: string]: Json })[key];
  return found !== undefined && "value" in found && wanted !== undefined && isStill(found.value, wanted);
}
