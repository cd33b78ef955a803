import { isPromise } from "../brands";
import type { Frame } from "./frame";
import { roles } from "./module-state";
import { joinPath, Provenance, type ProvenanceId } from "./provenance";
import { type AwaitRecord, type CallRecord, FrameLinks } from "./provenance-frame";
import type { CallFlow, Flow, Place, SiteFlow, Source } from "./provenance-load";
import { as, from } from "./provenance-plan";
import { Told } from "./provenance-told";
import type { LinkTracker } from "./recorder";
import { Tags } from "./tags";

/** Callbacks of one call whose results are kept apart. */
const maxCallbacks = 200;

type PromiseTag = { spanId: string } | { frame: FrameLinks } | { judgedBefore: number };

/** Until a judgment has answered there is nothing to keep: an execution that asks none makes none of these. */
const noSets = new Provenance();
const noTags = new Tags(noSets);
const noneTold = new Told(noSets);
const noArgs: ProvenanceId[] = [];

/**
 * Follows data from judgments to the rows of one execution: what each variable came from is kept beside it, by the
 * static plan of its file. Before the first judgment has answered only objects and calls are remembered.
 */
export class Links implements LinkTracker {
  private sets = noSets;
  private tags = noTags;
  private told = noneTold;
  /** Span ids of the judgments that have answered, in order. */
  private readonly judged: string[] = [];
  private promises: WeakMap<object, PromiseTag> | undefined;
  private modules: Map<Flow, FrameLinks> | undefined;
  /** The frame that told something last. */
  private current: FrameLinks | undefined;
  /** Origins of the value that is being thrown. */
  private thrown: ProvenanceId = 0;

  /** A judgment was asked for: whoever awaits this promise has its answer. */
  asked(promise: object, spanId: string): void {
    this.tagPromise(promise, { spanId });
  }

  /** A judgment has answered. */
  answered(spanId: string): void {
    if (this.judged.length === 0) {
      this.sets = new Provenance();
      this.tags = new Tags(this.sets);
      this.told = new Told(this.sets);
    }
    this.judged.push(spanId);
    this.tags.judged(spanId);
  }

  enter(frame: Frame, around: Frame | undefined): void {
    const { flow } = frame.module;
    if (!flow) return;
    const before = this.current;
    const caller = linksOf(frame.caller);
    const call = frame.callSite >= 0 ? caller?.calls?.get(frame.callSite) : undefined;
    const isDirect = call !== undefined && call.entered === undefined && mayBe(call, frame.fn, caller?.flow === flow);
    const isCallback = call !== undefined && !isDirect;
    const inherited = before === undefined ? 0 : before.reason;
    const reason =
      isCallback && call.receiver !== 0 ? this.sets.union(inherited, this.sets.control(call.receiver)) : inherited;
    const links = new FrameLinks(flow, { fn: frame.fn, around: linksOf(around), before, call, isCallback, reason });
    if (isDirect) call.entered = links;
    else {
      if (call && call.callbacks.length < maxCallbacks) call.callbacks.push(links);
      if (before?.bare) before.bare.push(links);
      else if (before) before.bare = [links];
    }
    frame.links = links;
    this.current = links;
  }

  row(frame: Frame, site: number, value: unknown): number {
    const links = linksOf(frame);
    if (links === undefined) return 0;
    this.current = links;
    const flow = links.flow.sites[site];
    if (flow === undefined) return 0;
    if (flow.isChoice) links.choose(site, cameOut(frame, site, value));
    const id = this.follow(links, site, flow, value);
    if (links.bare !== undefined) links.bare = undefined;
    if (flow.isOutcome || flow.isThrow) this.current = links.before;
    return id === 0 ? 0 : this.told.number(frame.branch, id);
  }

  call(frame: Frame, site: number, value: unknown): void {
    const links = linksOf(frame);
    const flow = links?.flow.sites[site];
    if (!links || !flow) return;
    this.current = links;
    if (flow.isAwaited) this.noteAwaited(links, site, flow, value);
    else if (flow.call) this.noteCall(links, site, flow, flow.call, value);
    else this.follow(links, site, flow, value);
  }

