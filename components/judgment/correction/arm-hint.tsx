import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { bestKnown } from "@/lib/consequence/read-replay";
import { visibleText } from "@/lib/visible-text";
import type { Explained } from "./use-consequences";

/** The arm an answer would have led to, in one word at the end of its row; empty where no branch read the judgment. */
export function ArmHint({ explained, className }: { explained: Explained; className?: string }) {
  if (explained === undefined) return <Skeleton className={cn("h-3 w-20 shrink-0", className)} />;
  if ("error" in explained) return null;
  const [branch] = explained.branches;
  if (!branch) return null;
  const outcome = bestKnown(branch);
  const text = outcome.isKnown ? visibleText(outcome.arm ?? "no arm") : "not known";
  const isChanged = outcome.isKnown && !outcome.isSameArm;
  return (
    <span
      title={text}
      className={cn(
        "min-w-0 max-w-[55%] truncate pl-2 text-xs",
        outcome.isKnown ? "font-mono" : "italic",
        isChanged ? "text-ink" : "text-faint",
        className,
      )}
    >
      {text}
    </span>
  );
}
