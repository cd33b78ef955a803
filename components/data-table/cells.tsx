import type { Json } from "@/lib/contract/json";
import { formatConfidence, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { Bar } from "../ui/bar";
import { cn } from "../ui/cn";
import { Time } from "../ui/time";

/** A moment, short and relative. */
export function TimeCell({ at }: { at: string }) {
  return <Time at={at} className="text-muted" />;
}

/** A text on one line; what it is goes quiet when missing. */
export function TextCell({ text, className }: { text: string | null; className?: string }) {
  if (text === null || text === "") return <EmptyCell />;
  return (
    <span title={text.length > 40 ? text.slice(0, 500) : undefined} className={className}>
      {visibleText(text)}
    </span>
  );
}

/** Any recorded value as a person reads it. */
export function ValueCell({ value, className }: { value: Json | undefined; className?: string }) {
  if (value === null || value === undefined) return <EmptyCell />;
  return <TextCell text={formatValue(value)} {...(className && { className })} />;
}

/** A confidence as figure and bar; low ones stand out. */
export function ConfidenceCell({ confidence, low }: { confidence: number | null; low: number }) {
  if (confidence === null) return <EmptyCell />;
  const isLow = confidence <= low;
  return (
    <span className="inline-flex items-center gap-2">
      <Bar className="w-10 @max-lg:hidden" parts={[{ share: confidence, tone: isLow ? "caution" : "neutral" }]} />
      <span className={cn("w-9 text-right", isLow ? "font-medium text-caution" : "text-muted")}>
        {formatConfidence(confidence)}
      </span>
    </span>
  );
}

export function EmptyCell() {
  return (
    <span className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
