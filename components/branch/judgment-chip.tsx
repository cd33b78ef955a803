"use client";

import { linkColor } from "@/components/judgment/link-color";
import { cn } from "@/components/ui/cn";
import type { JudgmentLink } from "@/lib/contract/branch";
import { visibleText } from "@/lib/visible-text";

/** A judgment as branches refer to it: where it stands in the lanes and what it is called. */
export type LinkedJudgment = { key: string; point: string; color: number };

export type FollowProps = {
  /** Key of the judgment whose lines are lit. */
  litKey: string | undefined;
  /** Lights a judgment's lines while pointed at or focused. */
  onFollow: (key: string | undefined) => void;
  /** Goes to the judgment. */
  onOpen: (key: string) => void;
};

type Props = FollowProps & {
  link: JudgmentLink;
  judgment: LinkedJudgment | undefined;
  /** A dot in the judgment's colour stands for the word "from", where a line has little room. */
  isCompact?: boolean;
};

const viaTexts = { value: "from", control: "under", window: "probably from" };

/** Says which judgment a value came from, in that judgment's colour; pressing it goes there. */
export function JudgmentChip({ link, judgment, litKey, onFollow, onOpen, isCompact = false }: Props) {
  const hasDot = isCompact && link.via === "value";
  if (!judgment) return <span className="text-faint text-xs">from a judgment outside this trace</span>;
  return (
    <button
      type="button"
      onClick={() => onOpen(judgment.key)}
      onMouseEnter={() => onFollow(judgment.key)}
      onMouseLeave={() => onFollow(undefined)}
      onFocus={() => onFollow(judgment.key)}
      onBlur={() => onFollow(undefined)}
      style={linkColor(judgment.color)}
      className={cn(
        "relative z-10 inline-flex max-w-full items-center gap-1 rounded-sm bg-(--link-soft) px-1.5 text-(--link) text-xs",
        isCompact ? "h-4.5" : "h-5",
        isCompact && link.via === "control" && "bg-transparent px-0.5 text-faint hover:text-(--link)",
        litKey === judgment.key && "ring-(--link) ring-1",
        link.via === "window" && "border border-(--link) border-dashed",
      )}
    >
      {hasDot && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-(--link)" />}
      <span className={cn(hasDot && "sr-only")}>{viaTexts[link.via]}</span>{" "}
      <span className="truncate font-medium">{visibleText(judgment.point)}</span>{" "}
      {link.via !== "control" && link.field && link.field !== "output" && (
        <span className="truncate">{visibleText(link.field.replace(/^output\./, ""))}</span>
      )}
    </button>
  );
}
