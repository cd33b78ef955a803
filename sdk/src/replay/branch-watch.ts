import type { Condition } from "../../../lib/contract/branch";
import type { Json } from "../../../lib/contract/json";
import type { Path } from "../branch";
import type { BranchLog } from "../capture/branch-record";
import type { EndedBranch } from "../capture/recorder";
import { encode } from "../encode";
import { safely } from "../safely";
import { AmbientReads } from "./ambient-reads";
import { branchKey, type Prepared } from "./prepared";
import { ReplayRecorder, type Reusable } from "./replay-recorder";
import type { RanBranch, Session } from "./session";

/** Keeps the branches of one replayed execution beside the recorded ones, which answer its clock and random reads. */
export class BranchWatch {
  private readonly session: Session;
  private readonly prepared: Prepared;
  private readonly byHand = new Map<string, number>();
  private recorder: ReplayRecorder | undefined;

  constructor(session: Session, prepared: Prepared) {
    this.session = session;
    this.prepared = prepared;
  }

  /** A recorder in memory. */
  start(): ReplayRecorder {
    const reads = new AmbientReads(this.session, this.prepared);
    this.recorder = new ReplayRecorder({
      onBranch: (branch) => this.captured(branch),
      ambientSource: (frame, site) => reads.next(frame, site),
    });
    return this.recorder;
  }

  /** Ends what is still open; for an execution that stopped, or whose promise nobody waits for. */
  end(): void {
    this.recorder?.end();
  }

  /** Notes a copy of a recorded value that the code gets. */
  gave(copy: unknown, reusable: Reusable | undefined): void {
    if (reusable) this.recorder?.gave(copy, reusable);
  }

  /** Rows of the branches that are under way. */
  rowsSoFar(): [BranchLog, number][] {
    const rows: [BranchLog, number][] = [];
    for (const { branch } of this.recorder?.open ?? []) rows.push([branch.log, branch.log.values.length]);
    return rows;
  }

  /** Notes a branch recorded by hand. @returns what to call with its outcome at its end */
  startByHand(name: string, path: Path): (outcome: unknown) => void {
    const ordinal = this.byHand.get(name) ?? 0;
    this.byHand.set(name, ordinal + 1);
    const ran: RanBranch = {
      ...empty,
      name,
      ordinal,
      recorded: this.prepared.branches.get(branchKey({ name, ordinal })),
    };
    this.session.branches.push(ran);
    return (outcome) => {
      ran.arm = path.arm ?? null;
      ran.outcome = outcomeOf(outcome);
      ran.conditions = JSON.parse(path.json()) as Condition[];
      ran.endedAfter = this.session.asked.length;
    };
  }

  private captured(branch: EndedBranch): void {
    const { name, ordinal, arm, outcome } = branch;
    this.session.branches.push({
      ...empty,
      name,
      ordinal,
      recorded: this.prepared.branches.get(branchKey(branch)),
      arm,
      outcome: outcome === undefined ? undefined : (JSON.parse(outcome) as Json),
      captured: branch,
      isUncaptured: !this.prepared.hasCaptured,
      endedAfter: this.session.asked.length,
    });
  }
}

const empty = {
  arm: null,
  isUncaptured: false,
  outcome: undefined,
  captured: undefined,
  conditions: undefined,
  endedAfter: 0,
};

/** An outcome as it is recorded. */
export function outcomeOf(outcome: unknown): Json | undefined {
  const text = safely(() => encode(outcome, { at: "output", lossy: [] }));
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
