"use client";

import { memo } from "react";
import { JudgmentCard } from "@/components/judgment/judgment-card";
import { linkColor } from "@/components/judgment/link-color";
import { Skeleton } from "@/components/ui/skeleton";
import type { ExecutionHead } from "@/db/queries/steps";
import type { StepView } from "@/lib/contract/trace";
import { visibleText } from "@/lib/visible-text";
import type { BranchForm } from "./branch-forms";
import { BranchPanel } from "./branch-panel";
import { ExecutionRow } from "./execution-row";
import type { Execution, LaneItem } from "./lane-items";
import type { LinkIndex } from "./lane-links";
import { offsetText } from "./lanes";
import { StepCard } from "./step-card";
import type { LoadedSource } from "./use-sources";

type Props = {
  item: LaneItem;
  step: StepView | undefined;
  execution: Execution | undefined;
  head: ExecutionHead | undefined;
  judgments: LinkIndex;
  litKey: string | undefined;
  isStacked: boolean;
  isOpen: boolean;
  isSelected: boolean;
  select: (key: string | undefined) => void;
  onToggle: (key: string) => void;
  /** Lights both ends of a judgment's lines while pointed at or focused. */
  onFollow: (key: string | undefined) => void;
  /** The source of a branch, if it is one with a record of its own. */
  source: LoadedSource | undefined;
  form: BranchForm;
  onForm: (form: BranchForm) => void;
  onRetry: (spanId: string) => void;
};

/** Whatever an item of the lanes is: an execution's head, a judgment, a branch, an action, a fact. */
export const LaneCard = memo(function LaneCard({
  item,
  step,
  judgments,
  litKey,
  isStacked,
  isSelected,
  select,
  onFollow,
  source,
  form,
  onForm,
  onRetry,
  ...rest
}: Props) {
  if (item.lane === "head") {
    const { execution, head, isOpen, onToggle } = rest;
    return execution && <ExecutionRow {...{ execution, head, isOpen }} onToggle={() => onToggle(item.key)} />;
  }
  if (!step) return <CardSkeleton name={item.step.name} />;
  const moment = isStacked ? offsetText(item) : undefined;
  const onSelect = () => select(isSelected ? undefined : item.key);
  const judgment = step.judgments?.[item.ordinal];
  if (judgment) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: pointing lights lines; the card inside has the keyboard
      <div
        style={linkColor(judgments.colorOf(item.key))}
        onMouseEnter={() => onFollow(item.key)}
        onMouseLeave={() => onFollow(undefined)}
        onFocus={() => onFollow(item.key)}
        onBlur={() => onFollow(undefined)}
      >
        <JudgmentCard {...{ judgment, isSelected, moment, onSelect }} input={step.input} isLit={litKey === item.key} />
      </div>
    );
  }
  if (!step.branch) return <StepCard {...{ step, isSelected, moment, onSelect }} />;
  return (
    <BranchPanel
      {...{ isSelected, moment, litKey, onSelect, source, form, onForm }}
      branch={step.branch}
      onRetry={() => onRetry(step.spanId)}
      judgmentOf={judgments.judgmentOf}
      onFollow={onFollow}
      onOpen={select}
    />
  );
});

function CardSkeleton({ name }: { name: string }) {
  return (
    <div className="flex h-24 flex-col gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-3">
      <span className="truncate text-faint">{visibleText(name)}</span>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}
