"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { visibleText } from "@/lib/visible-text";

type Props = {
  text: string;
  /** Characters shown before "Show more". */
  limit?: number;
  /** Puts quotes around, to tell text from numbers and names. */
  isQuoted?: boolean;
  className?: string;
};

/** A text from a trace: never HTML, nothing in it hidden or reordered, long ones behind "Show more". */
export function TextValue({ text, limit = 280, isQuoted = false, className }: Props) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > limit;
  const shown = visibleText(isLong && !isWhole ? text.slice(0, limit) : text);
  return (
    <span dir="auto" className={cn("whitespace-pre-wrap [overflow-wrap:anywhere]", className)}>
      {isQuoted && <span className="text-faint">“</span>}
      {shown}
      {isLong && !isWhole && "…"}
      {isQuoted && <span className="text-faint">”</span>}
      {isLong && (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="relative z-10 ml-1.5 font-sans text-accent text-xs hover:underline"
        >
          {isWhole ? "Show less" : "Show more"}
        </button>
      )}
    </span>
  );
}
