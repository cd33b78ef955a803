"use client";

import { useEffect, useState } from "react";
import type { Command, CommandSearch } from "./command";

const pauseMs = 150;
const leastLength = 2;

/** What the searches find for a typed text, asked for once the person pauses; the newest text wins. */
export function useFound(query: string, searches: CommandSearch[]): Command[] {
  const [found, setFound] = useState<Command[]>([]);
  const text = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the searches stay the same while the palette is open
  useEffect(() => {
    setFound([]);
    if (text.length < leastLength) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const lists = await Promise.all(searches.map((search) => search(text)));
      if (isCurrent) setFound(lists.flat());
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
