"use client";

import { useContext, useLayoutEffect, useRef } from "react";
import type { Command, CommandSearch } from "./command";
import { CommandRegistry } from "./command-provider";

/** Offers commands from the moment the calling component is on screen. The newest `commands` count; no memo needed. */
export function useCommands(commands: Command[]): void {
  const registry = useContext(CommandRegistry);
  const newest = useRef(commands);
  useLayoutEffect(() => {
    newest.current = commands;
  });
  useLayoutEffect(() => registry?.register(() => newest.current), [registry]);
}

/** Adds what `search` finds to the palette while the calling component is on screen. */
export function useCommandSearch(search: CommandSearch): void {
  const registry = useContext(CommandRegistry);
  const newest = useRef(search);
  useLayoutEffect(() => {
    newest.current = search;
  });
  useLayoutEffect(() => registry?.registerSearch((query) => newest.current(query)), [registry]);
}

/** Opens the palette or the shortcuts help from a button. */
export function useOpenCommands(): (what: "palette" | "help") => void {
  const registry = useContext(CommandRegistry);
  return (what) => registry?.open(what);
}
