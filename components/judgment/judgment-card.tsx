"use client";

import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Json } from "@/lib/contract/json";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { formatDuration, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { AnswerScores } from "./answer-scores";
import { JsonValue } from "./json-value";
import { TextValue } from "./text-value";

type Props = {
  judgment: JudgmentItem;
  /** The question's input as recorded; without it the card shows the preview text. */
  input?: Json | undefined;
  isSelected: boolean;
  /** An end of the line that is being followed. */
  isLit: boolean;
  onSelect: () => void;
  /** Said quietly in the head's corner, such as when it ran. */
  moment?: ReactNode;
};

/** One judgment: what was asked, what was answered, how sure, by whom. `--link` colours its edge. */
export function JudgmentCard({ judgment, input = judgment.input, isSelected, isLit, onSelect, moment }: Props) {
  const isStructured = typeof judgment.output === "object" && judgment.output !== null;
  return (
    <article
      aria-label={`Judgment ${judgment.point}`}
      className={cn(
        "relative rounded-lg border border-line border-l-[3px] border-l-(--link) bg-surface px-3.5 py-3 shadow-raised transition-shadow",
        isLit && "ring-(--link) ring-1",
        isSelected && "ring-(--link) ring-2",
      )}
    >
      <header className="flex min-w-0 items-baseline gap-2">
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={onSelect}
          className="min-w-0 truncate font-medium text-(--link) after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {visibleText(judgment.point)}
        </button>
        <span className="text-faint text-xs">{judgment.task}</span>
        <span className="ml-auto shrink-0 text-faint text-xs">{moment}</span>
      </header>
      {typeof input !== "string" ? (
        <JsonValue value={input} isFlowing className="mt-1.5 text-muted" />
      ) : (
        input !== "" && (
          <p className="mt-1.5 text-muted">
            <TextValue text={input} limit={180} isQuoted />
          </p>
        )
      )}
      <div className="mt-2.5">
        {judgment.status === "error" ? (
          <p className="font-medium text-lg text-negative">No answer: the call failed</p>
        ) : isStructured ? (
          <JsonValue value={judgment.output} className="font-medium" />
        ) : (
          <p className="line-clamp-4 font-semibold text-xl [overflow-wrap:anywhere]">{answerText(judgment.output)}</p>
        )}
      </div>
      <div className="mt-2">
        <AnswerScores
          confidence={judgment.confidence}
          scores={judgment.scores}
          answer={typeof judgment.output === "string" ? judgment.output : undefined}
        />
      </div>
      <footer className="mt-2.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-faint text-xs">
        <span className="truncate">{visibleText(deciderText(judgment))}</span>
        <span aria-hidden>·</span>
        <span>{formatDuration(judgment.durationMs)}</span>
        {judgment.label && <LabelBadge label={judgment.label} />}
      </footer>
    </article>
  );
}

const labelTones = {
  correct: "positive",
  incorrect: "negative",
  unsure: "caution",
  disputed: "caution",
} satisfies Record<NonNullable<JudgmentItem["label"]>["verdict"], BadgeTone>;

function LabelBadge({ label }: { label: NonNullable<JudgmentItem["label"]> }) {
  const isCorrection = label.verdict === "incorrect" && label.expected !== null;
  return (
    <Badge tone={labelTones[label.verdict]} className="ml-auto">
      <span className="truncate">
        {isCorrection ? `should be ${visibleText(formatValue(label.expected, 40))}` : label.verdict}
      </span>
    </Badge>
  );
}

const answerText = (output: Json) => visibleText(formatValue(output, 2000));

function deciderText({ decider, model }: JudgmentItem): string {
  const name = model.responded ?? model.requested;
  if (decider === "human") return "decided by a person";
  if (decider === "rule") return "decided by a rule";
  if (decider === "cache") return name ? `${name}, from a cache` : "from a cache";
  return name ?? "model not recorded";
}
