"use client";

import { linkColor } from "@/components/judgment/link-color";
import { cn } from "@/components/ui/cn";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { formatConfidence, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

/** A judgment that scrolled out of view while what it fed is still in it. */
export type Pinned = { key: string; color: number; judgment: JudgmentItem };

/** Room that one of them takes, in pixels. */
export const pinnedHeight = 46;

type Props = {
  pinned: Pinned[];
  place: { x: number; width: number };
  litKey: string | undefined;
  onFollow: (key: string | undefined) => void;
  onOpen: (key: string) => void;
};

/** Stand-ins at the top of the left lane for the judgments behind the source that is being read. */
export function PinnedJudgments({ pinned, place, litKey, onFollow, onOpen }: Props) {
  return (
    <div className="pointer-events-none absolute inset-y-0" style={{ left: place.x, width: place.width }}>
      <ul aria-label="Judgments above" className="sticky top-3 z-10 flex flex-col gap-1.5">
        {pinned.map(({ key, color, judgment }) => (
          <li key={key} style={linkColor(color)} className="pointer-events-auto animate-appear">
            <button
              type="button"
              onClick={() => onOpen(key)}
              onMouseEnter={() => onFollow(key)}
              onMouseLeave={() => onFollow(undefined)}
              onFocus={() => onFollow(key)}
              onBlur={() => onFollow(undefined)}
              className={cn(
                "flex h-10 w-full items-center gap-2.5 rounded-lg border border-line border-l-[3px] border-l-(--link) bg-surface px-3 text-left shadow-raised",
                litKey === key && "ring-(--link) ring-1",
              )}
            >
              <span className="min-w-0 shrink truncate text-(--link)">{visibleText(judgment.point)}</span>
              <span className="min-w-0 flex-1 truncate font-semibold">
                {judgment.status === "error" ? "no answer" : visibleText(formatValue(judgment.output, 80))}
              </span>
              {judgment.confidence !== null && (
                <span className="shrink-0 text-faint text-xs">{formatConfidence(judgment.confidence)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
