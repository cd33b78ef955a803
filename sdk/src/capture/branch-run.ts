import { type ArmDecision, armWords } from "../../../lib/branches/arm-words";
import type { BranchRows } from "../../../lib/contract/rows";
import { maxRowsPerBranch } from "../../../lib/contract/vocabulary";
import { type Begun, begin, endOf } from "../clock";
import { type BranchLog, branchRowsOf, siteSpan } from "./branch-record";
import { type ModuleState, siteText } from "./module-state";
import { keptText, Preview } from "./preview";
import type { EndedBranch, Recorder } from "./recorder";

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
    isShortOfLinks: false,
    pv: [[]],
  };
  /** Sites of the decisions that came out true, with their modules, to name the arm by. */
  private readonly path: number[] = [];
  private readonly pathModules: ModuleState[] = [];
  decisions = 0;
  private readonly modules: ModuleState[] = [];
  /** When its function was entered; of a workflow's own function, when it first decided. */
  begun: Begun;
  /** How many branches of its name the execution entered before it. */
  ordinal = 0;
  returned: unknown;
  hasReturned = false;

  constructor(recorder: Recorder, root: ModuleState, rootFunction: number) {
    this.recorder = recorder;
    this.root = root;
    this.rootFunction = rootFunction;
    this.begun = begin();
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

  /** The workflow's own function begins with the workflow, and may decide nothing until long after its judgments. */
  startDeciding(): void {
    if (this.root.table.functions[this.rootFunction]?.isWorkflow) this.begun = begin();
  }

  /** Counts a row that is not kept. */
  leaveOut(frame: number, site: number): void {
    const { over } = this.log;
    const key = frame * siteSpan + site;
    over.set(key, (over.get(key) ?? 0) + 1);
  }

  /** @param kept what is kept of the value it returned */
  return(kept: unknown): void {
    this.hasReturned = true;
    this.returned = kept;
  }

  /** A decision came out true: the arm may be named by it. */
  took(module: ModuleState, site: number): void {
    if (this.path.length >= maxArmDecisions || module.names[site] === 0) return;
    this.path.push(site);
    this.pathModules.push(module);
  }

  /** Whether there is anything to tell: a decision or an ambient read. */
  get isWorthTelling(): boolean {
    return this.decisions > 0 || this.log.ambient.length > 0;
  }

  /** The function's name, by which people find the branch. */
  get name(): string {
    return this.root.table.functions[this.rootFunction]?.name || "anonymous";
  }

  end(): EndedBranch {
    return new Ended(this);
  }

  /** SHA-256 of its site tables, in the order frames count them, and their texts. */
  get tables(): EndedBranch["tables"] {
    return this.modules.map(({ record }) => ({ sha256: record.sha256, text: record.table }));
  }

  arm(): string {
    const fn = this.root.table.functions[this.rootFunction];
    const name = fn?.returnsNames ? armName(this.returned) : undefined;
    return name?.slice(0, 200) ?? this.pathWords();
  }

  private pathWords(): string {
    const { arms } = this.root;
    const isOwn = this.pathModules.every((module) => module === this.root);
    const key = this.path.join();
    const known = isOwn ? arms.get(key) : undefined;
    if (known !== undefined) return known;
    const words = armWords(this.path.flatMap((site, at) => describe(this.pathModules[at], site)));
    if (isOwn && arms.size < maxKnownArms) arms.set(key, words);
    return words;
  }
}

/** What a branch comes to; what few ask for is worked out when they do. */
class Ended implements EndedBranch {
  readonly name: string;
  readonly ordinal: number;
  readonly file: string;
  readonly functionName: string;
  readonly line: number;
  readonly arm: string;
  readonly log: BranchLog;
  readonly startMs: number;
  readonly endMs: number;
  readonly threw: boolean;
  private readonly run: BranchRun;

  constructor(run: BranchRun) {
    const fn = run.root.table.functions[run.rootFunction];
    this.run = run;
    this.name = run.name;
    this.ordinal = run.ordinal;
    this.file = run.root.table.file;
    this.functionName = fn?.name ?? "";
    this.line = fn?.at[0] ?? 1;
    this.arm = run.arm();
    this.log = run.log;
    this.startMs = run.begun.ms;
    this.endMs = endOf(run.begun);
    this.threw = run.log.threw;
  }

  get outcome(): string | undefined {
    return this.run.hasReturned ? keptText(this.run.returned) : undefined;
  }

  get tables(): EndedBranch["tables"] {
    return this.run.tables;
  }

  get sites(): string[] {
    return this.run.tables.map(({ sha256 }) => sha256);
  }

  get rows(): BranchRows {
    return branchRowsOf(this.log);
  }
}

/** The returned name, or that of a returned object's `arm`. */
function armName(returned: unknown): string | undefined {
  if (typeof returned === "string") return returned;
  const { arm } = returned instanceof Preview ? (JSON.parse(returned.text) as { arm?: unknown }) : {};
  return typeof arm === "string" ? arm : undefined;
}

/** A decision that came out true; the server says the same of a condition by `toArmDecision`. */
function describe(module: ModuleState | undefined, index: number): ArmDecision[] {
  const site = module?.table.sites[index];
  if (!module || !site) return [];
  if (site.kind !== "case") return [{ kind: site.kind, text: siteText(module, index), isTrue: true }];
  const text = site.of === undefined ? "" : siteText(module, site.of);
  return [{ kind: "switch", text, isTrue: true, label: site.name }];
}
