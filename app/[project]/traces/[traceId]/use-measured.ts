"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type LineEnd, readLineEnds } from "@/components/branch/line-ends";

/** A drawn item's height, and the rows in it where lines of judgments end, in pixels from its top. */
export type Measured = { height: number; rows: { offset: number; ends: LineEnd[] }[] };

/**
 * Measures every element given to `observe` (they carry `data-key`) whenever its size or what it shows changes: another
 * turn of a loop has other lines at the same size.
 */
export function useMeasured(root: RefObject<HTMLElement | null>) {
  const [measured, setMeasured] = useState<ReadonlyMap<string, Measured>>(new Map());
  const observers = useRef<{ sizes: ResizeObserver; rows: MutationObserver }>(undefined);
  useEffect(
    () => () => {
      observers.current?.sizes.disconnect();
      observers.current?.rows.disconnect();
    },
    [],
  );

  const observe = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const measure = (elements: (HTMLElement | null)[]) =>
        setMeasured((known) =>
          withSizes(
            known,
            elements.filter((one) => one !== null),
            root.current,
          ),
        );
      observers.current ??= {
        sizes: new ResizeObserver((entries) => measure(entries.map(({ target }) => target as HTMLElement))),
        rows: new MutationObserver((entries) => measure([...new Set(entries.map(itemOf))])),
      };
      const { sizes, rows } = observers.current;
      sizes.observe(element);
      rows.observe(element, { subtree: true, childList: true, attributeFilter: ["data-line-ends"] });
      return () => sizes.unobserve(element);
    },
    [root],
  );
  return { measured, observe };
}

const itemOf = ({ target }: MutationRecord) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;

function withSizes(known: ReadonlyMap<string, Measured>, elements: HTMLElement[], root: HTMLElement | null) {
  const next = new Map(known);
  let isChanged = false;
  for (const element of elements) {
    const key = element.dataset.key;
    if (key === undefined || !root?.contains(element)) continue;
    const size = { height: element.offsetHeight, rows: rowsWithLines(element) };
    if (JSON.stringify(next.get(key)) === JSON.stringify(size)) continue;
    next.set(key, size);
    isChanged = true;
  }
  return isChanged ? next : known;
}

function rowsWithLines(element: HTMLElement): Measured["rows"] {
  const top = element.getBoundingClientRect().top;
  return Array.from(element.querySelectorAll<HTMLElement>("[data-line-ends]"), (row) => {
    const box = row.getBoundingClientRect();
    const offset = Math.round(box.top - top + Math.min(box.height / 2, 18));
    return { offset, ends: readLineEnds(row.dataset.lineEnds ?? "") };
  });
}
