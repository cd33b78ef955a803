import type { Site } from "../../../lib/contract/sites";

type Range = Site["at"];

/** Lines and columns of offsets: lines from 1, columns from 0 in UTF-16 code units. */
export class Positions {
  private readonly starts: number[] = [0];

  constructor(source: string) {
    for (const match of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) this.starts.push(match.index + match[0].length);
  }

  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) };
  }

  /** The offset of a line (from 1) and column; the end of the text where there is none. */
  offset({ line, column }: { line: number; column: number }): number {
    return (this.starts[line - 1] ?? this.starts.at(-1) ?? 0) + column;
  }

  range(node: { start: number; end: number }): Range {
    const start = this.at(node.start);
    const end = this.at(node.end);
    return [start.line, start.column, end.line, end.column];
  }
}
