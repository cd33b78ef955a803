import type { Condition } from "../../../lib/contract/branch";
import type { Json } from "../../../lib/contract/json";
import type { BranchLog } from "../capture/branch-record";
import type { EndedBranch } from "../capture/recorder";
import { EndedOrder } from "./ended-order";
import type { Execution } from "./execution";
import type { PreparedBranch, PreparedCall } from "./prepared";
import type { CallKind } from "./record";

/** A judgment's answer in place of the recorded one. */
export type Correction = { spanId: string; output: unknown };

/** What a call nobody recorded gives, by its name or by `name#ordinal`. */
export type Missing = { [call: string]: unknown };

/** A call that the replayed execution made. */
export type Asked = {
  kind: CallKind;
  name: string;
  ordinal: number;
  /** The recorded call that answered it; undefined where there is none. */
  call: PreparedCall | undefined;
  isSameInput: boolean;
  /** What an action acts on, where that was given. */
  input: Json | undefined;
  effect: boolean;
  isCorrected: boolean;
  /** Rows that the branches under way had when it was asked for. */
  rowsBefore: [log: BranchLog, rows: number][];
};

/** A branch that the replayed execution ran, and the recorded one it stands for. */
export type RanBranch = {
  name: string;
  ordinal: number;
  recorded: PreparedBranch | undefined;
  /** True where the recorded execution captured no branch at all: it was sampled out, or not instrumented. */
  isUncaptured: boolean;
  arm: string | null;
  outcome: Json | undefined;
  captured: EndedBranch | undefined;
  /** How many calls had been asked for when it ended. */
  endedAfter: number;
  /** Conditions of a branch recorded by hand. */
  conditions: Condition[] | undefined;
};

/** Why a replay cannot go on. */
export type Stop = { reason: string; gap?: { kind: CallKind; name: string; ordinal: number } };

/** Thrown where code waits for an answer that there is none for and no promise can be left open. */
export class ReplayStopped extends Error {
  constructor(reason: string) {
    super(`casebook: the replay stops here: ${reason}`);
    this.name = "ReplayStopped";
  }
}

/** One run of `replay`: what all executions in it share. */
export class Session {
  readonly corrections: Map<string, unknown>;
  readonly missing: Missing;
  readonly order = new EndedOrder();
  readonly asked: Asked[] = [];
  readonly branches: RanBranch[] = [];
  /** The executions of this replay: the one it is about, and those inside it. */
  readonly executions: Execution[] = [];
  /** Settles when the replay cannot go on. */
  readonly stopped: Promise<void>;
  stop: Stop | undefined;
  private tell: () => void = () => {};

  constructor({ corrections = [], missing = {} }: { corrections?: Correction[]; missing?: Missing }) {
    this.corrections = new Map(corrections.map(({ spanId, output }) => [spanId, output]));
    this.missing = missing;
    this.stopped = new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  /** Ends the replay; the first reason counts. @returns what to throw where no promise can be left open */
  halt(stop: Stop): ReplayStopped {
    this.stop ??= stop;
    this.tell();
    return new ReplayStopped(this.stop.reason);
  }
}
