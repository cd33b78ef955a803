"use client";

import { ArrowRight, CircleHelp, Equal } from "lucide-react";
import { useEffect, useRef } from "react";
import { ConditionValue } from "@/components/branch/condition-value";
import { Bar } from "@/components/ui/bar";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { BranchConsequence, RecomputedCondition, Reevaluation, SeenBefore } from "@/lib/consequence/types";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import { formatConfidence, formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { EvidenceLinks } from "./evidence-links";
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
          {explained.branches.length === 0 && (
            <p className="text-muted">Not known: no recorded branch reads this judgment.</p>
          )}
          {explained.branches.map((branch) => (
            <Branch key={branch.spanId} project={project} answer={answer} branch={branch} />
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

const isArmChanged = ({ reevaluated }: BranchConsequence) => reevaluated.isKnown && !reevaluated.isSameArm;

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

type BranchProps = { project: string; answer: Json; branch: BranchConsequence };

function Branch({ project, answer, branch }: BranchProps) {
  const { name, actual, reevaluated, seenBefore } = branch;
  return (
    <article className="flex flex-col gap-2.5">
      <Verdict name={name} actual={actual} reevaluated={reevaluated} />
      {reevaluated.conditions.length > 0 && <Conditions conditions={reevaluated.conditions} />}
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
      <Seen project={project} answer={answer} name={name} seen={seenBefore} />
    </article>
  );
}

function borneOut({ conditions, others }: Reevaluation): string {
  const runs = formatNoun(others.count, "other run");
  const isChanged = conditions.some(({ before, after }) => canonicalJson(before) !== canonicalJson(after));
  if (!isChanged)
    return `No condition on this path read the answer; ${runs} of this version with the same values ended alike.`;
  return `Past the change, the path is the one that ${runs} of this version recorded, with this execution's values.`;
}

type VerdictProps = Pick<BranchConsequence, "name" | "actual" | "reevaluated">;

function Verdict({ name, actual, reevaluated }: VerdictProps) {
  const before = <Arm name={actual.arm} isQuiet={reevaluated.isKnown && !reevaluated.isSameArm} />;
  return (
    <div>
      <p className="mb-1 text-faint text-xs">
        <span className="font-mono">{visibleText(name)}</span>
      </p>
      {!reevaluated.isKnown ? (
        <NotKnown before={before} reason={reevaluated.reason} />
      ) : reevaluated.isSameArm ? (
        <p className="flex flex-wrap items-center gap-2">
          {before}
          <span className="flex items-center gap-1 text-muted">
            <Equal aria-hidden className="size-3.5" /> the same arm
          </span>
        </p>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-2">
            {before}
            <span className="inline-flex min-w-0 items-center gap-2">
              <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-faint" />
              <Arm name={reevaluated.arm} isStrong />
            </span>
          </p>
          <Effects before={actual.effects} after={reevaluated.effects} />
        </>
      )}
    </div>
  );
}

function NotKnown({ before, reason }: { before: React.ReactNode; reason: string }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {before}
        <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-faint" />
        <span className="inline-flex h-6 items-center gap-1 rounded-md border border-line-strong border-dashed px-2 text-muted text-xs">
          <CircleHelp aria-hidden className="size-3.5" /> not known
        </span>
      </p>
      <p className="mt-1 text-muted text-xs [overflow-wrap:anywhere]">{visibleText(reason.slice(0, 600))}</p>
    </>
  );
}

type ArmProps = { name: string | null; isQuiet?: boolean; isStrong?: boolean };

function Arm({ name, isQuiet, isStrong }: ArmProps) {
  return (
    <span
      className={cn(
        "inline-flex min-h-6 max-w-full items-center rounded-md border px-2 py-0.5 font-mono text-xs [overflow-wrap:anywhere]",
        isStrong ? "border-accent-line bg-accent-soft font-medium text-accent" : "border-line-strong bg-surface",
        isQuiet && "text-muted line-through decoration-faint",
      )}
    >
      {visibleText((name ?? "no arm").slice(0, 300))}
    </span>
  );
}

function Effects({ before, after }: { before: string[]; after: string[] | null }) {
  if (before.length === 0 && !after?.length) return null;
  if (after && listEffects(before) === listEffects(after)) {
    return <p className="mt-1.5 text-muted text-xs">effect: {listEffects(after)}, as before</p>;
  }
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
      <span>effect:</span>
      <span className="line-through decoration-faint">{listEffects(before)}</span>
      <ArrowRight aria-label="becomes" className="size-3 shrink-0 text-faint" />
      <span className={after ? "text-ink" : "italic"}>{after ? listEffects(after) : "not known"}</span>
    </p>
  );
}

const listEffects = (names: string[]) =>
  names.length === 0
    ? "none"
    : names
        .slice(0, 4)
        .map((name) => visibleText(name.slice(0, 80)))
        .join(", ");

function Conditions({ conditions }: { conditions: RecomputedCondition[] }) {
  return (
    <ol aria-label="Recomputed conditions" className="flex flex-col rounded-md border border-line bg-surface">
      {conditions.slice(0, 40).map((condition, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions of a path have no identity but their place
          key={index}
          condition={condition}
        />
      ))}
    </ol>
  );
}

function ConditionLine({ condition }: { condition: RecomputedCondition }) {
  const { text, before, after, isFromOthers, basis } = condition;
  const isChanged = !isFromOthers && canonicalJson(before) !== canonicalJson(after);
  return (
    <li
      className={cn(
        "flex flex-wrap items-baseline gap-x-3 border-line px-2.5 py-1 [&+li]:border-t",
        isChanged && "bg-caution-soft",
      )}
    >
      <code className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
        {visibleText(text.slice(0, 400))}
      </code>
      <span className="flex items-baseline gap-1.5 text-xs">
        {isChanged && before !== undefined && (
          <>
            <ConditionValue value={before} className="text-muted line-through" />
            <ArrowRight aria-label="becomes" className="size-3 self-center text-faint" />
          </>
        )}
        <ConditionValue value={after} className={isChanged ? "font-medium" : "text-muted"} />
        {isFromOthers && <span className="text-2xs text-faint">new</span>}
        {basis === "recorded" && <span className="text-2xs text-faint">as recorded</span>}
      </span>
    </li>
  );
}

type SeenProps = { project: string; answer: Json; name: string; seen: SeenBefore };

function Seen({ project, answer, name, seen }: SeenProps) {
  const value = visibleText(typeof answer === "string" ? answer.slice(0, 60) : "this answer");
  if (seen.total === 0) {
    return (
      <p className="text-faint text-xs">Seen before: never, this version's records hold no other “{value}” here.</p>
    );
  }
  return (
    <div className="text-xs">
      <p className="mb-1 text-muted">
        Seen before: for “{value}”, <span className="font-mono">{visibleText(name)}</span> went, of{" "}
        {seen.isCapped ? "the newest " : ""}
        {formatNoun(seen.total, "time")}, to
      </p>
      <ul className="flex flex-col gap-1">
        {seen.arms.slice(0, 5).map(({ arm, count, judgmentIds }) => (
          <li key={arm ?? ""} className="grid grid-cols-[minmax(0,1fr)_3rem_2rem_4.25rem] items-center gap-2">
            <span className="truncate font-mono" title={visibleText(arm ?? "no arm")}>
              {visibleText(arm ?? "no arm")}
            </span>
            <Bar parts={[{ share: count / seen.total, tone: "accent" }]} />
            <span className="flex items-center gap-1.5 text-muted tabular-nums">
              {count}
              <EvidenceLinks items={judgmentIds.map((id) => ({ key: id, href: `/${project}/decisions?peek=${id}` }))} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
