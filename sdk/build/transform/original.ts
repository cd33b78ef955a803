import remapping, { type SourceMapInput } from "@jridgewell/remapping";
import { TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import type { SourceMap } from "magic-string";
import type { Site } from "../../../lib/contract/sites";
import { Positions } from "./positions";

/** A source map, as version 3 has it. */
export type InputMap = {
  version: number;
  sources: (string | null)[];
  names: string[];
  mappings: string;
  sourcesContent?: (string | null)[];
};

type Span = { start: number; end: number };

/** Where a piece of code stands in what the author wrote; `text` is the code's where the author's differs. */
export type Located = { at: Site["at"]; text?: string };

/** Places in the file that is instrumented, told as places in what its author wrote. */
export type Locator = { source: string; locate: (span: Span) => Located };

/** For a file that is what its author wrote. */
export function ownLocator(source: string, positions: Positions): Locator {
  return { source, locate: (span) => ({ at: positions.range(span) }) };
}

/**
 * For compiled code with a map of its own. Places are exact where the author's text is the same but for white space;
 * else they are as exact as the map, and the compiled text goes along.
 * @returns undefined where the map does not lead to one source with its text
 */
export function mappedLocator(code: string, positions: Positions, map: InputMap): Locator | undefined {
  const [source, ...more] = map.sourcesContent ?? [];
  if (typeof source !== "string" || more.length > 0) return undefined;
  const trace = new TraceMap(map as never);
  const originals = new Positions(source);
  /** Where the author wrote the mapped piece of code around `offset`, and where that piece begins in the code. */
  const find = (offset: number): { original: number; begin: number } | undefined => {
    const { line, column } = positions.at(offset);
    const [generated, , originalLine, originalColumn] = traceSegment(trace, line - 1, column) ?? [];
    if (generated === undefined || originalLine === undefined || originalColumn === undefined) return undefined;
    const original = originals.offset({ line: originalLine + 1, column: originalColumn });
    return { original, begin: offset - (column - generated) };
  };
  const locate = (span: Span): Located => {
    const text = code.slice(span.start, span.end);
    const from = find(span.start)?.original ?? 0;
    const sameEnd = endOfSame(source, from, text);
    if (sameEnd !== undefined) return { at: originals.range({ start: from, end: sameEnd }) };
    const last = find(span.end - 1);
    const token = last ? code.slice(last.begin, span.end) : "";
    const length = last && source.startsWith(token, last.original) ? token.length : 1;
    const end = Math.max(from, last ? last.original + length : from);
    return { at: originals.range({ start: from, end }), text };
  };
  return { source, locate };
}

/** Where the piece of `source` at `from` ends that is `text` but for white space; undefined where it is another. */
function endOfSame(source: string, from: number, text: string): number | undefined {
  let at = from;
  for (const character of text.replace(/\s+/g, "")) {
    while (/\s/.test(source[at] ?? "")) at++;
    if (!source.startsWith(character, at)) return undefined;
    at += character.length;
  }
  return at;
}

/** A map of instrumented code that leads to the author's source, through the map of the code it was made from. */
export function throughInput(map: SourceMap, input: InputMap): SourceMap {
  const layers = [map, input] as unknown as SourceMapInput[];
  return remapping(layers, () => null) as unknown as SourceMap;
}
