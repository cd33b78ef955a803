"use client";

import { useEffect, useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { bestKnown } from "@/lib/consequence/read-replay";
import type { BranchConsequence, Reevaluation, ReplayedAt } from "@/lib/consequence/types";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import { formatConfidence, formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { ArmChange } from "./arm-change";
import { EvidenceLinks } from "./evidence-links";
import { RecomputedConditions } from "./recomputed-conditions";
import { ReplayedArm, ReplayedEffects } from "./replayed-arm";
import { SeenArms } from "./seen-arms";
import type { Explained } from "./use-consequences";

type Props = {
  project: string;
  explained: Explained;
  answer: Json | undefined;
  /** Whether the answer is the model's own, and how sure the model was of it. */
  isConfirmation: boolean;
  confidence: number | null;
};

/** What the code would have done with the highlighted answer, how that is known, and what is not. */
export function ConsequenceView({ project, explained, answer, isConfirmation, confidence }: Props) {
  const section = useShownOnChange(canonicalJson(answer));
  return (
    <section
      ref={section}
      aria-label="Consequence"
      aria-live="polite"
      className="min-h-64 border-line border-t bg-sunken px-4 py-3"
    >
      <h3 className="caption-text mb-2">What the code would have done</h3>
      {answer === undefined ? (
        <p className="text-faint">Choose an answer to see its consequence.</p>
      ) : explained === undefined ? (
        <Loading />
      ) : "error" in explained ? (
        <p role="alert" className="text-negative">
          {explained.error}
        </p>
      ) : (
        <div className="flex flex-col gap-4">
          {isConfirmation && confidence !== null && explained.branches.some(isArmChanged) && (
            <p className="text-muted text-xs">
              As a person's answer, without the model's confidence of {formatConfidence(confidence)}. A case made by
              confirming keeps the arm that was taken.
            </p>
          )}
          {explained.branches.length === 0 &&
            (explained.replay ? (
              <ReplayedEffects replay={explained.replay} />
            ) : (
              <p className="text-muted">Not known: no recorded branch reads this judgment.</p>
            ))}
          {explained.branches.map((branch) => (
            <Branch key={branch.spanId} {...{ project, answer, branch, replay: explained.replay }} />
          ))}
          {explained.branches.length > 0 && explained.later.length > 0 && (
            <p className="text-faint text-xs">
              {formatNoun(explained.later.length, "later judgment")} of this execution (
              {[...new Set(explained.later.map((one) => one.point))].map(visibleText).join(", ")}) taken as recorded:
              with another answer the code might have asked differently.
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function isArmChanged(branch: BranchConsequence): boolean {
  const outcome = bestKnown(branch);
  return outcome.isKnown && !outcome.isSameArm;
}

/** Brings the section into view when what it is about changes, not when it first appears. */
function useShownOnChange(subject: string) {
  const section = useRef<HTMLElement>(null);
  const shown = useRef(subject);
  useEffect(() => {
    if (shown.current === subject) return;
    shown.current = subject;
    section.current?.scrollIntoView({ block: "nearest" });
  }, [subject]);
  return section;
}

function Loading() {
  return (
    <div className="flex flex-col gap-2">
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-16 w-full" />
    </div>
  );
}

type BranchProps = { project: string; answer: Json; branch: BranchConsequence; replay: ReplayedAt | null };

function Branch({ project, answer, branch, replay }: BranchProps) {
  const { name, actual, replayed, reevaluated, seenBefore } = branch;
  return (
    <article className="flex flex-col gap-2.5">
      <p className="-mb-1.5 font-mono text-faint text-xs">{visibleText(name)}</p>
      {replay && replayed && <ReplayedArm replay={replay} actual={actual} outcome={replayed} />}
      {replayed && <p className="-mb-1.5 text-faint text-xs">Re-evaluated from the record</p>}
      <ArmChange actual={actual} outcome={reevaluated} />
      {reevaluated.conditions.length > 0 && <RecomputedConditions conditions={reevaluated.conditions} />}
      {reevaluated.others.count > 0 && (
        <p className="text-muted text-xs">
          {borneOut(reevaluated)}{" "}
          <EvidenceLinks
            items={reevaluated.others.links.map(({ traceId, spanId }) => ({
              key: spanId,
              href: `/${project}/traces/${traceId}?step=${spanId}`,
            }))}
          />
        </p>
      )}
      <SeenArms project={project} answer={answer} name={name} seen={seenBefore} />
    </article>
  );
}

function borneOut({ conditions, others }: Reevaluation): string {
  const runs = formatNoun(others.count, "other run");
  const isChanged = conditions.some(({ before, after }) => canonicalJson(before) !== canonicalJson(after));
  if (!isChanged)
    return `No condition on this path comes out otherwise; ${runs} of this version with this answer ended alike.`;
  return `Past the change, the path is the one that ${runs} of this version recorded, with this execution's values.`;
}
