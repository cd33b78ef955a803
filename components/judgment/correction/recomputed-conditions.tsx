import { ArrowRight } from "lucide-react";
import { ConditionValue } from "@/components/branch/condition-value";
import { cn } from "@/components/ui/cn";
import type { RecomputedCondition } from "@/lib/consequence/types";
import { canonicalJson } from "@/lib/contract/canonical-json";
import { visibleText } from "@/lib/visible-text";

/** Conditions under the other answer, in order; what came out differently is lit, with its value before. */
export function RecomputedConditions({ conditions }: { conditions: RecomputedCondition[] }) {
  return (
    <ol aria-label="Recomputed conditions" className="flex flex-col rounded-md border border-line bg-surface">
      {conditions.slice(0, 40).map((condition, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions of a path have no identity but their place
          key={index}
          condition={condition}
        />
      ))}
    </ol>
  );
}

function ConditionLine({ condition }: { condition: RecomputedCondition }) {
  const { text, before, after, isFromOthers, basis } = condition;
  const isChanged = !isFromOthers && canonicalJson(before) !== canonicalJson(after);
  return (
    <li
      className={cn(
        "flex flex-wrap items-baseline gap-x-3 border-line px-2.5 py-1 [&+li]:border-t",
        isChanged && "bg-caution-soft",
      )}
    >
      <code className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
        {visibleText(text.slice(0, 400))}
      </code>
      <span className="flex items-baseline gap-1.5 text-xs">
        {isChanged && before !== undefined && (
          <>
            <ConditionValue value={before} className="text-muted line-through" />
            <ArrowRight aria-label="becomes" className="size-3 self-center text-faint" />
          </>
        )}
        <ConditionValue value={after} className={isChanged ? "font-medium" : "text-muted"} />
        {isFromOthers && <span className="text-2xs text-faint">new</span>}
        {basis === "recorded" && <span className="text-2xs text-faint">as recorded</span>}
      </span>
    </li>
  );
}
