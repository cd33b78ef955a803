import type { ReplayItem } from "../contract/replay";
import type { ArmOutcome, BranchConsequence, ReplayedAt } from "./types";

/** A posted replay as the correction panel tells of it. */
export function toReplayedAt(replay: ReplayItem): ReplayedAt {
  const { commit, at, verdict, reason, stale } = replay;
  return { commit, at, verdict, reason, effects: wouldHave(replay), stale: stale.length };
}

/** Where a recorded branch went in a posted replay. */
export function readReplay(replay: ReplayItem, branch: { spanId: string; arm: string | null }): ArmOutcome {
  const { verdict, reason, branches } = replay;
  if (verdict === "stopped")
    return { isKnown: false, reason: `The replay stopped: ${reason ?? "it did not say why"}.` };
  if (verdict === "diverged") {
    const why = reason ?? "it did not say where";
    return { isKnown: false, reason: `The code does not do the same again with the recorded answers: ${why}.` };
  }
  const found = branches.find(({ spanId }) => spanId === branch.spanId);
  if (!found) return { isKnown: false, reason: "The replay does not tell of this branch." };
  const isSameArm = found.hasRun && found.arm === branch.arm;
  return { isKnown: true, arm: found.arm, isSameArm, effects: wouldHave(replay) };
}

/** What is best known of a branch: what the team's own code did, else what its record says. */
export function bestKnown({ replayed, reevaluated }: BranchConsequence): ArmOutcome {
  return replayed?.isKnown ? replayed : reevaluated;
}

const wouldHave = ({ effects }: ReplayItem) =>
  effects.filter(({ change }) => change !== "dropped").map(({ name }) => name);
