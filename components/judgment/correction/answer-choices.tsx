"use client";

import { Check } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "@/components/commands/keys";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import { formatConfidence, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { ArmHint } from "./arm-hint";
import type { Explained } from "./use-consequences";

type Props = {
  choices: Json[];
  /** All of them, when `choices` is what the filter leaves. */
  total: number;
  answer: Json | undefined;
  model: { output: Json; confidence: number | null; scores: { [answer: string]: number } | null };
  /** What the person's own standing label says. */
  labelled: Json | undefined;
  filter: string;
  filterRef: RefObject<HTMLInputElement | null>;
  explained: (answer: Json) => Explained;
  /** Of so many rows the consequence is asked for at once; of a later one when it is highlighted. */
  prefetchLimit: number;
  onFilter: (filter: string) => void;
  onHighlight: (answer: Json) => void;
  onCommit: () => void;
};

/** The possible answers on keys 1 to 9, each with the arm it would have led to; past nine, typing narrows them. */
export function AnswerChoices({ choices, total, filter, filterRef, onFilter, ...props }: Props) {
  return (
    <div className="flex flex-col gap-1.5">
      {total > 9 && (
        <Input
          ref={filterRef}
          aria-label="Filter answers"
          placeholder={`Type to find one of ${total} answers`}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              props.onCommit();
            }
            if (event.key === "Escape") {
              event.stopPropagation();
              onFilter("");
              event.currentTarget.blur();
            }
          }}
        />
      )}
      <div role="radiogroup" aria-label="Right answer" className="-mx-2 flex max-h-80 flex-col overflow-y-auto px-0">
        {choices.map((choice, index) => (
          <Choice key={canonicalJson(choice)} choice={choice} index={index} {...props} />
        ))}
        {choices.length === 0 && (
          <p className="px-2 py-1.5 text-faint">No answer is called “{visibleText(filter.slice(0, 60))}”.</p>
        )}
      </div>
    </div>
  );
}

type ChoiceProps = Pick<
  Props,
  "answer" | "model" | "labelled" | "explained" | "prefetchLimit" | "onHighlight" | "onCommit"
> & {
  choice: Json;
  index: number;
};

function Choice({ choice, index, answer, model, labelled, onHighlight, onCommit, ...props }: ChoiceProps) {
  const isHighlighted = isSame(choice, answer);
  const row = useFocusOnHighlight(isHighlighted);
  const isModels = isSame(choice, model.output);
  const explained = props.explained(choice);
  const score = model.scores?.[String(choice)] ?? (isModels ? model.confidence : null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of its own look; arrows and keys 1 to 9 are handled by the panel
    <button
      ref={row}
      type="button"
      role="radio"
      aria-checked={isHighlighted}
      tabIndex={isHighlighted || (index === 0 && answer === undefined) ? 0 : -1}
      onClick={() => onHighlight(choice)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !isHighlighted) return;
        event.preventDefault();
        onCommit();
      }}
      className={cn(
        "ring-inside flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-left transition-colors",
        isHighlighted ? "bg-selected" : "hover:bg-hover",
      )}
    >
      {index < 9 ? <Kbd keys={String(index + 1)} /> : <span className="w-4.5" />}
      <span className={cn("min-w-0 truncate", isHighlighted ? "font-medium" : "text-ink")}>
        {visibleText(formatValue(choice, 120))}
      </span>
      {isSame(choice, labelled) && <Check aria-label="your label" className="size-3.5 shrink-0 text-positive" />}
      {(isModels || score !== null) && (
        <span className={cn("shrink-0 text-2xs tabular-nums", isModels ? "text-accent" : "text-faint")}>
          {isModels && "model "}
          {score !== null && formatConfidence(score)}
        </span>
      )}
      {(explained || isHighlighted || index < props.prefetchLimit) && (
        <ArmHint explained={explained} className="ml-auto" />
      )}
    </button>
  );
}

/** Takes the focus along as the highlight moves, so that Enter means the answer; leaves it to whoever is typing. */
function useFocusOnHighlight(isHighlighted: boolean) {
  const row = useRef<HTMLButtonElement>(null);
  const wasHighlighted = useRef(isHighlighted);
  useEffect(() => {
    if (isHighlighted && !wasHighlighted.current) {
      row.current?.scrollIntoView({ block: "nearest" });
      if (!isTyping(document.activeElement)) row.current?.focus({ preventScroll: true });
    }
    wasHighlighted.current = isHighlighted;
  }, [isHighlighted]);
  return row;
}

const isSame = (a: Json | undefined, b: Json | undefined) =>
  a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
