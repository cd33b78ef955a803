"use client";

import type { RefObject } from "react";
import { useCommands } from "@/components/commands/use-commands";
import { useSource } from "./source-state";
import { showLoops } from "./turns";

/** Keys while the focus is inside a branch's source; on screen only then, so that they win over the Timeline's own. */
export function SourceKeys({ root }: { root: RefObject<HTMLElement | null> }) {
  const { view, state, links } = useSource();
  const stops = () => Array.from(root.current?.querySelectorAll<HTMLElement>("[data-stop]") ?? []);
  const current = () => document.activeElement?.closest<HTMLElement>("[data-stop]") ?? undefined;
  const walk = (by: 1 | -1) => {
    const all = stops();
    const at = current() ? all.indexOf(current() as HTMLElement) : by === 1 ? -1 : all.length;
    const next = all[at + by];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const turn = (by: 1 | -1) => {
    const frame = view.frames.find((one) => String(one.frame) === current()?.dataset.frame);
    if (!frame) return;
    const shown = showLoops(frame, state.turnsOf(frame.frame));
    const site = loopOf(Number(current()?.dataset.line), { frame, shown });
    const loop = site === undefined ? undefined : shown.get(site);
    if (!loop || site === undefined) return;
    const next = loop.turn + by;
    if (next >= 0 && next < loop.loop.kept) state.pickTurn(frame.frame, site, next);
  };
  const judgment = () => {
    const key = current()?.dataset.judgment;
    if (key) links.onOpen(key);
  };
  const leave = () => root.current?.closest("article")?.querySelector<HTMLElement>("header button")?.focus();
  const move = { group: "Source", isKeyOnly: true };
  useCommands([
    { ...move, name: "source.next", title: "Next condition", keys: "j", effect: () => walk(1) },
    { ...move, name: "source.down", title: "Next condition", keys: "arrowdown", effect: () => walk(1) },
    { ...move, name: "source.previous", title: "Previous condition", keys: "k", effect: () => walk(-1) },
    { ...move, name: "source.up", title: "Previous condition", keys: "arrowup", effect: () => walk(-1) },
    { ...move, name: "source.later", title: "Later turn of the loop", keys: "]", effect: () => turn(1) },
    { ...move, name: "source.earlier", title: "Earlier turn of the loop", keys: "[", effect: () => turn(-1) },
    { ...move, name: "source.judgment", title: "Go to the judgment behind it", keys: "enter", effect: judgment },
    { ...move, name: "source.leave", title: "Leave the source", keys: "escape", effect: leave },
  ]);
  return null;
}

type Around = {
  frame: Parameters<typeof showLoops>[0] & { lines: { line: number; turns: { site: number }[][] }[] };
  shown: ReturnType<typeof showLoops>;
};

/** The innermost loop that a line belongs to: the one that begins on it, else the last its turns name. */
function loopOf(line: number, { frame, shown }: Around): number | undefined {
  const own = [...shown.values()].find(({ loop }) => loop.at[0] === line);
  return own?.loop.site ?? frame.lines.find((one) => one.line === line)?.turns[0]?.at(-1)?.site;
}
