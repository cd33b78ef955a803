import { TextValue } from "@/components/judgment/text-value";
import { cn } from "@/components/ui/cn";
import type { Json } from "@/lib/contract/json";
import { inlineValue } from "@/lib/source/inline-value";
import { visibleText } from "@/lib/visible-text";

type Props = {
  value: Json | undefined;
  /** A person's words where JSON has no form for the value, or it was left out. */
  note?: string | undefined;
  className?: string;
};

/** A value inline beside the code that read it, written as code writes it: `"rental"`, `3`, `true`. */
export function ConditionValue({ value, note = "not recorded", className }: Props) {
  if (value === undefined) return <span className="text-faint italic">{visibleText(note)}</span>;
  return (
    <span className={cn("font-mono text-xs", className)}>
      <TextValue text={inlineValue(value, 400)} limit={80} />
    </span>
  );
}
