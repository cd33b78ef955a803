"use client";

import { createContext, useContext, useMemo, useState } from "react";
import type { SourceView } from "@/lib/source/source-view";
import type { LinkProps } from "../condition-list";
import type { PickedTurns } from "./turns";

/** What a person opened, folded out and picked in one branch's source. */
export type SourceState = {
  turnsOf: (frame: number) => PickedTurns;
  pickTurn: (frame: number, site: number, turn: number) => void;
  /** What was opened or closed by hand, by a key of its place; undefined where nobody has. */
  isOpen: (key: string) => boolean | undefined;
  setOpen: (key: string, isOpen: boolean) => void;
  /** Which of several calls of one place is on show. */
  pickedCall: (key: string) => number;
  pickCall: (key: string, at: number) => void;
};

const noTurns: PickedTurns = new Map();

/** The state of one branch's source view, for as long as it is on screen. */
export function useSourceState(): SourceState {
  const [turns, setTurns] = useState<ReadonlyMap<number, PickedTurns>>(new Map());
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [calls, setCalls] = useState<ReadonlyMap<string, number>>(new Map());
  return useMemo(
    () => ({
      turnsOf: (frame) => turns.get(frame) ?? noTurns,
      pickTurn: (frame, site, turn) =>
        setTurns((known) => new Map(known).set(frame, new Map(known.get(frame)).set(site, turn))),
      isOpen: (key) => opened.get(key),
      setOpen: (key, isOpen) => setOpened((known) => new Map(known).set(key, isOpen)),
      pickedCall: (key) => calls.get(key) ?? 0,
      pickCall: (key, at) => setCalls((known) => new Map(known).set(key, at)),
    }),
    [turns, opened, calls],
  );
}

type SourceContextValue = { view: SourceView; state: SourceState; links: LinkProps };

export const SourceContext = createContext<SourceContextValue | undefined>(undefined);

export function useSource(): SourceContextValue {
  const value = useContext(SourceContext);
  if (!value) throw new Error("a part of the source view stands outside of it");
  return value;
}
