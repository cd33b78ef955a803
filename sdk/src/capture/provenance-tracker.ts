import type { ProvenanceLink } from "../../../lib/contract/rows";
import { isPromise } from "../brands";
import type { BranchRun } from "./branch-run";
import type { Frame } from "./frame";
import { Provenance, type ProvenanceId } from "./provenance";
import { type AwaitRecord, type CallRecord, FrameLinks } from "./provenance-frame";
import { as, type CallPlan, type FlowPlan, from, type SitePlan, type Slot, type Term } from "./provenance-plan";
import type { LinkTracker } from "./recorder";
import { Tags } from "./tags";

/** Callbacks of one call whose results are kept apart. */
const maxCallbacks = 200;

type PromiseTag = { spanId: string } | { frame: FrameLinks } | { judgedBefore: number };

/**
 * Follows data from judgments to the rows of one execution: what each variable came from is kept beside it, by the
 * static plan of its file. Before the first judgment has answered only objects and calls are remembered.
 */
export class Links implements LinkTracker {
  private readonly sets = new Provenance();
  private readonly tags = new Tags(this.sets);
  /** Span ids of the judgments that have answered, in order. */
  private readonly judged: string[] = [];
  private readonly promises = new WeakMap<object, PromiseTag>();
  private readonly modules = new Map<FlowPlan, FrameLinks>();
  private readonly told = new WeakMap<BranchRun, Map<ProvenanceId, number>>();
  /** The frame that told something last. */
  private current: FrameLinks | undefined;
  /** Origins of the value that is being thrown. */
  private thrown: ProvenanceId = 0;

  /** A judgment was asked for: whoever awaits this promise has its answer. */
  asked(promise: object, spanId: string): void {
    this.promises.set(promise, { spanId });
  }

  /** A judgment has answered. */
  answered(spanId: string): void {
    this.judged.push(spanId);
    this.tags.judged(spanId);
  }

  enter(frame: Frame, around: Frame | undefined): void {
    const plan = frame.module.flow;
    if (!plan) return;
    const caller = linksOf(frame.caller);
    const call = frame.callSite >= 0 ? caller?.calls.get(frame.callSite) : undefined;
    const isDirect = call !== undefined && call.entered === undefined && mayBe(call, frame.fn, caller?.plan === plan);
    const links = new FrameLinks(plan, {
      fn: frame.fn,
      around: linksOf(around),
      before: this.current,
      call,
      isCallback: call !== undefined && !isDirect,
    });
    if (call && isDirect) call.entered = links;
    else {
      if (call && call.callbacks.length < maxCallbacks) call.callbacks.push(links);
      this.current?.bare.push(links);
    }
    const inherited = this.current?.reason ?? 0;
    links.reason = call && !isDirect ? this.sets.union(inherited, this.sets.control(call.receiver)) : inherited;
    frame.links = links;
    this.current = links;
  }

  row(frame: Frame, site: number, value: unknown): number {
    const links = linksOf(frame);
    const plan = links?.plan.sites[site];
    if (!links) return 0;
    this.current = links;
    if (!plan) return 0;
    const id = this.follow(links, site, plan, value);
    if (links.bare.length > 0) links.bare = [];
    if (plan.isOutcome || plan.isThrow) this.current = links.before;
    return id === 0 ? 0 : this.tell(frame.branch, id);
  }

  call(frame: Frame, site: number, value: unknown): void {
    const links = linksOf(frame);
    const plan = links?.plan.sites[site];
    if (!links || !plan) return;
    this.current = links;
    if (plan.isAwaited) this.noteAwaited(links, site, plan, value);
    else if (plan.call) this.noteCall(links, site, plan, plan.call, value);
    else this.follow(links, site, plan, value);
  }

  private noteCall(links: FrameLinks, site: number, plan: SitePlan, call: CallPlan, value: unknown): void {
    const { args, receiver, result, into } = call;
    const record: CallRecord = {
      plan: call,
      args: args.map((terms) => this.evaluate(links, terms)),
      receiver: this.evaluate(links, receiver),
      fallback: this.evaluate(links, result),
      entered: undefined,
      callbacks: [],
      position: args.length - 1,
      last: value,
    };
    links.calls.set(site, record);
    if (into && this.judged.length > 0) {
      const taken = record.args
        .slice(into.from)
        .reduce((all, id) => this.sets.union(all, id), this.control(links, plan));
      this.put(links, into.object, into.key, taken);
    }
  }

  awaited(frame: Frame, site: number, value: unknown): void {
    const links = linksOf(frame);
    const plan = links?.plan.sites[site];
    if (!links || !plan) return;
    this.current = links;
    this.noteAwaited(links, site, plan, value);
  }

  private noteAwaited(links: FrameLinks, site: number, plan: SitePlan, value: unknown): void {
    const reads = this.evaluate(links, plan.reads ?? []);
    this.notePromise(links, plan, value);
    links.awaits.set(site, { promise: value, reads, judgedBefore: this.judged.length });
  }

