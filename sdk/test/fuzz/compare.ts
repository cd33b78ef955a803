import type { Observation } from "./execute";
import type { Program } from "./generate/program";
import { isCompiled } from "./instrument";
import { compareStacks } from "./stacks";

/** The first way in which two observations differ, in words; undefined where there is none. */
export function difference(program: Program, original: Observation, other: Observation): string | undefined {
  const { lines, stacks, unhandled } = original;
  // What compiles after us folds choices by a constant and so names functions: there, names say nothing about us.
  const told = isCompiled(program) ? (line: string) => line.replace(/function "[^"]*"/g, "function") : String;
  const at = firstDifferent(lines, other.lines, (before, after) => told(before) === told(after));
  if (at >= 0) return `line ${at}: ${lines[at] ?? "nothing"}  became  ${other.lines[at] ?? "nothing"}`;
  const stack = firstDifferent(stacks, other.stacks, compareStacks(program));
  if (stack >= 0) return `stack ${stack}: ${framesText(stacks[stack])}  became  ${framesText(other.stacks[stack])}`;
  if (unhandled !== other.unhandled) return `${unhandled} unhandled rejections  became  ${other.unhandled}`;
  return undefined;
}

function firstDifferent<Item>(before: Item[], after: Item[], isSame: (before: Item, after: Item) => boolean): number {
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    const [one, other] = [before[at], after[at]];
    if (one === undefined || other === undefined || !isSame(one, other)) return at;
  }
  return -1;
}

function framesText(stack: Observation["stacks"][number] | undefined): string {
  return (stack?.frames ?? []).map(({ name, line, column }) => `${name}@${line}:${column}`).join(" < ");
}