  awaited(frame: Frame, site: number, value: unknown): void {
    const links = linksOf(frame);
    const flow = links?.flow.sites[site];
    if (!links || !flow) return;
    this.current = links;
    this.noteAwaited(links, site, flow, value);
  }

  private noteCall(links: FrameLinks, site: number, flow: SiteFlow, call: CallFlow, value: unknown): void {
    const { args, receiver, result, into } = call;
    const isJudged = this.judged.length > 0;
    const record: CallRecord = {
      flow: call,
      args: isJudged ? args.map((sources) => this.evaluate(links, sources)) : noArgs,
      receiver: this.evaluate(links, receiver),
      fallback: this.evaluate(links, result),
      entered: undefined,
      callbacks: [],
      position: args.length - 1,
      last: value,
    };
    links.calls ??= new Map();
    links.calls.set(site, record);
    if (!into || !isJudged) return;
    let taken = this.sets.union(this.control(links, flow.under), links.reason);
    for (let index = into.first; index < record.args.length; index++)
      taken = this.sets.union(taken, record.args[index] ?? 0);
    this.put(links, into.object, into.key, taken);
  }

  private noteAwaited(links: FrameLinks, site: number, flow: SiteFlow, value: unknown): void {
    const reads = this.evaluate(links, flow.reads);
    this.notePromise(links, flow, value);
    links.awaits ??= new Map();
    links.awaits.set(site, { promise: value, reads, sources: flow.reads, judgedBefore: this.judged.length });
  }

  /** Takes note of a value and what it came from. @returns its origins */
  private follow(links: FrameLinks, site: number, flow: SiteFlow, value: unknown): ProvenanceId {
    const isObject = typeof value === "object" && value !== null;
    if (isObject) this.notePromise(links, flow, value);
    const { writes } = flow;
    const owner = writes && this.frameOf(links, writes.from);
    if (owner && writes) owner.hold(writes.which, value);
    if (this.judged.length === 0) return 0;
    let id = this.read(links, site, flow, value);
    if (isObject) id = this.ofObject(id, value, flow);
    if (flow.decides !== undefined) this.decides(links, flow.decides, id);
    links.decide(site, id);
    const { under } = flow;
    const control = under === undefined ? 0 : this.control(links, under);
    this.keep(links, flow, value, { id: this.sets.union(id, this.sets.union(control, links.reason)), owner });
    // Whoever reads a row sees the arms it stands in.
    return this.sets.union(this.sets.withoutControl(id, control), links.reason);
  }

  /** Hands a value's origins, and those of what decided that this place was come to, on to whatever takes the value. */
  private keep(
    links: FrameLinks,
    flow: SiteFlow,
    value: unknown,
    kept: { id: ProvenanceId; owner: FrameLinks | undefined },
  ): void {
    const { id, owner } = kept;
    const { writes, into, under, behind } = flow;
    if (into) this.put(links, into.object, into.key, id);
    if (owner && writes) {
      const isKept = flow.isFresh && typeof value === "object" && value !== null;
      if (isKept) this.tags.put(value, "", id);
      owner.set(writes.which, isKept ? this.sets.union(this.control(links, under), links.reason) : id);
    }
    if (flow.isOutcome) links.out = this.sets.union(links.out, this.sets.union(id, this.control(links, behind)));
    if (flow.isThrow) this.thrown = id;
  }

  private read(links: FrameLinks, site: number, flow: SiteFlow, value: unknown): ProvenanceId {
    if (flow.group !== undefined) this.readAhead(links, flow.group);
    if (flow.isCatch && this.thrown !== 0) {
      const { thrown } = this;
      this.thrown = 0;
      return thrown;
    }
    const ahead = links.ahead === undefined ? undefined : links.takeAhead(site);
    const id = ahead ?? this.evaluate(links, flow.reads);
    if (flow.isTurn) return links.turn(site, (before) => this.sets.union(before, id));
    return flow.param === undefined ? id : this.sets.union(id, this.param(links, flow.param, value));
  }

  private readAhead(links: FrameLinks, group: readonly number[]): void {
    links.ahead ??= new Map();
    for (const site of group) {
      const flow = links.flow.sites[site];
      if (flow) links.ahead.set(site, this.evaluate(links, flow.reads));
    }
  }