  private follow(links: FrameLinks, site: number, plan: SitePlan, value: unknown): ProvenanceId {
    if (isPromise(value)) this.notePromise(links, plan, value);
    if (plan.writes) frameOf(this, links, plan.writes)?.hold(plan.writes[1], value);
    if (this.judged.length === 0) return 0;
    if (plan.group) this.readAhead(links, plan.group);
    let id = links.takeAhead(site) ?? this.evaluate(links, plan.reads ?? []);
    if (plan.isCatch && this.thrown !== 0) {
      id = this.thrown;
      this.thrown = 0;
    }
    if (plan.param) id = this.sets.union(id, this.param(links, plan.param, value));
    if (typeof value === "object" && value !== null) id = this.ofObject(id, value, plan);
    if (links.plan.sites[site] && plan.decides) this.decides(links, plan, id);
    links.decide(site, id);
    if (plan.under || links.reason !== 0) id = this.sets.union(id, this.control(links, plan));
    this.write(links, plan, id, value);
    if (plan.isOutcome) links.out = this.sets.union(links.out, id);
    if (plan.isThrow) this.thrown = id;
    return id;
  }

  private readAhead(links: FrameLinks, group: readonly number[]): void {
    for (const site of group) {
      const plan = links.plan.sites[site];
      if (plan) links.ahead.set(site, this.evaluate(links, plan.reads ?? []));
    }
  }

  /** Origins that an object knows itself go before what was worked out. */
  private ofObject(id: ProvenanceId, value: object, plan: SitePlan): ProvenanceId {
    const part = this.tags.part(value);
    if (part !== 0) return this.sets.union(this.sets.withoutWindows(id), part);
    if (this.tags.isListOfParts(value)) return this.sets.union(this.sets.withoutWindows(id), this.tags.read(value, ""));
    return plan.isFresh ? id : this.sets.union(id, this.tags.read(value, ""));
  }

  private write(links: FrameLinks, plan: SitePlan, id: ProvenanceId, value: unknown): undefined {
    if (plan.into) return this.put(links, plan.into.object, plan.into.key, id);
    const { writes } = plan;
    const owner = writes && frameOf(this, links, writes);
    if (!writes || !owner) return;
    if (plan.isFresh && typeof value === "object" && value !== null) {
      this.tags.put(value, "", id);
      owner.set(writes[1], this.control(links, plan));
    } else owner.set(writes[1], id);
  }

  /** Puts origins into the object that a term names; where that is not known, into the variable at its root. */
  private put(links: FrameLinks, [hops, slot, path = ""]: Term, key: string, id: ProvenanceId): undefined {
    const owner = frameOf(this, links, [hops, slot]);
    if (!owner) return;
    const root = owner.objectOf(slot);
    const object = root && this.tags.find(root, path);
    if (object) return this.tags.put(object, key, id);
    const at = path === "" || key === "" ? path + key : `${path}.${key}`;
    owner.set(slot, this.sets.union(owner.provenanceOf(slot), this.sets.place(id, at)));
  }

  private decides(links: FrameLinks, plan: SitePlan, id: ProvenanceId): void {
    const control = this.sets.control(id);
    if (control === 0) return;
    for (const slot of plan.decides ?? []) {
      const owner = frameOf(this, links, slot);
      owner?.set(slot[1], this.sets.union(owner.provenanceOf(slot[1]), control));
    }
  }

  private control(links: FrameLinks, plan: SitePlan): ProvenanceId {
    let id = links.reason;
    for (const site of plan.under ?? []) id = this.sets.union(id, this.sets.control(links.decisionOf(site)));
    return id;
  }

  private param(
    links: FrameLinks,
    [index, path, isRest]: [number, string, isRest?: true],
    value: unknown,
  ): ProvenanceId {
    const call = links.call ?? this.untold(links);
    if (!call) return 0;
    const isSeen = path === "" && !isRest && index === call.position && call.plan.fn === undefined;
    // Code in between called it with something else.
    if (isSeen && !links.isCallback && !Object.is(value, call.last)) links.isCallback = true;
    if (links.isCallback) return this.handedOn(call);
    if (!isRest) return this.sets.read(call.args[index] ?? 0, path);
    return call.args
      .slice(index)
      .reduce(
        (all, id, position) => this.sets.union(all, this.sets.read(this.sets.place(id, String(position)), path)),
        0,
      );
  }

  /** The call a function was entered by where nothing was told when it was made. */
  private untold(links: FrameLinks): CallRecord | undefined {
    const { before, plan } = links;
    if (before?.plan !== plan) return undefined;
    const calls = plan.untold.filter(([by, fn]) => by === before.fn && fn === links.fn);
    const count = Math.max(0, ...calls.map(([, , args]) => args.length));
    const args = Array.from({ length: count }, (_, index) =>
      calls.reduce((all, [, , given]) => this.sets.union(all, this.evaluate(before, given[index] ?? [])), 0),
    );
    const known = { fn: links.fn, args: [], receiver: [], result: [] };
    return {
      plan: known,
      args,
      receiver: 0,
      fallback: 0,
      entered: links,
      callbacks: [],
      position: -1,
      last: undefined,
    };
  }

