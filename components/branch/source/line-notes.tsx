"use client";

import { Check, CornerDownRight, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { FrameEvent, ShownValue } from "@/lib/branches/types";
import type { JudgmentLink, Operand } from "@/lib/contract/branch";
import { inlineValue } from "@/lib/source/inline-value";
import { visibleText } from "@/lib/visible-text";
import type { LinkProps } from "../condition-list";
import { JudgmentChip } from "../judgment-chip";
import { chipLinks } from "../line-ends";
import { isFlowing } from "./read-links";
import { truthOf } from "./source-rows";

const longestValue = 64;
const longestTitle = 400;

/** What a decision came to, at the end of its line: the outcome, the values it read, the judgments behind them. */
export function DecisionNote({ event, hasText, ...links }: LinkProps & { event: FrameEvent; hasText: boolean }) {
  // A test that is a single value says it once: as its outcome where that is true or false, else as what it read.
  const isOwn = (operand: Operand) => operand.text === event.text && typeof event.value === "boolean";
  const operands = event.operands.filter((operand) => !isOwn(operand));
  const all = [...event.judgments, ...event.operands.flatMap((operand) => operand.judgments ?? [])];
  const flowing = all.filter(isFlowing);
  const isRead = operands.some(({ judgments }) => judgments?.some(isFlowing));
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-3 gap-y-0.5">
      {hasText && (
        <code className="max-w-56 truncate text-muted" title={visibleText(event.text)}>
          {visibleText(event.text)}
        </code>
      )}
      <Outcome {...{ event, hasText }} />
      {!isRead && <Chips judgments={flowing} {...links} />}
      {operands.map((operand, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: operands have no identity but their place in the test
        <OperandNote key={place} operand={operand} {...links} />
      ))}
      {flowing.length === 0 && <Under judgments={all} {...links} />}
    </span>
  );
}

type OutcomeProps = { event: FrameEvent; hasText: boolean };

function Outcome({ event, hasText }: OutcomeProps) {
  const isTrue = truthOf(event);
  if (isTrue === undefined) return <OtherOutcome {...{ event, hasText }} />;
  const Icon = isTrue ? Check : X;
  const isSaid = typeof event.value === "boolean" || event.operands.some(({ text }) => text === event.text);
  return (
    <>
      <span className={cn("inline-flex items-center gap-0.5 font-semibold", isTrue ? "text-positive" : "text-muted")}>
        <Icon aria-hidden strokeWidth={2.5} className="size-3" />
        {String(isTrue)}
      </span>
      {!isSaid && <NamedValue name={event.text} shown={event} />}
    </>
  );
}

const sides: Record<string, string> = { right: "took the right side", left: "kept the left side" };

function OtherOutcome({ event, hasText }: OutcomeProps) {
  if (event.value === undefined && event.note === undefined) {
    return <span className="text-faint italic">did not finish</span>;
  }
  const side = event.kind === "optional" ? "stopped here" : sides[event.arm ?? ""];
  const isNamed = side !== undefined && !hasText && event.operands.every(({ text }) => text !== event.text);
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
      {isNamed ? (
        <NamedValue name={event.text} shown={event} />
      ) : (
        <InlineValue shown={event} className="font-semibold" />
      )}
      {side && <span className="text-faint">{side}</span>}
    </span>
  );
}

function OperandNote({ operand, ...links }: LinkProps & { operand: Operand }) {
  return (
    <span className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-x-1.5">
      <NamedValue name={operand.text} shown={operand} />
      <Chips judgments={(operand.judgments ?? []).filter(isFlowing)} {...links} />
    </span>
  );
}

const NamedValue = ({ name, shown }: { name: string; shown: ShownValue }) => (
  <span className="min-w-0">
    <span className="text-muted [overflow-wrap:anywhere]">{visibleText(shorten(name, longestValue))}</span>
    <span className="text-faint"> = </span>
    <InlineValue shown={shown} />
  </span>
);