  /** Origins that an object knows itself go before what was worked out. */
  private ofObject(id: ProvenanceId, value: object, flow: SiteFlow): ProvenanceId {
    const part = this.tags.part(value);
    if (part !== 0) return this.sets.union(this.sets.withoutWindows(id), part);
    if (this.tags.isListOfParts(value)) return this.sets.union(this.sets.withoutWindows(id), this.tags.read(value, ""));
    return flow.isFresh ? id : this.sets.union(id, this.tags.read(value, ""));
  }

  /** Puts origins into the object that a source names; where that is not known, into the variable at its root. */
  private put(links: FrameLinks, { from: hops, which, path }: Source, key: string, id: ProvenanceId): void {
    const owner = this.frameOf(links, hops);
    if (!owner) return;
    const root = owner.objects[which];
    const object = root && this.tags.find(root, path);
    if (object) this.tags.put(object, key, id);
    else owner.set(which, this.sets.union(owner.provenance[which] ?? 0, this.sets.place(id, joinPath(path, key))));
  }

  private decides(links: FrameLinks, places: readonly Place[], id: ProvenanceId): void {
    const control = this.sets.control(id);
    if (control === 0) return;
    for (const { from: hops, which } of places) {
      const owner = this.frameOf(links, hops);
      owner?.set(which, this.sets.union(owner.provenance[which] ?? 0, control));
    }
  }

  /** Origins of decisions, as of what stands in their arms. */
  private control(links: FrameLinks, decisions: readonly number[] | undefined): ProvenanceId {
    let id: ProvenanceId = 0;
    if (decisions === undefined) return id;
    for (const site of decisions) {
      const decided = links.decided[site];
      if (decided) id = this.sets.union(id, this.sets.control(decided));
    }
    return id;
  }

  private param(links: FrameLinks, param: NonNullable<SiteFlow["param"]>, value: unknown): ProvenanceId {
    const [index, path, isRest] = param;
    const call = links.call ?? this.untold(links);
    if (!call) return 0;
    const isSeen = path === "" && !isRest && index === call.position && call.flow.fn === undefined;
    // Code in between called it with something else.
    if (isSeen && !links.isCallback && !Object.is(value, call.last)) links.isCallback = true;
    if (links.isCallback) return this.handedOn(call);
    if (!isRest) return this.sets.read(call.args[index] ?? 0, path);
    const rest = call.args.slice(index).map((id, position) => this.sets.place(id, String(position)));
    return this.all(rest.map((id) => this.sets.read(id, path)));
  }

  /** The call a function was entered by where nothing was told when it was made. */
  private untold({ before, flow, fn }: FrameLinks): CallRecord | undefined {
    if (before?.flow !== flow) return undefined;
    const calls = flow.untold.filter((call) => call.by === before.fn && call.fn === fn);
    const count = Math.max(0, ...calls.map(({ args }) => args.length));
    const args = Array.from({ length: count }, (_, index) =>
      this.all(calls.map((call) => this.evaluate(before, call.args[index] ?? []))),
    );
    const known = { fn, args: [], receiver: [], result: [], into: undefined };
    return {
      flow: known,
      args,
      receiver: 0,
      fallback: 0,
      entered: undefined,
      callbacks: [],
      position: -1,
      last: undefined,
    };
  }

  /** What a function in between may hand to a callback: things out of the receiver, arguments, other callbacks' results. */
  private handedOn({ flow, args, callbacks, receiver }: CallRecord): ProvenanceId {
    const returned = flow.feedsBack ? callbacks.map(({ out }) => out) : [];
    const given = this.sets.computed(this.all([...args, ...returned]));
    return this.sets.union(given, this.sets.read(receiver, "*"));
  }

  private all(ids: readonly ProvenanceId[]): ProvenanceId {
    return ids.reduce((all, id) => this.sets.union(all, id), 0);
  }

  private evaluate(links: FrameLinks, sources: readonly Source[]): ProvenanceId {
    let all: ProvenanceId = 0;
    if (this.judged.length === 0) return all;
    for (let index = 0; index < sources.length; index++) {
      const source = sources[index] as Source;
      if (source.when !== undefined && !links.mayHold(source.when)) continue;
      let id = this.source(links, source);
      if (id === 0) continue;
      if (source.as === as.computed) id = this.sets.computed(id);
      else if (source.as === as.control) id = this.sets.control(id);
      all = this.sets.union(all, this.sets.place(id, source.at));
    }
    return all;
  }

