"use client";

import { CornerDownRight, GitBranch } from "lucide-react";
import type { ReactNode } from "react";
import { ArmName } from "@/components/branch/arm-name";
import { ConditionList, type LinkProps } from "@/components/branch/condition-list";
import { JudgmentChip } from "@/components/branch/judgment-chip";
import { chipLinks } from "@/components/branch/line-ends";
import { SourceBody } from "@/components/branch/source/source-body";
import { JsonValue } from "@/components/judgment/json-value";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { BranchFacts } from "@/lib/contract/branch";
import type { BranchView } from "@/lib/contract/trace";
import { visibleText } from "@/lib/visible-text";
import { type BranchForm, BranchForms } from "./branch-forms";
import { SourcePlace } from "./source-place";
import { StepFrame } from "./step-frame";
import type { LoadedSource } from "./use-sources";

type Props = LinkProps & {
  branch: BranchView;
  isSelected: boolean;
  onSelect: () => void;
  moment: ReactNode;
  source: LoadedSource | undefined;
  form: BranchForm;
  onForm: (form: BranchForm) => void;
  onRetry: () => void;
};

/** What a deterministic function did with the judgments: each condition it evaluated, and the arm it took. */
export function BranchPanel(props: Props) {
  const { branch, isSelected, onSelect, moment, source, form, onForm, onRetry, ...links } = props;
  const isAutomatic = branch.sites !== undefined;
  return (
    <StepFrame
      icon={GitBranch}
      label={`Branch ${branch.name}`}
      title={branch.name}
      detail={isAutomatic ? undefined : <SourcePlace branch={branch} />}
      {...{ isSelected, onSelect, moment }}
    >
      {isAutomatic && <BranchForms {...{ branch, form, onForm }} />}
      {isAutomatic && form === "source" ? (
        <LoadedBody {...{ source, branch, onRetry }} {...links} />
      ) : (
        <Conditions branch={branch} {...links} />
      )}
      <Arm branch={branch} />
      {branch.facts && <Facts facts={branch.facts} {...links} />}
    </StepFrame>
  );
}

function Conditions({ branch: { conditions }, ...links }: LinkProps & { branch: BranchView }) {
  if (conditions.length > 0) return <ConditionList conditions={conditions} {...links} />;
  return <p className="border-line border-t px-3.5 py-2 text-faint">No conditions were recorded for this branch.</p>;
}

type BodyProps = LinkProps & Pick<Props, "branch" | "source" | "onRetry">;

function LoadedBody({ source, branch, onRetry, ...links }: BodyProps) {
  if (source === undefined || source === "loading") return <SourceSkeleton conditions={branch.conditions.length} />;
  if ("view" in source) return <SourceBody view={source.view} onReload={onRetry} {...links} />;
  return (
    <>
      <p role="alert" className="flex items-center gap-3 border-line border-t px-3.5 py-2 text-negative">
        <span className="min-w-0 flex-1">The source did not load: {source.error}</span>
        <Button size="sm" className="relative z-10" onClick={onRetry}>
          Try again
        </Button>
      </p>
      <Conditions branch={branch} {...links} />
    </>
  );
}

/** About as high as the source will be, so that what follows moves little when it comes. */
function SourceSkeleton({ conditions }: { conditions: number }) {
  return (
    <div
      role="status"
      aria-label="Loading the source"
      className="flex flex-col gap-2.5 border-line border-t px-3.5 py-2.5"
    >
      {Array.from({ length: Math.min(24, 4 + conditions * 3) }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a placeholder
        <Skeleton key={line} className={cn("h-3", skeletonWidths[line % skeletonWidths.length])} />
      ))}
    </div>
  );
}

const skeletonWidths = ["w-3/4", "ml-4 w-1/2", "ml-4 w-2/3", "ml-8 w-1/3", "ml-4 w-2/5"];

function Arm({ branch: { arm, outcome } }: { branch: BranchView }) {
  const hasOutcome = outcome !== null && outcome !== arm;
  return (
    <div className="flex flex-col gap-2 border-line border-t bg-sunken px-3.5 py-2.5">
      <p className="flex items-baseline gap-2">
        <CornerDownRight aria-hidden className="size-4 shrink-0 self-center text-accent" />
        <span className="text-muted">took</span>{" "}
        <strong className="min-w-0 font-semibold text-accent text-lg [overflow-wrap:anywhere]">
          {arm === null ? "an arm without a name" : <ArmName name={arm} isWrapping />}
        </strong>
      </p>
      {hasOutcome && (
        <div className="flex gap-3 pl-6">
          <span className="w-16 shrink-0 text-faint text-xs leading-5">returned</span>
          <JsonValue value={outcome} isFlowing />
        </div>
      )}
    </div>
  );
}

function Facts({ facts, judgmentOf, ...follow }: LinkProps & { facts: BranchFacts }) {
  const entries = Object.entries(facts);
  return (
    <details className="relative z-10 border-line border-t text-sm">
      <summary className="ring-inside px-3.5 py-2 text-faint text-xs hover:text-ink">
        All {entries.length} values it was given
      </summary>
      <dl className="flex flex-col gap-1.5 px-3.5 pb-3">
        {entries.map(([name, { value, judgments }]) => (
          <div key={name} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <dt className="w-28 shrink-0 font-mono text-muted text-xs [overflow-wrap:anywhere]">{visibleText(name)}</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
              <JsonValue value={value} />
              {chipLinks(judgments ?? [], judgmentOf).map((link) => (
                <JudgmentChip
                  key={`${link.spanId}${link.via}${link.field}`}
                  link={link}
                  judgment={judgmentOf(link)}
                  {...follow}
                />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
