"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { reach } from "@/lib/reach";
import { loadDecisions } from "./actions";
import type { DecisionsListProps } from "./decisions-list";

type Source = Pick<DecisionsListProps, "project" | "filter" | "sort" | "arrival" | "page">;

/** The rows on screen: the first page, what was loaded after it, and changes to labels; their order never changes. */
export function useDecisions({ project, filter, sort, arrival, page }: Source) {
  const [list, setList] = useState({ ...page, arrival });
  const [isLoading, setLoading] = useState(false);
  const isBusy = useRef(false);

  // The server renders this page anew after each label: take over what changed in rows that are already here.
  useEffect(() => {
    const fresh = new Map(page.rows.map((row) => [row.id, row]));
    setList((current) => ({ ...current, rows: current.rows.map((row) => fresh.get(row.id) ?? row) }));
  }, [page]);

  const load = useCallback(
    async (cursor: string | undefined) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setLoading(true);
      const answer = await reach(loadDecisions({ project, filter, sort, ...(cursor && { cursor }) }));
      isBusy.current = false;
      setLoading(false);
      if (!answer.ok) return toast(answer.error.message, { tone: "negative" });
      const { rows, ...rest } = answer.data;
      setList((current) =>
        cursor === undefined
          ? { ...rest, rows }
          : { ...rest, arrival: current.arrival, rows: [...current.rows, ...withoutKnown(rows, current.rows)] },
      );
    },
    [project, filter, sort],
  );

  const updateLabel = useCallback((id: string, label: JudgmentItem["label"]) => {
    setList((current) => ({ ...current, rows: current.rows.map((row) => (row.id === id ? { ...row, label } : row)) }));
  }, []);

  const { nextCursor, searchedTo } = list;
  const goOn = useCallback(() => load(nextCursor ?? undefined), [load, nextCursor]);
  return {
    ...list,
    isLoading,
    updateLabel,
    reload: useCallback(() => load(undefined), [load]),
    /** Goes on by itself while pages are full; past the end of a search window only when asked. */
    loadMore: nextCursor !== null && searchedTo === null ? goOn : undefined,
    continueSearch: nextCursor !== null && searchedTo !== null ? goOn : undefined,
  };
}

function withoutKnown<Row extends { id: string }>(rows: Row[], known: Row[]): Row[] {
  const ids = new Set(known.map(({ id }) => id));
  return rows.filter(({ id }) => !ids.has(id));
}
