import { SourceMap } from "magic-string";
import type { Edits } from "./edits";
import type { Positions } from "./positions";

type Segment = [column: number, source: number, line: number, sourceColumn: number];

/** Pieces of code that an error's position may point at the start of. */
const piece = /\r\n|[\n\r\u2028\u2029]|[\w$]+|[^\S\n\r\u2028\u2029]+|[\s\S]/g;

const lineEnd = /[\n\r\u2028\u2029]/;

/**
 * The source with its insertions, and the map back. An insertion stands for what it was put in front of: an error in
 * `helper(…, test)` is one at `test`.
 */
export function print(source: string, edits: Edits, { file, positions }: { file: string; positions: Positions }) {
  const writer = new Writer(positions);
  let from = 0;
  for (const { offset, text, standsFor } of edits.list()) {
    writer.keep(source, from, offset);
    writer.insert(text, standsFor);
    from = offset;
  }
  writer.keep(source, from, source.length);
  const map = new SourceMap({
    file: undefined,
    sources: [file],
    sourcesContent: [source],
    names: [],
    mappings: writer.lines,
  });
  return { code: writer.code, map };
}

class Writer {
  code = "";
  readonly lines: Segment[][] = [[]];
  private column = 0;
  private readonly positions: Positions;

  constructor(positions: Positions) {
    this.positions = positions;
  }

  insert(text: string, offset: number): void {
    this.mark(offset);
    this.code += text;
    this.column += text.length;
  }

  keep(source: string, from: number, to: number): void {
    piece.lastIndex = from;
    for (let at = from; at < to; at = piece.lastIndex) {
      const found = piece.exec(source)?.[0] ?? "";
      // A piece may reach beyond: an insertion splits it.
      const text = found.slice(0, to - at);
      this.mark(at);
      this.code += text;
      this.column += text.length;
      if (lineEnd.test(text)) this.endLine();
    }
  }

  private mark(offset: number): void {
    const { line, column } = this.positions.at(offset);
    this.lines.at(-1)?.push([this.column, 0, line - 1, column]);
  }

  private endLine(): void {
    this.column = 0;
    this.lines.push([]);
  }
}
