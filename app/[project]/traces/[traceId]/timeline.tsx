"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useCommands } from "@/components/commands/use-commands";
import type { CorrectionActions } from "@/components/judgment/correction-panel";
import type { ExecutionHead } from "@/db/queries/steps";
import type { StepView } from "@/lib/contract/trace";
import type { SourceView } from "@/lib/source/source-view";
import type { BranchForm } from "./branch-forms";
import { JudgmentAside } from "./judgment-aside";
import { LaneCard } from "./lane-card";
import { findOpening, type LaneItem, listExecutions } from "./lane-items";
import { indexJudgments, type LinkIndex, listLinks } from "./lane-links";
import { Lanes } from "./lanes";
import { NoJudgments } from "./no-judgments";
import { type PackedOutline, unpackOutline } from "./outline";
import { type Pinned, PinnedJudgments } from "./pinned-judgments";
import { useSelectedStep } from "./use-selected-step";
import { useSources } from "./use-sources";
import { useSteps } from "./use-steps";

type Props = {
  project: string;
  traceId: string;
  person: string;
  outline: PackedOutline;
  heads: ExecutionHead[];
  /** Payloads of the steps the screen opens at. */
  initial: StepView[];
  /** Sources of the first branches, by span id. */
  sources: Record<string, SourceView>;
  corrections: CorrectionActions;
  /** What recognition looks for, told where it found nothing. */
  markers: string[];
};

/** Judgments on the left, what the code did on the right, on one clock. */
export function Timeline({ project, traceId, person, outline, heads, initial, corrections, markers, ...rest }: Props) {
  const { selected, select } = useSelectedStep();
  const { steps, error, request, refresh } = useSteps({ project, traceId, initial });
  const { sources, request: requestSources, retry } = useSources({ project, traceId, initial: rest.sources });
  const [form, setForm] = useState<BranchForm>("source");
  const executions = useMemo(() => listExecutions(unpackOutline(outline)), [outline]);
  const [open, setOpen] = useState(() => new Set([findOpening(executions, selected)?.key]));
  const [followed, setFollowed] = useState<string>();

  const items = useMemo(
    () =>
      executions.flatMap((execution): LaneItem[] => [
        ...(executions.length > 1
          ? [{ key: execution.key, lane: "head" as const, step: execution.root, ordinal: 0 }]
          : []),
        ...(open.has(execution.key) ? execution.items : []),
      ]),
    [executions, open],
  );
  const judgments = useMemo(() => indexJudgments(items, steps), [items, steps]);
  const links = useMemo(() => listLinks(items, steps, judgments), [items, steps, judgments]);
  const toggle = useCallback(
    (key: string) =>
      setOpen((known) => {
        const next = new Set(known);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );

  const selectedItem = items.find((item) => item.key === selected);
  const selectedJudgment =
    selectedItem?.lane === "left" ? steps.get(selectedItem.step.spanId)?.judgments?.[selectedItem.ordinal] : undefined;
  const hasSources = sources.size > 0;
  useWalk({ items, selected, select, form, setForm, hasSources });
  const [shown, setShown] = useState<LaneItem[]>([]);
  const onShow = useCallback(
    (items: LaneItem[]) => {
      setShown(items);
      request(items.map((item) => item.step.spanId));
    },
    [request],
  );
  useEffect(() => {
    const branches = shown.filter(({ step }) => steps.get(step.spanId)?.branch?.sites);
    requestSources(branches.map(({ step }) => step.spanId));
  }, [shown, steps, requestSources]);

  if (executions.every((execution) => execution.items.length === 0)) return <NoJudgments markers={markers} />;
  const litKey = followed ?? (selectedJudgment && selected);
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {executions.every((execution) => execution.judgments === 0) && <NoJudgments markers={markers} isBeside />}
        {error && (
          <p role="alert" className="border-line border-b bg-negative-soft px-5 py-2 text-negative">
            Some steps did not load: {error}
          </p>
        )}
        <Lanes
          {...{ items, links, litKey, onShow }}
          colorOf={judgments.colorOf}
          hasSource={hasSources && form === "source"}
          focusKey={selected}
          renderPinned={(keys, place) => (
            <PinnedJudgments
              {...{ place, litKey }}
              pinned={pinnedJudgments(keys, { items, steps, judgments })}
              onFollow={setFollowed}
              onOpen={select}
            />
          )}
          renderItem={(item, { isStacked }) => (
            <LaneCard
              {...{ item, isStacked, judgments, litKey, select, form }}
              step={steps.get(item.step.spanId)}
              execution={executions.find((execution) => execution.key === item.key)}
              head={heads.find((head) => head.spanId === item.step.spanId)}
              source={sources.get(item.step.spanId)}
              isOpen={open.has(item.key)}
              isSelected={item.key === selected}
              onToggle={toggle}
              onFollow={setFollowed}
              onForm={setForm}
              onRetry={retry}
            />
          )}
        />
      </div>
      {selectedJudgment && (
        <JudgmentAside
          {...{ project, person, corrections }}
          judgment={selectedJudgment}
          onClose={() => select(undefined)}
          onLabelled={() => refresh(selectedJudgment.spanId)}
        />
      )}
    </div>
  );
}

type Known = { items: LaneItem[]; steps: Map<string, StepView>; judgments: LinkIndex };

function pinnedJudgments(keys: string[], { items, steps, judgments }: Known): Pinned[] {
  return keys.flatMap((key) => {
    const item = items.find((one) => one.key === key);
    const judgment = item && steps.get(item.step.spanId)?.judgments?.[item.ordinal];
    return judgment ? [{ key, color: judgments.colorOf(key), judgment }] : [];
  });
}

type WalkOptions = {
  items: LaneItem[];
  selected: string | undefined;
  select: (key: string | undefined) => void;
  form: BranchForm;
  setForm: (form: BranchForm) => void;
  hasSources: boolean;
};

function useWalk({ items, selected, select, form, setForm, hasSources }: WalkOptions) {
  const walk = (by: 1 | -1) => {
    const at = items.findIndex((item) => item.key === selected);
    const next = items[at === -1 ? (by === 1 ? 0 : items.length - 1) : at + by];
    if (next) select(next.key);
  };
  const group = "Timeline";
  useCommands([
    { name: "timeline.next", title: "Next step", group, keys: "j", isKeyOnly: true, effect: () => walk(1) },
    { name: "timeline.previous", title: "Previous step", group, keys: "k", isKeyOnly: true, effect: () => walk(-1) },
    {
      name: "timeline.enter",
      title: "Walk the branch's conditions",
      group,
      keys: "enter",
      isKeyOnly: true,
      isAvailable: hasSources && items.find((item) => item.key === selected)?.step.kind === "branch",
      effect: () => firstStopOf(selected)?.focus(),
    },
    {
      name: "timeline.form",
      title: form === "source" ? "Show branches as lists of conditions" : "Show branches as source",
      group,
      keys: "s",
      isAvailable: hasSources,
      effect: () => setForm(form === "source" ? "conditions" : "source"),
    },
    {
      name: "timeline.close",
      title: "Clear the selection",
      group,
      keys: "escape",
      isKeyOnly: true,
      isAvailable: selected !== undefined,
      effect: () => select(undefined),
    },
  ]);
}

const firstStopOf = (key: string | undefined) =>
  key === undefined
    ? undefined
    : (document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] [data-stop]`) ?? undefined);
