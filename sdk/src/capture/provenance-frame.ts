import type { ProvenanceId } from "./provenance";
import type { CallFlow, Flow, Source } from "./provenance-load";

/** A call that was made from a frame, from the evaluation of its last argument on. */
export type CallRecord = {
  flow: CallFlow;
  args: ProvenanceId[];
  receiver: ProvenanceId;
  /** What the result is made of if no audited function gives it. */
  fallback: ProvenanceId;
  /** The audited function that was called. */
  entered: FrameLinks | undefined;
  /** Audited functions that code in between called. */
  callbacks: FrameLinks[];
  /** The argument that was told of, and its value. */
  position: number;
  last: unknown;
};

/** A promise that was awaited: what it may be made of, by what was known then and by what is known now. */
export type AwaitRecord = { promise: unknown; reads: ProvenanceId; sources: readonly Source[]; judgedBefore: number };

/** How a frame came to be. */
export type Entry = {
  fn: number;
  /** The frame of the audited function around it. */
  around: FrameLinks | undefined;
  /** The frame that told something last. */
  before: FrameLinks | undefined;
  call: CallRecord | undefined;
  isCallback: boolean;
  reason: ProvenanceId;
};

/** What links keep of one call of an audited function. */
export class FrameLinks {
  readonly flow: Flow;
  readonly fn: number;
  readonly around: FrameLinks | undefined;
  readonly before: FrameLinks | undefined;
  /** The call it was entered by. */
  readonly call: CallRecord | undefined;
  /** True where it was called by code in between, which hands on what it likes. */
  isCallback: boolean;
  /** Origins of what decided that it was called at all, where no condition tells: the list a callback walks. */
  readonly reason: ProvenanceId;
  /** Origins of all it returned or yielded so far. */
  out: ProvenanceId = 0;
  /** Audited functions that were entered since its last row without a call that was told of. */
  bare: FrameLinks[] | undefined;
  calls: Map<number, CallRecord> | undefined;
  awaits: Map<number, AwaitRecord> | undefined;
  /** Origins of names that the pattern which is being told of binds, by site. */
  ahead: Map<number, ProvenanceId> | undefined;
  /** What the turns of a loop were made of, by site. */
  private turns: Map<number, ProvenanceId> | undefined;
  /** Per variable its origins, and the object it holds as far as its last row told. */
  readonly provenance: (ProvenanceId | undefined)[] = [];
  readonly objects: (object | undefined)[] = [];
  /** Per decision the origins of its last evaluation. */
  readonly decided: (ProvenanceId | undefined)[] = [];

  /** How decisions came out that chose between sources. */
  private outcomes: (boolean | undefined)[] | undefined;

  constructor(flow: Flow, { fn, around, before, call, isCallback, reason }: Entry) {
    this.flow = flow;
    this.fn = fn;
    this.around = around;
    this.before = before;
    this.call = call;
    this.isCallback = isCallback;
    this.reason = reason;
  }

  set(slot: number, id: ProvenanceId): void {
    if (id !== 0 || this.provenance[slot] !== undefined) this.provenance[slot] = id;
  }

  hold(slot: number, value: unknown): void {
    if (typeof value === "object" && value !== null) this.objects[slot] = value;
    else if (this.objects[slot] !== undefined) this.objects[slot] = undefined;
  }

  decide(site: number, id: ProvenanceId): void {
    if (id !== 0 || this.decided[site] !== undefined) this.decided[site] = id;
  }

  /** @returns what a loop's turns so far were made of, this one included */
  turn(site: number, join: (before: ProvenanceId) => ProvenanceId): ProvenanceId {
    this.turns ??= new Map();
    const id = join(this.turns.get(site) ?? 0);
    this.turns.set(site, id);
    return id;
  }

  choose(site: number, isTrue: boolean): void {
    this.outcomes ??= [];
    this.outcomes[site] = isTrue;
  }

  /** True unless one of the decisions is known to have come out otherwise. */
  mayHold(when: readonly number[]): boolean {
    const { outcomes } = this;
    return outcomes === undefined || when.every((one) => outcomes[Math.abs(one) - 1] !== one < 0);
  }

  takeAhead(site: number): ProvenanceId | undefined {
    const id = this.ahead?.get(site);
    if (id !== undefined) this.ahead?.delete(site);
    return id;
  }
}
