import { parseSync } from "oxc-parser";
import { walk } from "oxc-walker";
import type { Program } from "./generate/program";
import type { Place, Runnable } from "./instrument";

/** One line of a stack inside a program: the function's name and its place in the program's own source. */
export type Frame = Place & { name: string };

/** An error that was seen: whether the program made it (else the engine raised it), and its frames, innermost first. */
export type Stack = { isMade: boolean; frames: Frame[] };

/** The part of an error's stack that lies in a program, in terms of its own source. */
export function stackOf(error: Error, file: string, { placeOf }: Runnable): Stack {
  const frames: Frame[] = [];
  for (const line of String(error.stack).split("\n")) {
    const found = /^ {4}at (?:(.*?) \()?([^()]*?):(\d+):(\d+)\)?$/.exec(line);
    if (found?.[2] !== file) continue;
    frames.push({ name: found[1] ?? "", ...placeOf(Number(found[3]), Number(found[4]) - 1) });
  }
  return { isMade: Object.getPrototypeOf(error) === Error.prototype, frames };
}

/**
 * Tells whether two stacks name the same places. Where the engine itself raises an error, or calls a getter or a
 * coercion, it names a place near it that depends on what stands around (the whole `if` for a name it tests): then the
 * same line or statement is enough. The place where the program made an error must be the same to the column.
 */
export function compareStacks(program: Program): (before: Stack, after: Stack) => boolean {
  let ranges: Range[] | undefined;
  const statementOf = (place: Place) => {
    ranges ??= statementRanges(program);
    return innermost(ranges, offsetOf(program.source, place));
  };
  return (before, after) =>
    before.frames.length === after.frames.length &&
    before.frames.every((frame, index) => {
      const other = after.frames[index] as Frame;
      if (!sameName(frame.name, other.name)) return false;
      if (frame.line === other.line && frame.column === other.column) return true;
      if (before.isMade && index === 0) return false;
      const isUnplaced = [frame, other].some(({ line, column }) => line < 1 || (line === 1 && column === 0));
      // Where the engine has no place yet it names the function's start: any place in the function is closer.
      if (!before.isMade && innermost(functionStarts(program), offsetOf(program.source, frame))) return true;
      const isInitializing = initializer.test(before.frames[index - 1]?.name ?? "");
      return isUnplaced || isInitializing || frame.line === other.line || statementOf(frame) === statementOf(other);
    });
}

const initializer = /<(static_initializer|instance_members_initializer)>/;

/** The engine guesses what to call a function without a name: that it guesses something else is no matter. */
function sameName(before: string, after: string): boolean {
  return before === after || after === "" || /<anonymous>|\$cb|\./.test(after);
}

type Range = { start: number; end: number };

function statementRanges({ source, file, language }: Program): Range[] {
  const lang = language === "js" ? "jsx" : language;
  const { program } = parseSync(file, source, { lang, sourceType: file.endsWith(".cjs") ? "commonjs" : "module" });
  const found: Range[] = [];
  walk(program, {
    enter(node, parent) {
      // An `else if` is part of the statement it belongs to, a body of the function's.
      if (node.type === "IfStatement" && parent?.type === "IfStatement") return;
      if (node.type === "BlockStatement" && /Function/.test(parent?.type ?? "")) return;
      if (/(Statement|Declaration|Definition|StaticBlock|Program)$/.test(node.type)) found.push(node);
    },
  });
  return found;
}

/** Names of functions up to where their parameters begin: a compiler's map may know no more than the name. */
function functionStarts({ source, file, language }: Program): Range[] {
  const found: Range[] = [];
  walk(parseSync(file, source, { lang: language === "js" ? "jsx" : language }).program, {
    enter(node) {
      if (node.type !== "FunctionDeclaration" && node.type !== "FunctionExpression") return;
      found.push({ start: node.id?.start ?? node.start, end: source.indexOf("(", node.id?.end ?? node.start) + 1 });
    },
  });
  return found;
}

function innermost(ranges: readonly Range[], offset: number): Range | undefined {
  return ranges.findLast(({ start, end }) => start <= offset && offset < end);
}

function offsetOf(source: string, { line, column }: Place): number {
  let start = 0;
  for (let left = line; left > 1; left--) start = source.indexOf("\n", start) + 1;
  return start + column;
}