function Chips({ judgments, judgmentOf, ...follow }: LinkProps & { judgments: JudgmentLink[] }) {
  return chipLinks(judgments, judgmentOf).map((link) => (
    <span key={`${link.spanId} ${link.field}`} className="inline-flex max-w-full font-sans">
      <JudgmentChip link={link} judgment={judgmentOf(link)} isCompact {...follow} />
    </span>
  ));
}

const mostUnder = 2;

/** Judgments that only decided that this ran, quietly, where no value of it came from one. */
function Under({ judgments, ...links }: LinkProps & { judgments: JudgmentLink[] }) {
  const under = chipLinks(
    judgments.filter((link) => !isFlowing(link) && links.judgmentOf(link)),
    links.judgmentOf,
  );
  return <Chips judgments={under.slice(0, mostUnder)} {...links} />;
}

type ValueProps = { shown: ShownValue; className?: string; limit?: number };

/** A value on one line as code writes it; pointing at a cut one shows more of it. */
export function InlineValue({ shown, className, limit = longestValue }: ValueProps) {
  const { value, note = "not recorded" } = shown;
  if (value === undefined) return <span className={cn("text-muted italic", className)}>{visibleText(note)}</span>;
  const whole = visibleText(inlineValue(value, longestTitle));
  const text = shorten(whole, limit);
  return (
    <span className={cn("text-ink [overflow-wrap:anywhere]", className)} title={text === whole ? undefined : whole}>
      {text}
    </span>
  );
}

const shorten = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

/** Whatever else happened on a line: a value given or set, a return, an exception. */
export function EventNote({ event, ...links }: LinkProps & { event: FrameEvent }) {
  const flowing = event.judgments.filter(isFlowing);
  const chips =
    flowing.length > 0 ? <Chips judgments={flowing} {...links} /> : <Under judgments={event.judgments} {...links} />;
  const value = <InlineValue shown={event} />;
  switch (event.kind) {
    case "return":
      return (
        <Note icon={<CornerDownRight aria-hidden className="size-3" />} word="returned" tone="text-muted">
          <InlineValue shown={event} className="text-muted" /> {chips}
        </Note>
      );
    case "throw":
      return (
        <Note icon={<TriangleAlert aria-hidden className="size-3" />} word="threw" tone="text-negative">
          {value}
        </Note>
      );
    case "catch":
      return (
        <Note icon={<TriangleAlert aria-hidden className="size-3" />} word="caught" tone="text-caution">
          {value}
        </Note>
      );
    case "yield":
    case "ambient":
      return (
        <Note word={event.kind === "yield" ? "yielded" : "read"}>
          {value} {chips}
        </Note>
      );
    case "param":
    case "let":
      return (
        <Variable event={event}>
          <Chips judgments={event.judgments.filter(isFlowing)} {...links} />
        </Variable>
      );
    case "case":
      return <Note word="arrived here" tone="text-accent" />;
    case "finally":
      return <Note word="ran last" />;
    case "break":
      return <Note word="left the loop" />;
    case "continue":
      return <Note word="went to the next turn" />;
    default:
      return null;
  }
}

const longestVariable = 44;

/** A variable's new value. Of a judgment it held whole, the chip says it better than its fields do. */
function Variable({ event, children }: { event: FrameEvent; children: ReactNode }) {
  const isJudgment = event.judgments.some(({ via, field }) => via === "value" && field === "");
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
      <span className="min-w-0 text-faint [overflow-wrap:anywhere]">
        {visibleText(shorten(event.name ?? event.text, longestVariable))}
        {" = "}
        {!isJudgment && <InlineValue shown={event} limit={longestVariable} className="text-muted" />}
      </span>
      {children}
    </span>
  );
}

type NoteProps = { icon?: ReactNode; word: string; tone?: string; children?: ReactNode };

const Note = ({ icon, word, tone = "text-faint", children }: NoteProps) => (
  <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
    <span className={cn("inline-flex items-center gap-1 font-medium", tone)}>
      {icon}
      {word}
    </span>
    {children}
  </span>
);
