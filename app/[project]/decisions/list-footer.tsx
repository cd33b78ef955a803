"use client";

import { Button } from "@/components/ui/button";
import { formatDay, formatNoun } from "@/lib/format";

type Props = {
  rows: unknown[];
  isLoading: boolean;
  searchedTo: string | null;
  continueSearch: (() => void) | undefined;
  loadMore: (() => void) | undefined;
};

/** Below the last row: how far was searched, or that this is the end. */
export function ListFooter({ rows, isLoading, searchedTo, continueSearch, loadMore }: Props) {
  if (searchedTo !== null) {
    return (
      <div className="flex items-center justify-center gap-3 py-6 text-muted">
        Searched back to {formatDay(searchedTo)}
        <Button size="sm" disabled={isLoading} onClick={continueSearch}>
          {isLoading ? "Searching…" : "Continue"}
        </Button>
      </div>
    );
  }
  if (rows.length === 0) return null;
  return (
    <p className="py-4 text-center text-faint text-xs" aria-live="polite">
      {loadMore ? "Loading more…" : `The end: ${formatNoun(rows.length, "decision")}`}
    </p>
  );
}
