import { Play } from "lucide-react";
import { Time } from "@/components/ui/time";
import type { ArmOutcome, BranchConsequence, ReplayedAt } from "@/lib/consequence/types";
import { formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { ArmChange } from "./arm-change";

type Props = Pick<BranchConsequence, "actual"> & { replay: ReplayedAt; outcome: ArmOutcome };

/** Where the team's own code went with this answer: it ran, so that nothing is computed or guessed. */
export function ReplayedArm({ replay, actual, outcome }: Props) {
  return (
    <section aria-label="Replayed" className="flex flex-col gap-1">
      <ReplayedCommit replay={replay} />
      <ArmChange actual={actual} outcome={outcome} />
      {replay.stale > 0 && (
        <p className="text-faint text-xs">
          {formatNoun(replay.stale, "later judgment")} would have been asked something else and answered as recorded.
        </p>
      )}
    </section>
  );
}

/** What a replay came to where no recorded branch reads the judgment. */
export function ReplayedEffects({ replay }: { replay: ReplayedAt }) {
  const { verdict, reason, effects } = replay;
  const isPath = verdict === "same-path" || verdict === "new-path";
  const path = verdict === "same-path" ? "all as recorded" : "another path";
  return (
    <section aria-label="Replayed" className="flex flex-col gap-1">
      <ReplayedCommit replay={replay} />
      <p className="text-muted text-xs [overflow-wrap:anywhere]">
        {isPath
          ? `${path}; effects: ${visibleText(effects.slice(0, 8).join(", ") || "none")}`
          : visibleText(`${verdict}: ${reason ?? ""}`.slice(0, 600))}
      </p>
    </section>
  );
}

function ReplayedCommit({ replay: { commit, at } }: { replay: ReplayedAt }) {
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
      <Play aria-hidden className="size-3" />
      <span>
        Replayed at commit{" "}
        <code className="font-mono" title={visibleText(commit)}>
          {visibleText(shortCommit(commit))}
        </code>{" "}
        · <Time at={at} />
      </span>
    </p>
  );
}

/** The first characters of a commit, and whether there were changes that it does not hold. */
function shortCommit(commit: string): string {
  const [, sha = commit.slice(0, 40), rest = ""] = /^([0-9a-f]{7})[0-9a-f]{33,}(-dirty)?$/.exec(commit) ?? [];
  return rest === "" ? sha : `${sha} with changes`;
}
