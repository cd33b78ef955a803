import type { Observation } from "./execute";

/** The first way in which two observations differ, in words; undefined where there is none. */
export function difference(original: Observation, other: Observation): string | undefined {
  for (const part of ["lines", "stacks"] as const) {
    const [before, after] = [original[part], other[part]];
    const at = before.findIndex((text, index) => text !== after[index]);
    if (at >= 0) return `${part}[${at}]: ${before[at]}  became  ${after[at] ?? "nothing"}`;
    if (after.length > before.length) return `${part}[${before.length}]: nothing  became  ${after[before.length]}`;
  }
  if (original.unhandled !== other.unhandled)
    return `${original.unhandled} unhandled rejections  became  ${other.unhandled}`;
  return undefined;
}
