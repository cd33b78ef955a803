import remapping, { type SourceMapInput } from "@jridgewell/remapping";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
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
type Place = { line: number; column: number };

/** Where a piece of code stands in what the author wrote; `text` is the code's where the author's differs. */
export type Located = { at: Site["at"]; text?: string };

/** Places in the file that is instrumented, told as places in what its author wrote. */
export type Locator = { source: string; locate: (span: Span) => Located };

/** For a file that is what its author wrote. */
export function ownLocator(source: string, positions: Positions): Locator {
  return { source, locate: (span) => ({ at: positions.range(span) }) };
}

/**
 * For compiled code with a map of its own. Places are exact where the author's text is the same; else they are as
 * exact as the map, and the compiled text goes along.
 * @returns undefined where the map does not lead to one source with its text
 */
export function mappedLocator(code: string, positions: Positions, map: InputMap): Locator | undefined {
  const [source, ...more] = map.sourcesContent ?? [];
  if (typeof source !== "string" || more.length > 0) return undefined;
  const trace = new TraceMap(map as never);
  const originals = new Positions(source);
  const find = (offset: number): Place | undefined => {
    const { line, column } = originalPositionFor(trace, positions.at(offset));
    return line === null ? undefined : { line, column };
  };
  const locate = (span: Span): Located => {
    const text = code.slice(span.start, span.end);
    const start = find(span.start) ?? { line: 1, column: 0 };
    const from = originals.offset(start);
    if (source.startsWith(text, from)) return { at: originals.range({ start: from, end: from + text.length }) };
    const last = find(span.end - 1);
    const to = last ? originals.offset(last) + 1 : from;
    return { at: originals.range({ start: from, end: Math.max(from, to) }), text };
  };
  return { source, locate };
}

/** A map of instrumented code that leads to the author's source, through the map of the code it was made from. */
export function throughInput(map: SourceMap, input: InputMap): SourceMap {
  const layers = [map, input] as unknown as SourceMapInput[];
  return remapping(layers, () => null) as unknown as SourceMap;
}
