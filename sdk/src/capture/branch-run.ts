import { type ArmDecision, armWords } from "../../../lib/branches/arm-words";
import { maxRowsPerBranch } from "../../../lib/contract/vocabulary";
import { type BranchLog, siteSpan } from "./branch-record";
import { type ModuleState, roles, siteText } from "./module-state";
import { keep, keptText, Preview } from "./preview";
import { type EndedBranch, endedBranch, type Recorder } from "./recorder";

const maxArmDecisions = 40;
const maxKnownArms = 500;

/** One branch while it runs: its frames write their rows here. */
export class BranchRun {
  readonly recorder: Recorder;
  readonly root: ModuleState;
  readonly rootFunction: number;
  readonly log: BranchLog = {
    frames: [],
    heads: [],
    values: [],
    ambient: [],
    over: new Map(),
    hash: 0x811c9dc5,
    threw: false,
    pv: [[]],
  };
  /** Decisions so far, to name the arm by: module, site and value, flat. */
  private readonly path: [module: ModuleState, site: number, isTrue: boolean][] = [];
  private decisions = 0;
  private readonly modules: ModuleState[] = [];
  private readonly startMs: number;
  /** How many branches of its name the execution entered before it. */
  ordinal = 0;
  returned: unknown;
  hasReturned = false;

  constructor(recorder: Recorder, root: ModuleState, rootFunction: number) {
    this.recorder = recorder;
    this.root = root;
    this.rootFunction = rootFunction;
    this.startMs = recorder.now();
  }

  /** Adds a frame. @returns its number, or -1 where the branch is full */
  addFrame(module: ModuleState, fn: number, parent: number, callSite: number): number {
    const { frames } = this.log;
    const count = frames.length >> 2;
    if (count >= maxRowsPerBranch) return -1;
    let table = this.modules.indexOf(module);
    if (table < 0) table = this.modules.push(module) - 1;
    frames.push(table, fn, parent, callSite);
    return count;
  }

  addRow(frame: number, site: number, kept: unknown, provenance: number): void {
    const { heads, values } = this.log;
    if (frame < 0 || values.length >= maxRowsPerBranch) {
      this.leaveOut(frame, site);
      return;
    }
    heads.push(frame, site, provenance);
    values.push(kept);
  }

  /** Counts a row that is not kept. */
  leaveOut(frame: number, site: number): void {
    const { over } = this.log;
    const key = frame * siteSpan + site;
    over.set(key, (over.get(key) ?? 0) + 1);
  }

  return(value: unknown): void {
    this.hasReturned = true;
    this.returned = keep(value);
  }

  decided(module: ModuleState, site: number, role: number | undefined, value: unknown): void {
    if (role === undefined || role > roles.switched) return;
    this.decisions++;
    if (role === roles.switched) return;
    const isNullish = value === null || value === undefined;
    const isTrue = role === roles.test ? Boolean(value) : role === roles.arrival || isNullish;
    this.log.hash = Math.imul(this.log.hash ^ (site * 2 + (isTrue ? 1 : 0)), 0x01000193);
    if (isTrue && this.path.length < maxArmDecisions) this.path.push([module, site, isTrue]);
  }

  /** Whether there is anything to tell: a decision or an ambient read. */
  get isWorthTelling(): boolean {
    return this.decisions > 0 || this.log.ambient.length > 0;
  }

  /** The function's name, by which people find the branch. */
  get name(): string {
    return this.root.table.functions[this.rootFunction]?.name || "anonymous";
  }

  end(endMs: number): EndedBranch {
    const { table } = this.root;
    const fn = table.functions[this.rootFunction];
    const { log } = this;
    return endedBranch({
      name: this.name,
      ordinal: this.ordinal,
      file: table.file,
      functionName: fn?.name ?? "",
      line: fn?.at[0] ?? 1,
      arm: this.arm(),
      outcome: this.hasReturned ? keptText(this.returned) : undefined,
      log,
      sites: this.modules.map(({ record }) => record.sha256),
      tables: this.modules.map(({ record }) => ({ sha256: record.sha256, text: record.table })),
      startMs: this.startMs,
      endMs,
      threw: log.threw,
    });
  }

  private arm(): string {
    const fn = this.root.table.functions[this.rootFunction];
    const name = fn?.returnsNames ? armName(this.returned) : undefined;
    return name?.slice(0, 200) ?? this.pathWords();
  }

  private pathWords(): string {
    const { arms } = this.root;
    const isOwn = this.path.every(([module]) => module === this.root);
    const key = this.path.map(([, site]) => site).join();
    const known = isOwn ? arms.get(key) : undefined;
    if (known !== undefined) return known;
    const words = armWords(this.path.flatMap(describe));
    if (isOwn && arms.size < maxKnownArms) arms.set(key, words);
    return words;
  }
}

/** The returned name, or that of a returned object's `arm`. */
function armName(returned: unknown): string | undefined {
  if (typeof returned === "string") return returned;
  const { arm } = returned instanceof Preview ? (JSON.parse(returned.text) as { arm?: unknown }) : {};
  return typeof arm === "string" ? arm : undefined;
}

function describe([module, index, isTrue]: [ModuleState, number, boolean]): ArmDecision[] {
  const { table } = module;
  const site = table.sites[index];
  if (!site) return [];
  if (site.kind === "case") {
    const text = site.of === undefined ? "" : siteText(module, site.of);
    return [{ kind: "switch", text, isTrue, label: site.name }];
  }
  if (site.of !== undefined || site.kind === "switch") return [];
  return [{ kind: site.kind, text: siteText(module, index), isTrue }];
}
