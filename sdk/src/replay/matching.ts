import type { Call } from "../run";
import { nameKey, type Prepared, type PreparedCall } from "./prepared";
import type { CallKind } from "./record";

/** A call of the replay and the recorded call that answers it. */
export type Match = {
  call: PreparedCall;
  /** False where the record was asked something else. */
  isSameInput: boolean;
};

/** Finds the recorded call behind each call of one replayed execution; each answers once. */
export class Matching {
  private readonly used: Uint8Array;
  private readonly prepared: Prepared;

  constructor(prepared: Prepared) {
    this.prepared = prepared;
    this.used = new Uint8Array(prepared.calls.length);
  }

  /**
   * By name, ordinal and input; else by input, so that calls that overtook each other find their own; else by ordinal.
   * A question that was asked once more than the record has it gets the same answer again.
   */
  find(kind: CallKind, name: string, { ordinal, digest }: Call): Match | undefined {
    const calls = this.prepared.byName.get(nameKey(kind, name));
    if (!calls) return undefined;
    const own = calls[ordinal]?.ordinal === ordinal ? calls[ordinal] : calls.find((call) => call.ordinal === ordinal);
    if (own && this.isFree(own) && own.digest === digest) return this.take(own, true);
    const alike = digest === undefined ? [] : calls.filter((call) => call.digest === digest);
    const free = alike.find((call) => this.isFree(call));
    if (free) return this.take(free, true);
    const [asked] = alike;
    if (kind === "judgment" && asked) return { call: asked, isSameInput: true };
    const other = own && this.isFree(own) ? own : calls.find((call) => this.isFree(call));
    return other && this.take(other, digest === other.digest);
  }

  /** Recorded calls that were not asked for, in order. */
  unused(): PreparedCall[] {
    return this.prepared.calls.filter((call) => this.isFree(call));
  }

  private isFree(call: PreparedCall): boolean {
    return this.used[call.index] === 0;
  }

  private take(call: PreparedCall, isSameInput: boolean): Match {
    this.used[call.index] = 1;
    return { call, isSameInput };
  }
}
