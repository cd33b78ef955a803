"use client";

import { Check, X } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Condition, JudgmentLink, Operand } from "@/lib/contract/branch";
import { visibleText } from "@/lib/visible-text";
import { ConditionValue } from "./condition-value";
import { type FollowProps, JudgmentChip, type LinkedJudgment } from "./judgment-chip";
import { chipLinks, lineEnds, writeLineEnds } from "./line-ends";
import { outcomeText } from "./outcome-text";
import { truthOf } from "./source/source-rows";

export type LinkProps = FollowProps & { judgmentOf: (link: JudgmentLink) => LinkedJudgment | undefined };

/** The conditions a branch evaluated, in order: the test, what it came to, the values it read and their judgments. */
export function ConditionList({ conditions, ...links }: LinkProps & { conditions: Condition[] }) {
  return (
    <ol aria-label="Conditions in the order they ran" className="flex flex-col">
      {conditions.map((condition, index) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions of a recorded path have no identity but their place
          key={index}
          index={index}
          condition={condition}
          {...links}
        />
      ))}
    </ol>
  );
}

type RowProps = LinkProps & { condition: Condition; index: number };

function ConditionRow({ condition, index, ...follow }: RowProps) {
  const { judgmentOf, litKey, onFollow } = follow;
  const links = condition.operands.flatMap((operand) => operand.judgments ?? []);
  const ends = lineEnds(links, judgmentOf);
  const isLit = litKey !== undefined && ends.some(({ key }) => key === litKey);
  return (
    <li
      data-condition={index}
      data-line-ends={writeLineEnds(ends)}
      onMouseEnter={() => onFollow(ends[0]?.key)}
      onMouseLeave={() => onFollow(undefined)}
      className={cn("flex gap-2.5 border-line border-t px-3.5 py-2 transition-colors", isLit && "bg-hover")}
    >
      <Outcome condition={condition} />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-x-3">
          <code className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
            {visibleText(condition.text.slice(0, 2000))}
          </code>
          {condition.at && <span className="shrink-0 text-2xs text-faint">line {condition.at[0]}</span>}
        </div>
        <ul className="mt-1 flex flex-col gap-1">
          {condition.operands.map((operand, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: operands have no identity but their place in the test
            <OperandLine key={place} operand={operand} {...follow} />
          ))}
        </ul>
        {links.length === 0 && <p className="mt-1 text-faint text-xs">no judgment found behind these values</p>}
      </div>
    </li>
  );
}

function OperandLine({ operand, judgmentOf, ...follow }: LinkProps & { operand: Operand }) {
  return (
    <li className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted">
      <code className="font-mono text-xs [overflow-wrap:anywhere]">{visibleText(operand.text.slice(0, 500))}</code>{" "}
      <span className="text-faint">=</span>{" "}
      <ConditionValue value={operand.value} note={operand.note} className="font-medium text-ink" />
      {chipLinks(operand.judgments ?? [], judgmentOf).map((link) => (
        <JudgmentChip
          key={`${link.spanId}${link.via}${link.field}`}
          link={link}
          judgment={judgmentOf(link)}
          {...follow}
        />
      ))}
    </li>
  );
}

function Outcome({ condition }: { condition: Condition }) {
  const text = outcomeText(condition);
  const isTrue = truthOf(condition);
  if (isTrue === undefined) {
    return (
      <span title={text} className="w-11 shrink-0 truncate pt-0.5 text-muted text-xs">
        {text}
      </span>
    );
  }
  const Icon = isTrue ? Check : X;
  return (
    <span
      className={cn(
        "flex h-5 w-11 shrink-0 items-center gap-1 font-medium text-xs",
        isTrue ? "text-positive" : "text-faint",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {text}
    </span>
  );
}
