import type { BranchFacts, Condition } from "../contract/branch";
import type { Json } from "../contract/json";
import type { ReplayVerdict } from "../contract/vocabulary";

/** A condition as it was recorded and as it comes out under the corrected answer. */
export type RecomputedCondition = {
  text: string;
  kind: string;
  /** What this execution recorded; absent for a condition it never reached. */
  before: Json | undefined;
  after: Json;
  /**
   * How `after` is known: `computed` from the values this execution recorded; `recorded`, because nothing it read
   * depends on the judgment.
   */
  basis: "computed" | "recorded";
  /** True where another execution told that this condition comes next. */
  isFromOthers: boolean;
};

/** A place to look the evidence up. */
export type Evidence = { traceId: string; spanId: string };

/** Where a branch would have gone and with which effects, or why that is not known. */
export type ArmOutcome =
  | { isKnown: true; arm: string | null; isSameArm: boolean; effects: string[] | null }
  | { isKnown: false; reason: string };

/** What the recorded conditions say would have happened, or why they do not say it. */
export type Reevaluation = {
  conditions: RecomputedCondition[];
  /** Other executions whose record told how the path goes on past the first changed condition; links to the newest. */
  others: { count: number; links: Evidence[] };
} & ArmOutcome;

/** How often this branch took each arm for judgments that gave the same answer. */
export type SeenBefore = {
  /** Judgments with that answer among the newest looked at. */
  total: number;
  /** True when more than `total` exist and only the newest were counted. */
  isCapped: boolean;
  arms: { arm: string | null; count: number; judgmentIds: string[] }[];
};

/** What a corrected answer would have meant for one branch that read the judgment. */
export type BranchConsequence = {
  spanId: string;
  name: string;
  actual: { arm: string | null; effects: string[] };
  /** What the team's own code did; null where nobody replayed this answer. */
  replayed: ArmOutcome | null;
  reevaluated: Reevaluation;
  seenBefore: SeenBefore;
};

/** The newest run of the team's own code with an answer (`casebook replay --corrections`). */
export type ReplayedAt = {
  commit: string;
  at: string;
  verdict: ReplayVerdict;
  reason: string | null;
  /** Names of the effects it would have had, in order. */
  effects: string[];
  /** Later judgments whose question the answer changed. */
  stale: number;
};

/** What one answer would have meant: one entry per branch that read the judgment. */
export type Consequence = {
  expected: Json;
  replay: ReplayedAt | null;
  branches: BranchConsequence[];
  /** Judgments the same execution made afterwards: taken as recorded, though the code might have asked differently. */
  later: { judgmentId: string; point: string }[];
};

/** One run of a branch, as far as learning its paths needs it. */
export type RecordedRun = Evidence & { arm: string | null; conditions: Condition[]; facts: BranchFacts | null };
