"use client";

import { useEffect, useState } from "react";

const storageKey = "casebook.decisions.hidden";

/** The columns this person has hidden in this browser. */
export function useHiddenColumns(): [string[], (hidden: string[]) => void] {
  const [hidden, setHidden] = useState<string[]>([]);
  useEffect(() => setHidden(localStorage.getItem(storageKey)?.split(" ").filter(Boolean) ?? []), []);
  const save = (next: string[]) => {
    localStorage.setItem(storageKey, next.join(" "));
    setHidden(next);
  };
  return [hidden, save];
}
