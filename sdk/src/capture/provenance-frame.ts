import type { ProvenanceId } from "./provenance";
import type { CallPlan, FlowPlan } from "./provenance-plan";

/** A call that was made from a frame, from the evaluation of its last argument on. */
export type CallRecord = {
  plan: CallPlan;
  args: ProvenanceId[];
  receiver: ProvenanceId;
  /** What the result is made of if no audited function gives it. */
  fallback: ProvenanceId;
  /** The audited function that was called. */
  entered: FrameLinks | undefined;
  /** Audited functions that code in between called. */
  callbacks: FrameLinks[];
  position: number;
  last: unknown;
};

/** A promise that was awaited. */
export type AwaitRecord = { promise: unknown; reads: ProvenanceId; judgedBefore: number };

/** What links keep of one call of an audited function. */
export class FrameLinks {
  readonly plan: FlowPlan;
  readonly fn: number;
  /** The frame of the audited function around it. */
  readonly around: FrameLinks | undefined;
  /** The frame that ran before it was entered: it gets the outcome of a call without arguments. */
  readonly before: FrameLinks | undefined;
  /** The call it was entered by. */
  readonly call: CallRecord | undefined;
  /** True where it was called by code in between, which hands on what it likes. */
  isCallback: boolean;
  /** Origins of what decided that it was called at all, where no condition tells: the list a callback walks. */
  reason: ProvenanceId = 0;
  /** Origins of all it returned or yielded so far. */
  out: ProvenanceId = 0;
  /** Audited functions it called without arguments since its last row. */
  bare: FrameLinks[] = [];
  readonly calls = new Map<number, CallRecord>();
  readonly awaits = new Map<number, AwaitRecord>();
  /** Origins of names that the pattern which is being told of binds. */
  readonly ahead = new Map<number, ProvenanceId>();
  private provenance: ProvenanceId[] = [];
  private objects: (object | undefined)[] = [];
  private decided: ProvenanceId[] = [];

  constructor(
    plan: FlowPlan,
    place: {
      fn: number;
      around: FrameLinks | undefined;
      before: FrameLinks | undefined;
      call: CallRecord | undefined;
      isCallback: boolean;
    },
  ) {
    this.plan = plan;
    this.fn = place.fn;
    this.around = place.around;
    this.before = place.before;
    this.call = place.call;
    this.isCallback = place.isCallback;
  }

  provenanceOf(slot: number): ProvenanceId {
    return this.provenance[slot] ?? 0;
  }

  /** The object a variable holds, as far as its last row told. */
  objectOf(slot: number): object | undefined {
    return this.objects[slot];
  }

  set(slot: number, id: ProvenanceId): void {
    if (id !== 0 || this.provenance[slot] !== undefined) this.provenance[slot] = id;
  }

  hold(slot: number, value: unknown): void {
    const object = typeof value === "object" && value !== null ? value : undefined;
    if (object || this.objects[slot] !== undefined) this.objects[slot] = object;
  }

  takeAhead(site: number): ProvenanceId | undefined {
    const id = this.ahead.get(site);
    if (id !== undefined) this.ahead.delete(site);
    return id;
  }

  decisionOf(site: number): ProvenanceId {
    return this.decided[site] ?? 0;
  }

  decide(site: number, id: ProvenanceId): void {
    if (id !== 0 || this.decided[site] !== undefined) this.decided[site] = id;
  }
}
