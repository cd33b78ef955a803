import type { SiteTable } from "../contract/sites";
import { expandBranch, type Recorded } from "./expand";
import { linesOf } from "./regions";
import { readProgram, type SitePlace, type SiteProgram } from "./site-program";
import type { ArmCount, ExpandedFrame, FunctionMap } from "./types";

type Counted = {
  sha256: string;
  fn: number;
  program: SiteProgram;
  runs: number;
  lines: Map<number, number>;
  /** By site, then by arm. */
  arms: Map<number, Map<string, number>>;
};

/** Adds up, function by function, how many runs of branches went through each line and each arm. */
export class RunCounter {
  private readonly functions = new Map<string, Counted>();
  /** Paths by what tells them apart: recent runs take the same few, and each is spelled out once. */
  private readonly frames = new Map<string, ExpandedFrame[]>();

  /** Counts one run. @param digests the tables' digests, in the order of `recorded.tables` */
  add(recorded: Recorded, digests: string[]): void {
    const path = pathKey(recorded, digests);
    const frames = this.frames.get(path) ?? expandBranch(recorded).frames;
    if (this.frames.size < maxPaths) this.frames.set(path, frames);
    for (const own of Map.groupBy(frames, ({ table, functionIndex }) => `${table}:${functionIndex}`).values()) {
      const [frame] = own;
      const table = recorded.tables[frame?.table ?? -1];
      const sha256 = digests[frame?.table ?? -1];
      if (frame && table && sha256 !== undefined) this.count(this.functionOf(sha256, frame.functionIndex, table), own);
    }
  }

  /** What was counted, the functions that most runs entered first. */
  list(): FunctionMap[] {
    return [...this.functions.values()].map(toFunctionMap).sort((a, b) => b.runs - a.runs);
  }

  private functionOf(sha256: string, fn: number, table: SiteTable): Counted {
    const key = `${sha256}:${fn}`;
    const known = this.functions.get(key);
    if (known) return known;
    const program = readProgram(table);
    const lines = new Map(linesOf(program, fn).map((line) => [line, 0]));
    const arms = new Map(decisionsOf(program, fn).map((place) => [place.index, armsOf(place, program)]));
    const counted = { sha256, fn, program, runs: 0, lines, arms };
    this.functions.set(key, counted);
    return counted;
  }

  private count(counted: Counted, frames: ExpandedFrame[]): void {
    counted.runs++;
    const ran = new Set(frames.flatMap(({ lines }) => lines.filter(({ state }) => state === "ran")).map((l) => l.line));
    for (const line of ran) if (counted.lines.has(line)) counted.lines.set(line, (counted.lines.get(line) ?? 0) + 1);
    for (const { site, arm } of frames.flatMap(({ events }) => events)) {
      const arms = counted.arms.get(site);
      if (arms && arm !== undefined) arms.set(arm, (arms.get(arm) ?? 0) + 1);
    }
  }
}

const maxPaths = 500;

/** Equal for runs that made the same decisions in the same calls and left rows of the same places behind. */
function pathKey({ rows, tables }: Recorded, digests: string[]): string {
  const { hash, frames, over, threw } = rows;
  const places = hash === undefined ? rows.rows : rows.rows.map(([frame, site]) => `${frame}.${site}`).join();
  return JSON.stringify([digests, tables.map(Boolean), hash, frames, over, threw, places]);
}

const decisionsOf = (program: SiteProgram, fn: number): SitePlace[] =>
  (program.sitesOf.get(fn) ?? []).filter(({ isDecision }) => isDecision);

/** Every way a decision may go, none of them taken yet. */
function armsOf({ site, index }: SitePlace, program: SiteProgram): Map<string, number> {
  if (site.kind === "if" || site.kind === "ternary") return zero(["then", "else"]);
  if (site.kind === "switch") {
    const labels = (program.sitesOf.get(site.fn) ?? []).filter(
      (one) => one.site.kind === "case" && one.site.of === index,
    );
    return zero(labels.map((one) => one.site.name ?? one.text));
  }
  return zero(Object.hasOwn(site.arms ?? {}, "right") ? ["left", "right"] : Object.keys(site.arms ?? {}));
}

const zero = (arms: string[]) => new Map(arms.map((arm) => [arm, 0]));

function toFunctionMap({ sha256, fn, program, runs, lines, arms }: Counted): FunctionMap {
  const own = program.functions[fn]?.fn;
  return {
    sha256,
    fn,
    functionName: own?.name ?? "",
    at: own?.at ?? [1, 0, 1, 0],
    runs,
    lines: [...lines].map(([line, count]) => ({ line, runs: count })).sort((a, b) => a.line - b.line),
    decisions: decisionsOf(program, fn)
      .sort((a, b) => a.span.start - b.span.start)
      .map((place) => ({
        site: place.index,
        at: place.site.at,
        text: place.text,
        kind: place.site.kind,
        arms: [...(arms.get(place.index) ?? [])].map(([arm, count]): ArmCount => ({ arm, count })),
      })),
  };
}
