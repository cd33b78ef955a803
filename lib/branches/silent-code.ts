import type { Span } from "./source-text";

const control = /\b(?:if|for|while|switch|catch|with)(?:\s+await)?\s*$/;
/** Characters that a head may take. */
const longestHead = 2_000;
const mostBlocks = 10_000;

/**
 * Bodies of functions in a stretch of code, found by their shape: `=> {`, `function (…) {`, `name(…) {`. A function that
 * decides nothing has no rows, and nobody can say whether it ran.
 * @param code with comments and strings blanked out
 */
export function functionBodies(code: string, { start, end }: Span): Span[] {
  const bodies: Span[] = [];
  const open: { at: number; isBody: boolean }[] = [];
  let looked = 0;
  for (let at = start; at < end; at++) {
    if (code[at] === "{")
      open.push({ at, isBody: open.length > 0 && looked++ < mostBlocks && isBodyAt(code, at, start) });
    if (code[at] !== "}") continue;
    const block = open.pop();
    if (block?.isBody) bodies.push({ start: block.at + 1, end: at });
  }
  return bodies;
}

function isBodyAt(code: string, brace: number, start: number): boolean {
  const from = Math.max(start, brace - longestHead);
  const head = code.slice(from, brace).trimEnd();
  if (head.endsWith("=>")) return true;
  if (!head.endsWith(")")) return false;
  let depth = 0;
  for (let at = head.length - 1; at >= 0; at--) {
    if (head[at] === ")") depth++;
    else if (head[at] === "(" && --depth === 0) return !control.test(head.slice(Math.max(0, at - 40), at));
  }
  return false;
}

/** The parameters of a function, where they stand in parentheses at its start. */
export function parametersOf(code: string, { start, end }: Span): Span | undefined {
  const opening = code.indexOf("(", start);
  if (opening < 0 || opening >= end || /=>|[{;]/.test(code.slice(start, opening))) return undefined;
  let depth = 0;
  for (let at = opening; at < end; at++) {
    if (code[at] === "(") depth++;
    else if (code[at] === ")" && --depth === 0) return { start: opening + 1, end: at };
  }
  return undefined;
}
