import type { Site, SiteFunction, SiteTable } from "../contract/sites";
import { decisionKinds } from "../contract/vocabulary";
import { readSource, type SourceText, type Span, spanOf } from "./source-text";

/** A place of a table, ready to be looked up by its number. */
export type SitePlace = {
  site: Site;
  index: number;
  span: Span;
  text: string;
  isDecision: boolean;
  /** The decision it serves in the end: an operand of `a && b` in an `if`'s test serves the `if`. Else itself. */
  root: number;
  arms: Map<string, Span>;
  /** Loops of the same function around it, outermost first. */
  loops: number[];
  /** Of a loop: those inside its body. */
  inner: number[];
};

/** A site table with all that spelling out a run looks up again and again. */
export type SiteProgram = {
  table: SiteTable;
  text: SourceText;
  sites: SitePlace[];
  functions: { fn: SiteFunction; span: Span }[];
  /** Functions written right inside a function, by its number. */
  nested: Map<number | undefined, number[]>;
  /** Spans of all functions, by their start. */
  spans: Span[];
  /** Sites of each function. */
  sitesOf: Map<number, SitePlace[]>;
};

export const loopKinds: ReadonlySet<string> = new Set(["while", "do", "for", "for-of", "for-in"]);
const decisions: ReadonlySet<string> = new Set(decisionKinds);
const longestText = 2_000;
const maxChain = 50;
/** Loops inside loops that turns are told of. */
const maxLoops = 20;

const programs = new WeakMap<SiteTable, SiteProgram>();

/** Prepares a table; remembered for as long as the table is. */
export function readProgram(table: SiteTable): SiteProgram {
  const known = programs.get(table);
  if (known) return known;
  const text = readSource(table.source);
  const sites = table.sites.map((site, index): SitePlace => {
    const span = spanOf(text, site.at);
    return {
      site,
      index,
      span,
      text: boundText(site.text ?? text.source.slice(span.start, Math.min(span.end, span.start + longestText + 1))),
      isDecision: decisions.has(site.kind),
      root: rootOf(table, index),
      arms: new Map(Object.entries(site.arms ?? {}).map(([arm, range]) => [arm, spanOf(text, range)])),
      loops: [],
      inner: [],
    };
  });
  const functions = table.functions.map((fn) => ({ fn, span: spanOf(text, fn.at) }));
  const sitesOf = Map.groupBy(sites, ({ site }) => site.fn);
  for (const own of sitesOf.values()) placeInLoops(own);
  for (const { site, index, loops } of sites) {
    if (loopKinds.has(site.kind)) for (const outer of loops) sites[outer]?.inner.push(index);
  }
  const nested = Map.groupBy(functions.keys(), (index) => table.functions[index]?.parent);
  const spans = functions.map(({ span }) => span).sort((a, b) => a.start - b.start);
  const program = { table, text, sites, functions, nested, spans, sitesOf };
  programs.set(table, program);
  return program;
}

/** What is cut ends in a sign that no grammar knows, so that a part is never taken for the whole. */
const boundText = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

/** The outermost decision of the chain of `of`; tables from outside may lead nowhere or in circles. */
function rootOf({ sites }: SiteTable, index: number): number {
  let at = index;
  for (let step = 0; step < maxChain; step++) {
    const of = sites[at]?.of;
    if (of === undefined || !sites[of] || sites[of].fn !== sites[index]?.fn) return at;
    at = of;
  }
  return index;
}

/** One sweep over the places in the order of the source, with the loops that are open. */
function placeInLoops(sites: SitePlace[]): void {
  const loops = sites.flatMap((place) => {
    const body = loopKinds.has(place.site.kind) ? place.arms.get("body") : undefined;
    return body ? [{ start: body.start, end: body.end, loop: place.index, place: undefined }] : [];
  });
  const places = sites.map((place) => ({ ...place.span, loop: -1, place }));
  const open: { end: number; loop: number }[] = [];
  for (const one of [...loops, ...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= one.start) open.pop();
    if (!one.place) open.push(one);
    else one.place.loops = open.slice(0, maxLoops).flatMap(({ end, loop }) => (one.end <= end ? [loop] : []));
  }
}

/** Whether `inner` lies within `outer`. */
export const holds = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;