  private source(links: FrameLinks, { from: kind, which, path }: Source): ProvenanceId {
    if (kind >= from.module) {
      const owner = kind === 0 ? links : this.frameOf(links, kind);
      if (owner === undefined) return 0;
      const object = owner.objects[which];
      const kept = this.sets.read(owner.provenance[which] ?? 0, path);
      return object === undefined ? kept : this.sets.union(kept, this.tags.read(object, path));
    }
    if (kind === from.call) {
      const record = links.calls?.get(which);
      return record ? this.sets.read(this.result(record), path) : 0;
    }
    if (kind === from.awaited) {
      const record = links.awaits?.get(which);
      return record ? this.sets.read(this.settled(links, record), path) : 0;
    }
    const called = (links.bare ?? []).filter(({ fn }) => which === -1 || fn === which);
    return this.sets.read(this.all(called.map(({ out }) => out)), path);
  }

  private result({ entered, fallback, callbacks }: CallRecord): ProvenanceId {
    if (entered) return entered.out;
    return this.sets.union(fallback, this.sets.computed(this.all(callbacks.map(({ out }) => out))));
  }

  private settled(links: FrameLinks, { promise, reads: before, sources, judgedBefore }: AwaitRecord): ProvenanceId {
    const reads = this.sets.union(before, this.evaluate(links, sources));
    if (!isPromise(promise)) return reads;
    const tag = this.promises?.get(promise);
    if (tag && "spanId" in tag)
      return this.sets.of({ spanId: tag.spanId, via: "value", field: "", at: "", computed: false });
    if (tag && "frame" in tag) return tag.frame.out;
    const meanwhile = this.judged.slice(tag?.judgedBefore ?? judgedBefore);
    const windows = meanwhile.map((spanId) =>
      this.sets.of({ spanId, via: "window", field: "output", at: "", computed: true }),
    );
    return this.sets.union(reads, this.all(windows));
  }

  /** Remembers whose promise a value is, or when it was first seen. */
  private notePromise(links: FrameLinks, { reads }: SiteFlow, value: unknown): void {
    if (!isPromise(value) || this.promises?.has(value)) return;
    const frame = reads.length === 1 ? calledFrame(links, reads[0]) : undefined;
    this.tagPromise(value, frame ? { frame } : { judgedBefore: this.judged.length });
  }

  private tagPromise(promise: object, tag: PromiseTag): void {
    this.promises ??= new WeakMap();
    this.promises.set(promise, tag);
  }

  private frameOf(links: FrameLinks, hops: number): FrameLinks | undefined {
    if (hops === from.module) return this.frameOfModule(links.flow);
    let frame: FrameLinks | undefined = links;
    for (let hop = 0; hop < hops && frame; hop++) frame = frame.around;
    return frame;
  }

  private frameOfModule(flow: Flow): FrameLinks {
    this.modules ??= new Map();
    let frame = this.modules.get(flow);
    if (!frame) {
      const nowhere = { around: undefined, before: undefined, call: undefined };
      frame = new FrameLinks(flow, { fn: -1, ...nowhere, isCallback: false, reason: 0 });
      this.modules.set(flow, frame);
    }
    return frame;
  }
}

function linksOf(frame: Frame | undefined): FrameLinks | undefined {
  return frame?.links as FrameLinks | undefined;
}

/** Whether the first arm of a choice runs. */
function cameOut({ module }: Frame, site: number, value: unknown): boolean {
  return module.roles[site] === roles.nullish ? value === null || value === undefined : Boolean(value);
}

/** The audited function whose promise a call gave. */
function calledFrame(links: FrameLinks, source: Source | undefined): FrameLinks | undefined {
  if (source?.from === from.call) return links.calls?.get(source.which)?.entered;
  return source?.from === from.bare ? links.bare?.[0] : undefined;
}

function mayBe({ flow }: CallRecord, fn: number, isSameFile: boolean): boolean {
  if (flow.isBuiltin || (isSameFile && flow.callbacks?.includes(fn))) return false;
  return flow.fn === undefined || (isSameFile && flow.fn === fn);
}
