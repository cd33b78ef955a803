import { LabelBadge } from "@/components/judgment/label-badge";
import type { CurrentLabel } from "@/lib/contract/label";
import { visibleText } from "@/lib/visible-text";

/** What stands now: nobody's word, somebody's, or a dispute. Its height does not change with it. */
export function LabelStatus({ current, isSaving }: { current: CurrentLabel | null; isSaving: boolean }) {
  return (
    <div className="flex min-h-6 min-w-0 items-center gap-2">
      {current ? (
        <>
          <LabelBadge label={current} />
          <span className="min-w-0 truncate text-faint text-xs">
            {isSaving
              ? "saving…"
              : current.verdict === "disputed"
                ? "people disagree: the case is a draft and not exported"
                : `by ${visibleText(current.author)}`}
          </span>
        </>
      ) : (
        <span className="text-faint text-xs">{isSaving ? "saving…" : "Nobody has labelled this yet."}</span>
      )}
    </div>
  );
}
