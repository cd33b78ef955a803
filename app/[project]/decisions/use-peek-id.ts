"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { changeParams } from "./params";

/**
 * The judgment in the peek, which the address holds: opening adds to the history, walking on replaces. Next tells of
 * a changed address a moment later, in a transition; the state here changes at once, so that keys pressed in quick
 * succession each walk one row on.
 */
export function usePeekId(): [string | undefined, (id: string | undefined) => void] {
  const told = useSearchParams().get("peek") ?? undefined;
  const [current, setCurrent] = useState(told);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address itself is newer than what was told of it
  useEffect(() => setCurrent(readAddress()), [told]);
  const set = useCallback((id: string | undefined) => {
    const { pathname, search } = window.location;
    const href = `${pathname}${changeParams(search, { peek: id })}`;
    if (readAddress() === undefined) window.history.pushState(null, "", href);
    else window.history.replaceState(null, "", href);
    setCurrent(id);
  }, []);
  return [current, set];
}

const readAddress = () => new URLSearchParams(window.location.search).get("peek") ?? undefined;
