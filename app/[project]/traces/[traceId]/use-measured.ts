"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** A drawn item's height, and where each of its conditions lies in it, in pixels. */
export type Measured = { height: number; conditions: number[] };

/** Measures every element given to `observe` (they carry `data-key`) whenever its size changes. */
export function useMeasured(root: RefObject<HTMLElement | null>) {
  const [measured, setMeasured] = useState<ReadonlyMap<string, Measured>>(new Map());
  const observer = useRef<ResizeObserver>(undefined);
  useEffect(() => () => observer.current?.disconnect(), []);

  const observe = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      observer.current ??= new ResizeObserver((entries) =>
        setMeasured((known) =>
          withSizes(
            known,
            entries.map((entry) => entry.target as HTMLElement),
            root.current,
          ),
        ),
      );
      const current = observer.current;
      current.observe(element);
      return () => current.unobserve(element);
    },
    [root],
  );
  return { measured, observe };
}

function withSizes(known: ReadonlyMap<string, Measured>, elements: HTMLElement[], root: HTMLElement | null) {
  const next = new Map(known);
  let isChanged = false;
  for (const element of elements) {
    const key = element.dataset.key;
    if (key === undefined || !root?.contains(element)) continue;
    const size = { height: element.offsetHeight, conditions: conditionOffsets(element) };
    if (String(Object.values(next.get(key) ?? {})) === String(Object.values(size))) continue;
    next.set(key, size);
    isChanged = true;
  }
  return isChanged ? next : known;
}

function conditionOffsets(element: HTMLElement): number[] {
  const top = element.getBoundingClientRect().top;
  return Array.from(element.querySelectorAll("[data-condition]"), (row) => {
    const box = row.getBoundingClientRect();
    return Math.round(box.top - top + Math.min(box.height / 2, 18));
  });
}
