"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Command, CommandSearch } from "./command";
import { isPressable, isTyping, strokeOf } from "./keys";

const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette));
const ShortcutsHelp = dynamic(() => import("./shortcuts-help").then((module) => module.ShortcutsHelp));

export type Registry = {
  /** Adds commands for as long as the caller lives; the function returned takes them out again. */
  register: (list: () => Command[]) => () => void;
  /** Adds a search that the palette asks with what was typed. */
  registerSearch: (search: CommandSearch) => () => void;
  open: (what: "palette" | "help") => void;
};

export const CommandRegistry = createContext<Registry | undefined>(undefined);

/** A second stroke such as the `d` of `g d` must follow within this time. */
const sequenceMs = 1000;

/** Holds the one list of commands and gives it to keyboard, palette (ctrl/⌘-K) and help (`?`). */
export function CommandProvider({ children }: { children: ReactNode }) {
  const sources = useRef(new Set<() => Command[]>());
  const searches = useRef(new Set<CommandSearch>());
  const [shown, setShown] = useState<"palette" | "help">();
  const list = useCallback(() => [...ownCommands(setShown), ...listCommands(sources.current)], []);
  useCommandKeys(list);
  const registry = useMemo<Registry>(
    () => ({
      register: (source) => {
        sources.current.add(source);
        return () => sources.current.delete(source);
      },
      registerSearch: (search) => {
        searches.current.add(search);
        return () => searches.current.delete(search);
      },
      open: setShown,
    }),
    [],
  );
  const close = () => setShown(undefined);
  return (
    <CommandRegistry value={registry}>
      {children}
      {shown === "palette" && <CommandPalette commands={list()} searches={[...searches.current]} onClose={close} />}
      {shown === "help" && <ShortcutsHelp commands={list()} onClose={close} />}
    </CommandRegistry>
  );
}

function ownCommands(open: (what: "palette" | "help") => void): Command[] {
  return [
    {
      name: "palette",
      title: "Search commands",
      group: "General",
      keys: "mod+k",
      isKeyOnly: true,
      effect: () => open("palette"),
    },
    { name: "help", title: "Keyboard shortcuts", group: "General", keys: "?", effect: () => open("help") },
  ];
}

function listCommands(sources: Set<() => Command[]>): Command[] {
  const byName = new Map<string, Command>();
  for (const source of sources) for (const command of source()) byName.set(command.name, command);
  return [...byName.values()].filter((command) => command.isAvailable !== false);
}

function useCommandKeys(list: () => Command[]) {
  const earlier = useRef<{ stroke: string; at: number }>(undefined);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const stroke = strokeOf(event);
      if (!stroke.startsWith("mod+") && isTyping(event.target)) return;
      if (["enter", "space"].includes(stroke) && isPressable(event.target)) return;
      // A modal dialog or an open menu has the keyboard to itself, but for the palette's own key.
      if (stroke !== "mod+k" && document.querySelector("[role=dialog][data-state=open]:not([data-peek]), [role=menu]"))
        return;
      const { stroke: first, at } = earlier.current ?? { stroke: "", at: 0 };
      const sequence = event.timeStamp - at < sequenceMs ? `${first} ${stroke}` : stroke;
      earlier.current = { stroke, at: event.timeStamp };
      const commands = list();
      const command =
        commands.findLast(({ keys }) => keys === sequence) ?? commands.findLast(({ keys }) => keys === stroke);
      if (!command) return;
      event.preventDefault();
      earlier.current = undefined;
      command.effect();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [list]);
}
