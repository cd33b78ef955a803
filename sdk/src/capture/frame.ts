import { maxRowsPerBranch, maxRowsPerSite } from "../../../lib/contract/vocabulary";
import type { BranchRun } from "./branch-run";
import { type ModuleState, roles } from "./module-state";
import { leftOut, redacted } from "./preview";
import type { Recorder } from "./recorder";

/** One call of an audited function. Instrumented code hands its values to it; each comes back as it was. */
export class Frame {
  readonly recorder: Recorder;
  readonly branch: BranchRun;
  readonly module: ModuleState;
  readonly fn: number;
  /** Its place in the branch's frames; -1 where the branch is full. */
  readonly index: number;
  /** Where it was called from, in this branch or in the one around it. */
  readonly caller: Frame | undefined;
  readonly callSite: number;
  isOpen = true;
  /** True once it has handed control back before its end: by `await` or `yield`. */
  isSuspended = false;
  /** The outermost frame of a branch that this frame called and that has not returned. */
  callee: Frame | undefined;
  /** What links keep of it. */
  links: unknown;
  private readonly isRoot: boolean;
  private counts: Map<number, number> | undefined;

  constructor(branch: BranchRun, place: FramePlace) {
    const { module, fn, caller, callSite, isRoot } = place;
    this.recorder = branch.recorder;
    this.branch = branch;
    this.module = module;
    this.fn = fn;
    this.caller = caller;
    this.callSite = callSite;
    this.isRoot = isRoot;
    this.index = branch.addFrame(module, fn, isRoot || !caller ? -1 : caller.index, isRoot ? -1 : callSite);
  }

  /**
   * An operand, decision, variable, parameter, exit: anything that has a value. Written out in one piece on purpose:
   * V8 would copy smaller functions into the audited code, which then is slow for all who call it unrecorded.
   */
  value<Value>(site: number, value: Value): Value {
    const { recorder, module, branch } = this;
    if (recorder.isOff) return value;
    try {
      recorder.callFrame = undefined;
      if (this.callee !== undefined) this.passed();
      const { log } = branch;
      const role = module.roles[site] as number;
      if (role !== roles.value && role < roles.exit) {
        if (branch.decisions++ === 0) branch.startDeciding();
        let isTrue = true;
        if (role === roles.test) isTrue = Boolean(value);
        else if (role === roles.nullish) isTrue = value === null || value === undefined;
        if (role !== roles.switched) log.hash = Math.imul(log.hash ^ (site * 2 + (isTrue ? 1 : 0)), 0x01000193);
        if (isTrue && role !== roles.switched) branch.took(module, site);
      }
      const provenance = recorder.links === undefined ? 0 : recorder.links.row(this, site, value);
      if (module.repeated[site] === 1 && !this.isUnderCap(site)) branch.leaveOut(this.index, site);
      else if (this.index < 0 || log.values.length >= maxRowsPerBranch) branch.leaveOut(this.index, site);
      else {
        log.heads.push(this.index, site, provenance);
        const type = typeof value;
        if (module.secret[site] === 1) log.values.push(this.hidden(value));
        else if (type === "boolean" || type === "number" || value === undefined) log.values.push(value);
        else log.values.push(recorder.keep(value, module.redacting ? module.nameOf(site) : undefined));
      }
      if (role === roles.exit) this.exit(site, value);
      else if (role === roles.yield) this.handBack();
    } catch (error) {
      recorder.fail(error);
    }
    return value;
  }

  /** A place without a value. */
  mark(site: number): void {
    // Of `a.b ??= c` only that the right side ran is known, not what `a.b` was.
    const isUnknown = this.module.roles[site] === roles.test || this.module.roles[site] === roles.nullish;
    this.value(site, isUnknown ? leftOut : undefined);
  }

  /** A clock or random read: noted exactly, or answered by the record in a replay. */
  ambient<Value>(site: number, value: Value): Value {
    if (this.recorder.isOff) return value;
    try {
      const answer = this.recorder.options.ambientSource?.(this, site);
      const given = answer === undefined ? value : (revive(answer, value) as Value);
      if (this.module.secret[site] === 0 && this.branch.log.ambient.length < maxRowsPerBranch)
        this.branch.log.ambient.push([this.index, site, exact(given)]);
      return this.value(site, given);
    } catch (error) {
      this.recorder.fail(error);
      return value;
    }
  }

  /** Before a call that may enter another audited function: it will know where it was called from. */
  call<Value>(site: number, value: Value): Value {
    if (this.recorder.isOff) return value;
    try {
      this.passed();
      this.recorder.callFrame = this;
      this.recorder.callSite = site;
      this.recorder.links?.call(this, site, value);
    } catch (error) {
      this.recorder.fail(error);
    }
    return value;
  }

  /** What is awaited next. */
  awaited<Value>(site: number, value: Value): Value {
    if (this.recorder.isOff) return value;
    try {
      this.passed();
      this.recorder.links?.awaited(this, site, value);
      this.handBack();
    } catch (error) {
      this.recorder.fail(error);
    }
    return value;
  }

  private isUnderCap(site: number): boolean {
    this.counts ??= new Map();
    const count = (this.counts.get(site) ?? 0) + 1;
    this.counts.set(site, count);
    return count <= maxRowsPerSite;
  }

  /** This frame goes on: a call it made before is over, and a branch that did not return was left by an exception. */
  private passed(): void {
    this.recorder.callFrame = undefined;
    const { callee } = this;
    if (!callee) return;
    this.callee = undefined;
    if (callee.isOpen && !callee.isSuspended) callee.close();
  }

  /** Control goes back to the caller, which may call on (`list.map(audited)`) from the same place. */
  private handBack(): void {
    if (this.isSuspended) return;
    this.isSuspended = true;
    if (!this.caller?.isOpen) return;
    this.recorder.callFrame = this.caller;
    this.recorder.callSite = this.callSite;
  }

  private hidden(value: unknown): unknown {
    this.recorder.secrets.note(value);
    return redacted(value);
  }

  private exit(site: number, value: unknown): void {
    if (this.isRoot) this.branch.return(this.outcome(site, value));
    // A `finally` may go on, and even return something else.
    if (this.module.hasFinally[this.fn] === 1) return;
    this.isOpen = false;
    this.handBack();
    if (this.isRoot) this.recorder.ended(this);
  }

  /** What is kept of what it returned: no more than its row shows. */
  private outcome(site: number, value: unknown): unknown {
    const { module, recorder } = this;
    if (module.secret[site] === 1) return redacted(value);
    return recorder.keep(value, module.redacting ? module.nameOf(site) : undefined);
  }

  /** Ends a branch that nobody heard from again. */
  close(): void {
    this.isOpen = false;
    if (!this.branch.hasReturned) this.branch.log.threw = true;
    this.recorder.ended(this);
  }
}

export type FramePlace = {
  module: ModuleState;
  fn: number;
  caller: Frame | undefined;
  callSite: number;
  isRoot: boolean;
};

/** A clock or random read as JSON: a date by its time. */
function exact(value: unknown): unknown {
  return value instanceof Date ? Date.prototype.getTime.call(value) : value;
}

/** A recorded read as the kind of value the code asked for. */
function revive(answer: unknown, read: unknown): unknown {
  return read instanceof Date && typeof answer === "number" ? new Date(answer) : answer;
}
