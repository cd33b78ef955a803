import { parseSync } from "oxc-parser";
import { walk } from "oxc-walker";
import type { BranchRows } from "../../../lib/contract/rows";
import type { Site, SiteTable } from "../../../lib/contract/sites";
import type { Program } from "./generate/program";

/** Markers by site and the arm that says them. */
type MarkedArms = Map<number, Map<string, string>>;

/**
 * Compares what was recorded of a run with what the program said of itself by `M("7:then")`: the same arms, in the
 * same order where one branch holds them all. What goes on after a branch's outermost call has returned belongs to no
 * branch any more: of a program with async functions the last arms may be missing.
 * @param branches rows of the run's branches, in any order
 * @returns how many arms were compared, or how they differ
 */
export function compareArms(
  program: Program,
  table: SiteTable,
  run: { branches: readonly BranchRows[]; markers: string[] },
): number | string {
  const { branches, markers } = run;
  if (branches.some(({ over }) => Object.keys(over ?? {}).length > 0)) return 0;
  const marked = markedArms(program, table);
  const known = new Set([...marked.values()].flatMap((arms) => [...arms.values()]));
  const recorded = branches.flatMap(({ rows }) =>
    rows.flatMap(([, site, value]) => markerOf(marked, table, site, value) ?? []),
  );
  // A branch without a decision is not told of, whatever it caught.
  const isTold = (id: string) => !/:(catch|finally)$/.test(id) || recorded.includes(id);
  const said = markers.filter((id) => known.has(id) && isTold(id));
  const mayEndEarly = /\basync\b/.test(program.source);
  return branches.length > 1 ? sameCounts(said, recorded, mayEndEarly) : sameOrder(said, recorded, mayEndEarly);
}

function sameOrder(said: string[], recorded: string[], mayEndEarly: boolean): number | string {
  const length = mayEndEarly ? recorded.length : Math.max(said.length, recorded.length);
  for (let at = 0; at < length; at++) {
    if (said[at] !== recorded[at]) return `arm ${at} was ${said[at]} and is recorded as ${recorded[at]}`;
  }
  return length;
}

function sameCounts(said: string[], recorded: string[], mayEndEarly: boolean): number | string {
  for (const id of new Set([...said, ...recorded])) {
    const [times, timesRecorded] = [said, recorded].map((ids) => ids.filter((one) => one === id).length) as [
      number,
      number,
    ];
    const isEqual = mayEndEarly ? timesRecorded <= times : timesRecorded === times;
    if (!isEqual) return `arm ${id} was entered ${times} times and is recorded ${timesRecorded} times`;
  }
  return recorded.length;
}

function markerOf(marked: MarkedArms, table: SiteTable, index: number, value: unknown): string | undefined {
  const arms = marked.get(index);
  const site = table.sites[index];
  return arms && site && arms.get(armOf(site, value));
}

/** The arm that a recorded value leads to. */
function armOf({ kind }: Site, value: unknown): string {
  switch (kind) {
    case "if":
    case "ternary":
      return isTrue(value) ? "then" : "else";
    case "and":
      return isTrue(value) ? "right" : "";
    case "or":
      return isTrue(value) ? "" : "right";
    case "nullish":
      return value === null || tagOf(value) === "u" ? "right" : "";
    case "while":
    case "for":
      return isTrue(value) ? "body" : "";
    default:
      return "body";
  }
}

function tagOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "$" in value ? String(value.$) : undefined;
}

function isTrue(value: unknown): boolean {
  const tag = tagOf(value);
  if (tag === undefined) return Boolean(value);
  const { v } = value as { v?: unknown };
  if (tag === "n") return v === "Infinity" || v === "-Infinity";
  return tag !== "u" && !(tag === "b" && v === "0");
}

/** Finds the arms that begin with a marker. */
function markedArms({ source, file, language }: Program, table: SiteTable): MarkedArms {
  const starts = armStarts(table);
  const marked: MarkedArms = new Map();
  const lines = lineStarts(source);
  const lang = language === "js" ? "jsx" : language;
  const { program } = parseSync(file, source, { lang, sourceType: file.endsWith(".cjs") ? "commonjs" : "module" });
  const around: { start: number }[] = [];
  walk(program, {
    enter(node) {
      around.push(node);
      if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "M") return;
      const [given] = node.arguments;
      if (given?.type !== "Literal" || typeof given.value !== "string") return;
      for (const outer of beginningWith(source, node.start, around)) {
        for (const { site, arm } of starts.get(placeText(lines, outer)) ?? []) {
          if (arm !== armNamed(given.value)) continue;
          const arms = marked.get(site) ?? new Map<string, string>();
          marked.set(site, arms.set(arm, given.value));
        }
      }
    },
    leave: () => void around.pop(),
  });
  return marked;
}

/** `7:then` is of the arm `then`; cases, `catch` and `finally` are bodies. */
function armNamed(marker: string): string {
  const name = marker.slice(marker.indexOf(":") + 1);
  return /^(case\d+|default|catch|finally)$/.test(name) ? "body" : name;
}

/** Where the nodes start that a marker is the first thing in. */
function beginningWith(source: string, start: number, around: readonly { start: number }[]): Set<number> {
  const found = new Set<number>([start]);
  for (const node of around.toReversed()) {
    const between = source.slice(node.start, start).replace(/\/\*.*?\*\//g, "");
    if (!/^[\s({]*$/.test(between)) break;
    found.add(node.start);
    // Parentheses have no node of their own here.
    for (let at = node.start; /[\s(]/.test(source[at - 1] ?? "") && at > 0; at--)
      if (source[at - 1] === "(") found.add(at - 1);
  }
  return found;
}

/**
 * Where arms start. That of a `do` is left out, since it runs once before its test is looked at, and those of
 * assignments, which programs have none of before they are minified.
 */
function armStarts(table: SiteTable): Map<string, { site: number; arm: string }[]> {
  const starts = new Map<string, { site: number; arm: string }[]>();
  for (const [site, { arms, kind }] of table.sites.entries()) {
    if (kind === "do" || kind.endsWith("-assign")) continue;
    for (const [arm, [line, column]] of Object.entries(arms ?? {})) {
      const key = `${line}:${column}`;
      starts.set(key, [...(starts.get(key) ?? []), { site, arm }]);
    }
  }
  return starts;
}

function lineStarts(source: string): number[] {
  return [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function placeText(lines: readonly number[], offset: number): string {
  const line = lines.findLastIndex((start) => start <= offset);
  return `${line + 1}:${offset - (lines[line] ?? 0)}`;
}