  /** What a function in between may hand to a callback: things out of the receiver, arguments, other callbacks' results. */
  private handedOn(call: CallRecord): ProvenanceId {
    const returned = call.plan.feedsBack ? call.callbacks.map(({ out }) => out) : [];
    const given = [...call.args, ...returned].map((id) => this.sets.computed(id));
    return given.reduce((all, id) => this.sets.union(all, id), this.sets.read(call.receiver, "*"));
  }

  evaluate(links: FrameLinks, terms: readonly Term[]): ProvenanceId {
    let all: ProvenanceId = 0;
    for (const [source, which, path = "", at = "", how = as.part] of terms) {
      let id = this.source(links, source, which, path);
      if (how === as.computed) id = this.sets.computed(id);
      else if (how === as.control) id = this.sets.control(id);
      all = this.sets.union(all, this.sets.place(id, at));
    }
    return all;
  }

  private source(links: FrameLinks, source: number, which: number, path: string): ProvenanceId {
    switch (source) {
      case from.call: {
        const record = links.calls.get(which);
        return record ? this.sets.read(this.result(record), path) : 0;
      }
      case from.awaited: {
        const record = links.awaits.get(which);
        return record ? this.sets.read(this.settled(record), path) : 0;
      }
      case from.bare: {
        const called = links.bare.filter(({ fn }) => which === -1 || fn === which);
        return this.sets.read(
          called.reduce((all, { out }) => this.sets.union(all, out), 0 as ProvenanceId),
          path,
        );
      }
      default: {
        const owner = frameOf(this, links, [source, which]);
        if (!owner) return 0;
        const object = owner.objectOf(which);
        const kept = this.sets.read(owner.provenanceOf(which), path);
        return object ? this.sets.union(kept, this.tags.read(object, path)) : kept;
      }
    }
  }

  private result({ entered, fallback, callbacks }: CallRecord): ProvenanceId {
    if (entered) return entered.out;
    return callbacks.reduce((all, { out }) => this.sets.union(all, this.sets.computed(out)), fallback);
  }

  private settled({ promise, reads, judgedBefore }: AwaitRecord): ProvenanceId {
    const tag = isPromise(promise) ? this.promises.get(promise) : undefined;
    if (tag && "spanId" in tag)
      return this.sets.of({ spanId: tag.spanId, via: "value", field: "", at: "", computed: false });
    if (tag && "frame" in tag) return tag.frame.out;
    if (!isPromise(promise)) return reads;
    let id = reads;
    for (const spanId of this.judged.slice(tag?.judgedBefore ?? judgedBefore))
      id = this.sets.union(id, this.sets.of({ spanId, via: "window", field: "output", at: "", computed: true }));
    return id;
  }

  /** Remembers whose promise a value is, or when it was first seen. */
  private notePromise(links: FrameLinks, plan: SitePlan, promise: unknown): void {
    if (!isPromise(promise) || this.promises.has(promise)) return;
    const [only, ...others] = plan.reads ?? [];
    const [source, which] = only ?? [from.module, 0];
    const called =
      source === from.call ? links.calls.get(which)?.entered : source === from.bare ? links.bare[0] : undefined;
    const frame = others.length === 0 ? called : undefined;
    this.promises.set(promise, frame ? { frame } : { judgedBefore: this.judged.length });
  }

  frameOfModule(plan: FlowPlan): FrameLinks {
    let frame = this.modules.get(plan);
    if (!frame) {
      frame = new FrameLinks(plan, {
        fn: -1,
        around: undefined,
        before: undefined,
        call: undefined,
        isCallback: false,
      });
      this.modules.set(plan, frame);
    }
    return frame;
  }

  /** A set's number in its branch. */
  private tell(branch: BranchRun, id: ProvenanceId): number {
    let numbers = this.told.get(branch);
    if (!numbers) {
      numbers = new Map();
      this.told.set(branch, numbers);
    }
    let number = numbers.get(id);
    if (number === undefined) {
      const links = this.sets.list(id).map(({ spanId, via, field, at }): ProvenanceLink => {
        if (at !== "") return [spanId, via, field, at];
        return [spanId, via, field];
      });
      number = links.length === 0 ? 0 : branch.log.pv.push(links) - 1;
      numbers.set(id, number);
    }
    return number;
  }
}

function linksOf(frame: Frame | undefined): FrameLinks | undefined {
  return frame?.links as FrameLinks | undefined;
}

function frameOf(all: Links, links: FrameLinks, [hops]: Slot): FrameLinks | undefined {
  if (hops === from.module) return all.frameOfModule(links.plan);
  let frame: FrameLinks | undefined = links;
  for (let hop = 0; hop < hops && frame; hop++) frame = frame.around;
  return frame;
}

function mayBe({ plan }: CallRecord, fn: number, isSameFile: boolean): boolean {
  if (plan.isBuiltin || (isSameFile && plan.callbacks?.includes(fn))) return false;
  return plan.fn === undefined || (isSameFile && plan.fn === fn);
}
