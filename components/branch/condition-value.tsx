import { TextValue } from "@/components/judgment/text-value";
import { cn } from "@/components/ui/cn";
import type { Json } from "@/lib/contract/json";
import { formatValue } from "@/lib/format";

/** A value inline beside the code that read it, written as code writes it: `"rental"`, `3`, `true`. */
export function ConditionValue({ value, className }: { value: Json | undefined; className?: string }) {
  if (value === undefined) return <span className="text-faint italic">not recorded</span>;
  return (
    <span className={cn("font-mono text-xs", className)}>
      {typeof value === "string" ? (
        <TextValue text={`"${value}"`} limit={80} />
      ) : (
        <TextValue text={plain(value)} limit={80} />
      )}
    </span>
  );
}

const plain = (value: Json) =>
  value === null ? "null" : typeof value === "object" ? formatValue(value, 400) : String(value);
