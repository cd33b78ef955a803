"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { changeParams } from "./params";

/** The judgment in the peek, which the address holds: opening adds to the history, walking on replaces. */
export function usePeekId(): [string | undefined, (id: string | undefined) => void] {
  const search = useSearchParams();
  const pathname = usePathname();
  const current = search.get("peek") ?? undefined;
  const set = useCallback(
    (id: string | undefined) => {
      const href = `${pathname}${changeParams(search, { peek: id })}`;
      if (current === undefined) window.history.pushState(null, "", href);
      else window.history.replaceState(null, "", href);
    },
    [search, pathname, current],
  );
  return [current, set];
}
