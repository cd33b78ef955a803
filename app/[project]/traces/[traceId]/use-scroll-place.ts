"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

type Options = {
  scroller: RefObject<HTMLElement | null>;
  /** Where an item lies, in pixels; a new function whenever the layout changed. */
  topOf: (key: string) => number | undefined;
  /** The first item in view. */
  firstKey: string | undefined;
  /** The item to bring into view when it changes. */
  focusKey: string | undefined;
  isReady: boolean;
};

const margin = 80;
const own = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Keeps what the person is looking at in place while measured heights replace estimated ones: the item that was gone
 * to, until the person scrolls or acts, then whatever is first in view.
 */
export function useScrollPlace({ scroller, topOf, firstKey, focusKey, isReady }: Options): void {
  const anchor = useRef<{ key: string; top: number }>(undefined);
  const focused = useRef<string>(undefined);
  const isHeld = useRef(false);

  useEffect(() => {
    const release = () => {
      isHeld.current = false;
    };
    for (const name of own) window.addEventListener(name, release, { capture: true, passive: true });
    return () => {
      for (const name of own) window.removeEventListener(name, release, { capture: true });
    };
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isReady) return;
    if (focused.current !== focusKey) {
      focused.current = focusKey;
      isHeld.current = focusKey !== undefined;
    }
    const before = anchor.current;
    const now = before && topOf(before.key);
    if (before && now !== undefined && element.scrollTop > 0) element.scrollTop += now - before.top;
    const focusTop = focusKey === undefined ? undefined : topOf(focusKey);
    const isHolding = isHeld.current && focusTop !== undefined;
    if (isHolding && !isInView(element, focusTop)) element.scrollTop = Math.max(0, focusTop - margin);
    const key = isHolding ? focusKey : firstKey;
    const top = key === undefined ? undefined : topOf(key);
    anchor.current = key === undefined || top === undefined ? undefined : { key, top };
  }, [scroller, topOf, firstKey, focusKey, isReady]);
}

const isInView = ({ scrollTop, clientHeight }: HTMLElement, top: number) =>
  top >= scrollTop && top + 120 <= scrollTop + clientHeight;
