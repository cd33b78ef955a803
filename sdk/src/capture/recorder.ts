import { diag } from "@opentelemetry/api";
import type { BranchRows } from "../../../lib/contract/rows";
import { tellOnce } from "../tell-once";
import type { BranchLog } from "./branch-record";
import type { Frame } from "./frame";
import { captureHook } from "./hook";
import { keep } from "./preview";
import { registerRuntime } from "./runtime";
import { SecretTexts } from "./secret-texts";

/** A branch that has come to its end. */
export type EndedBranch = {
  name: string;
  file: string;
  functionName: string;
  line: number;
  /** The path it took, in words. */
  arm: string;
  /** JSON text of what it returned; undefined where it was left by an exception or has not returned. */
  readonly outcome: string | undefined;
  /** Spelled out as data when it is asked for. */
  readonly rows: BranchRows;
  log: BranchLog;
  /** How many branches of that name the execution entered before it. */
  ordinal: number;
  /** SHA-256 of the site tables, in the order frames count them, and each table's text. */
  readonly sites: string[];
  readonly tables: { sha256: string; text: () => string }[];
  /** When it was entered and left, in milliseconds since the epoch. */
  startMs: number;
  endMs: number;
  threw: boolean;
};

export type RecorderOptions = {
  onBranch: (branch: EndedBranch) => void;
  /** Told once all branches have been. */
  onEnd?: () => void;
  /** Told of texts that stood under the name of a secret. */
  secrets?: SecretTexts;
  /** Answers clock and random reads in a replay; undefined where the record has none, which then is read as always. */
  ambientSource?: ((frame: Frame, site: number) => unknown) | undefined;
};

/**
 * Follows the links between judgments and values through one execution; `rowProvenance` gives the number of a row's
 * set of origins, and `origins` all sets in the order they are numbered.
 */
export type LinkTracker = {
  /** @param around frame of the audited function it is nested in */
  enter(frame: Frame, around: Frame | undefined): void;
  /** A judgment was asked for; its answer comes by this promise. */
  asked(promise: object, spanId: string): void;
  /** A judgment has answered. */
  answered(spanId: string): void;
  row(frame: Frame, site: number, value: unknown): number;
  call(frame: Frame, site: number, value: unknown): void;
  awaited(frame: Frame, site: number, value: unknown): void;
};

/** What one workflow execution records of its audited functions. It may be used without any telemetry. */
export class Recorder {
  /** True once something went wrong in it: then it records nothing more. */
  isOff = false;
  links: LinkTracker | undefined;
  readonly options: RecorderOptions;
  readonly secrets: SecretTexts;
  /** Where the next audited function is called from; see `Frame.call`. */
  callFrame: Frame | undefined;
  callSite = -1;
  /** Outermost frames of the branches that have not ended. */
  readonly open = new Set<Frame>();
  private readonly ordinals = new Map<string, number>();
  private hasEnded = false;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.secrets = new SecretTexts(options.secrets);
    registerRuntime();
    captureHook().active++;
  }

  /** What is kept of a value for its row; see `keep`. */
  keep(value: unknown, name: string | undefined): unknown {
    return keep(value, name, this.secrets);
  }

  opened(root: Frame): void {
    this.open.add(root);
    const { branch } = root;
    branch.ordinal = this.ordinals.get(branch.name) ?? 0;
    this.ordinals.set(branch.name, branch.ordinal + 1);
  }

  /** Tells of a branch that has ended. */
  ended(root: Frame): void {
    if (this.open.delete(root) && root.branch.isWorthTelling) this.options.onBranch(root.branch.end());
  }

  /** Ends the execution: what is still open was left by an exception, or never came back. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    captureHook().active--;
    try {
      // What is half recorded would be taken for the whole.
      if (!this.isOff) for (const root of this.open) root.close();
    } catch (error) {
      this.fail(error);
    }
    this.isOff = true;
    // A closure that outlives the execution keeps its frame, and that this.
    this.links = undefined;
    this.callFrame = undefined;
    this.open.clear();
    this.options.onEnd?.();
  }

  /** Stops recording this execution; the workflow never notices. */
  fail(error: unknown): void {
    this.isOff = true;
    tellStopped(error);
  }
}

function tellStopped(error: unknown): void {
  try {
    diag.error("casebook: a branch was not recorded", error);
    const why = error instanceof Error ? String(error.stack).slice(0, 500) : "unknown";
    tellOnce("warn", `casebook: recording of branches stopped for an execution: ${why}`, "recording stopped");
  } catch {
    // A logger that throws must not reach the workflow either.
  }
}
