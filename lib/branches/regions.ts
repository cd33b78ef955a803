import { functionBodies, parametersOf } from "./silent-code";
import { holds, loopKinds, type SitePlace, type SiteProgram } from "./site-program";
import { lineOf, type SourceText, type Span } from "./source-text";

/** Code of a function that runs as a whole or not at all, exceptions and exits apart: an arm, a case, a loop's body. */
export type Region = {
  span: Span;
  /** What decides whether it runs; none for the function itself. */
  place: SitePlace | undefined;
  arm: string;
  isLoopBody: boolean;
  /** Another function: an audited one tells its own lines, of any other nobody can. */
  isFunction: boolean;
  children: Region[];
  /** Code of its own, outside its children, a piece per line. */
  pieces: { line: number; start: number }[];
};

const known = new WeakMap<SiteProgram, Map<number, Region>>();
const maxDepth = 200;

/** The regions of a function as a tree. */
export function regionsOf(program: SiteProgram, fn: number): Region {
  const trees = known.get(program) ?? new Map<number, Region>();
  known.set(program, trees);
  const tree = trees.get(fn) ?? buildTree(program, fn);
  trees.set(fn, tree);
  return tree;
}

function buildTree(program: SiteProgram, fn: number): Region {
  const root = region(program.functions[fn]?.span ?? { start: 0, end: 0 });
  const arms = (program.sitesOf.get(fn) ?? []).flatMap(armRegions);
  const functions = functionsInside(program, root.span).map((span) => ({ ...region(span), isFunction: true }));
  const { code } = program.text;
  const silent = functionBodies(code, root.span)
    .filter((span) => !functions.some((one) => holds(one.span, span)))
    .map((span) => ({ ...region(span), isFunction: true }));
  const inside = [...arms, ...functions, ...silent, ...hiddenParameters(code, root.span)]
    .filter(({ span }) => holds(root.span, span) && span.end > span.start && span.end - span.start < length(root.span))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const path = [root];
  for (const one of inside) {
    while (path.length > 1 && (path.at(-1) as Region).span.end <= one.span.start) path.pop();
    const parent = path.at(-1) as Region;
    if (parent.isFunction || path.length > maxDepth) continue;
    one.span.end = Math.min(one.span.end, parent.span.end);
    parent.children.push(one);
    path.push(one);
  }
  addPieces(root, program.text);
  return root;
}

/** Spans of the functions inside a span; a table may have very many, so not all of them are looked at. */
function functionsInside({ spans }: SiteProgram, outer: Span): Span[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < outer.start) low = middle + 1;
    else high = middle;
  }
  const inside: Span[] = [];
  for (let at = low; at < spans.length; at++) {
    const span = spans[at];
    if (!span || span.start >= outer.end) break;
    if (holds(outer, span) && length(span) < length(outer)) inside.push(span);
  }
  return inside;
}

/** Parameters whose defaults make functions: those are part of no call, and their lines are nobody's. */
function hiddenParameters(code: string, span: Span): Region[] {
  const parameters = parametersOf(code, span);
  const makesFunctions = parameters && /=>|\)\s*\{|\bfunction\b/.test(code.slice(parameters.start, parameters.end));
  return makesFunctions ? [{ ...region(parameters), isFunction: true }] : [];
}

const length = ({ start, end }: Span) => end - start;

const region = (span: Span): Region => ({
  span: { ...span },
  place: undefined,
  arm: "",
  isLoopBody: false,
  isFunction: false,
  children: [],
  pieces: [],
});

function armRegions(place: SitePlace): Region[] {
  return [...place.arms].map(([arm, span]) => {
    // A case's label and a `catch (error)` belong to what they introduce.
    const startsAtSite = ["case", "catch", "finally"].includes(place.site.kind);
    const start = startsAtSite ? Math.min(place.span.start, span.start) : span.start;
    const isLoopBody = arm === "body" && loopKinds.has(place.site.kind);
    return { ...region({ start, end: span.end }), place, arm, isLoopBody };
  });
}

/** Brackets, signs and words that only shape the code: `} else {`, `try {`, `});`, `: ` of a ternary. */
const shape = /^(?:[\s{}()[\];,?:&|]|\b(?:else|try|do|finally|case)\b)*$/;

function addPieces(tree: Region, text: SourceText): void {
  const open = [tree];
  for (const one of open) {
    if (one.isFunction) continue;
    let at = one.span.start;
    for (const child of one.children) {
      addLines(one, at, child.span.start, text);
      at = Math.max(at, child.span.end);
      open.push(child);
    }
    addLines(one, at, one.span.end, text);
  }
}

function addLines(owner: Region, start: number, end: number, text: SourceText): void {
  let line = lineOf(text, start);
  for (let at = start; at < end; line++) {
    const next = Math.min(text.lineStarts[line] ?? end, end);
    const code = text.code.slice(at, next);
    if (!shape.test(code)) owner.pieces.push({ line, start: at + (code.length - code.trimStart().length) });
    at = Math.max(next, at + 1);
  }
}

/** Lines of nested audited functions, for those that were never called. */
export function linesOf(program: SiteProgram, fn: number): number[] {
  const open = [regionsOf(program, fn)];
  for (const one of open) open.push(...one.children.filter((child) => !child.isFunction));
  return open.flatMap(({ pieces }) => pieces.map(({ line }) => line));
}
