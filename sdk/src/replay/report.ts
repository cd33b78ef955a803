import type { BranchDifference } from "../../../lib/branches/compare-branches";
import type { Condition } from "../../../lib/contract/branch";
import type { Json } from "../../../lib/contract/json";
import type { ReplayedEffect } from "../../../lib/contract/replay";
import type { ReplayVerdict } from "../../../lib/contract/vocabulary";
import type { CallKind, RecordedError } from "./record";

/** The first thing that came otherwise than the record has it. */
export type Difference =
  /** A call was asked something else, or one the record does not have; or one of the record was not made. */
  | { kind: "call"; call: { kind: CallKind; name: string; ordinal: number }; is: "new" | "changed" | "missing" }
  /** A condition, value or path inside a branch. */
  | { kind: "branch"; branch: string; at: BranchDifference }
  /** A branch that only one of the two ran. */
  | { kind: "branch-run"; branch: string; is: "new" | "missing" }
  | { kind: "outcome" };

/** One branch of a replay beside the recorded one it stands for. */
export type BranchReport = {
  name: string;
  ordinal: number;
  /** The recorded branch; undefined for one that only the replay ran. */
  spanId: string | undefined;
  /** False where only the record has it. */
  hasRun: boolean;
  recordedArm: string | null;
  arm: string | null;
  outcome: Json | undefined;
  /** Every decision came out alike. */
  isSamePath: boolean;
  /** Span ids of the judgments the recorded branch read. */
  reads: string[];
  /** Its conditions as the replay evaluated them. */
  path: () => Condition[];
};

/** What became of a record that was run again. */
export type ReplayReport = {
  traceId: string;
  spanId: string;
  workflow: string;
  verdict: ReplayVerdict;
  /** Why it stopped or diverged, in a person's words. */
  reason: string | null;
  difference: Difference | undefined;
  /** True where a branch's code is not the recorded code: only decisions were compared, by function name and text. */
  isCodeChanged: boolean;
  outcome: { output: Json | undefined } | { error: RecordedError } | undefined;
  branches: BranchReport[];
  effects: ReplayedEffect[];
  /** Later judgments that a correction asks something else: their recorded answers are only a guess. */
  stale: { spanId: string; name: string }[];
  /** What the path needs and nobody recorded. */
  gap: { kind: CallKind; name: string; ordinal: number } | undefined;
};
