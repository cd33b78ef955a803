import type { SourceRange } from "./types";

/** A source file by lines and columns. Positions outside it are moved to its nearest end. */
export type SourceLines = {
  source: string;
  /** Offset of the first character of each line. */
  lineStarts: number[];
};

export type SourceText = SourceLines & {
  /** The same text, offset by offset, with comments as spaces and the insides of strings and the like as `_`. */
  code: string;
};

/** Reads a source file once; linear in its length, whatever it holds. */
export function readSource(source: string): SourceText {
  return { ...readLines(source), code: blankOut(source) };
}

/** Finds a source file's lines, by every end of a line that JavaScript knows: the transform counts them so. */
export function readLines(source: string): SourceLines {
  const lineStarts = [0];
  for (const { index, 0: end } of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) lineStarts.push(index + end.length);
  return { source, lineStarts };
}

/** The text of a range. */
export function textAt(lines: SourceLines, range: SourceRange): string {
  const { start, end } = spanOf(lines, range);
  return lines.source.slice(start, end);
}

/** Offset of a line (from 1) and column (from 0, UTF-16). */
function offsetOf({ source, lineStarts }: SourceLines, line: number, column: number): number {
  const start = lineStarts[Math.max(0, Math.floor(line) - 1)];
  if (start === undefined) return source.length;
  const end = lineStarts[Math.floor(line)] ?? source.length + 1;
  return Math.min(start + Math.max(0, Math.floor(column)), end - 1);
}

export type Span = { start: number; end: number };

export function spanOf(text: SourceLines, [startLine, startColumn, endLine, endColumn]: SourceRange): Span {
  const start = offsetOf(text, startLine, startColumn);
  return { start, end: Math.max(start, offsetOf(text, endLine, endColumn)) };
}

/** Line of an offset, from 1. */
export function lineOf({ lineStarts }: SourceLines, offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Where a `/` begins a regular expression: after nothing, an operator, an opening bracket, or one of these words. */
const beforeRegex =
  /(?:^|[=([{,;:!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield))\s*$/;
const regex = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const plain = /[^"'`/{}\\]+/y;
const string = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const templateText = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y;

function blankOut(source: string): string {
  const parts: string[] = [];
  /** Depth of braces at which each open template goes on. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  let before = "";
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const keep = (text: string) => {
    parts.push(text);
    before = (before + text).slice(-16);
  };
  const blank = (text: string, by = "_") => parts.push(text.replace(/[^\n]/g, by));
  const inTemplate = () => {
    blank(take(templateText));
    if (source.startsWith("${", at)) {
      keep("${");
      at += 2;
      templates.push(depth++);
    } else if (at < source.length) {
      keep("`");
      at++;
    }
  };
  while (at < source.length) {
    const text = take(plain);
    if (text !== "") keep(text);
    const sign = source[at];
    if (sign === undefined) break;
    if (sign === '"' || sign === "'") {
      const whole = take(string);
      keep(sign);
      blank(whole.slice(1, -1));
      if (whole.length > 1) keep(sign);
      continue;
    }
    if (sign === "/") {
      const remark = take(comment);
      if (remark !== "") blank(remark, " ");
      else if (beforeRegex.test(before)) {
        const whole = take(regex);
        keep("/");
        if (whole === "") at++;
        else blank(whole.slice(1));
      } else {
        keep(sign);
        at++;
      }
      continue;
    }
    keep(sign);
    at++;
    if (sign === "`") inTemplate();
    else if (sign === "{") depth++;
    else if (sign === "}") {
      depth--;
      if (templates.at(-1) === depth) {
        templates.pop();
        inTemplate();
      }
    }
  }
  return parts.join("");
}
