import { compileFunction } from "node:vm";
import { difference } from "./compare";
import { execute, isCyclic, type Observation, type Surroundings } from "./execute";
import type { Program } from "./generate/program";
import { asWritten, type Instrumented, instrumented, type Runnable } from "./instrument";

/** What came of one program: it behaved the same in every way it was run, or how it did not. */
export type Verdict =
  | { is: "equal"; observation: Observation; arms: number }
  | { is: "different"; way: string; difference: string }
  | { is: "invalid" | "unmarked" };

/** A way of running instrumented code, which may look at what was recorded: an arm that differs is a difference. */
export type Way = {
  name: string;
  surroundings: Surroundings;
  /** Compares what was recorded with what the program said of itself: the number of arms, or the first that differs. */
  recorded?(program: Program, instrumented: Instrumented, markers: string[]): number | string;
};

/** Runs the program as it is and instrumented in each way, and compares. */
export async function check(program: Program, ways: readonly Way[]): Promise<Verdict> {
  const original = await runnable(program);
  if (!original) return { is: "invalid" };
  let made: Instrumented | undefined;
  try {
    made = await instrumented(program);
  } catch (error) {
    // A valid program that our parser refuses is left alone, with a warning.
    if (String(error).includes("cannot be parsed")) return { is: "invalid" };
    return { is: "different", way: "transform", difference: String(error) };
  }
  if (!made) return { is: "unmarked" };
  const shape = shapeDifference(program, made);
  if (shape) return { is: "different", way: "code", difference: shape };
  const plainly: Surroundings = (body) => body();
  const before = await execute(program, original, plainly);
  if (before.lines.some((line) => line.includes("call stack size"))) return { is: "invalid" };
  let arms = 0;
  for (const way of ways) {
    const after = await execute(program, made, way.surroundings);
    const found = difference(program, before, after);
    if (found) {
      // A program that changes what outlives it (a function of the language) does not repeat itself either.
      const again = difference(program, before, await execute(program, original, plainly));
      return again ? { is: "invalid" } : { is: "different", way: way.name, difference: found };
    }
    const recorded = isCyclic(program) ? 0 : (way.recorded?.(program, made, after.markers) ?? 0);
    if (typeof recorded === "string") return { is: "different", way: "record", difference: recorded };
    arms += recorded;
  }
  return { is: "equal", observation: before, arms };
}

/** The program made runnable; undefined where it is no valid one. */
async function runnable(program: Program): Promise<Runnable | undefined> {
  try {
    const made = await asWritten(program);
    compileFunction(made.code, [], { filename: program.file });
    return made;
  } catch {
    return undefined;
  }
}

const lineEnd = /\r\n|[\n\r\u2028\u2029]/;

/** No line is added, and every character of the source is still there, in its order. */
function shapeDifference({ source }: Program, { text }: Instrumented): string | undefined {
  const [before, after] = [source.split(lineEnd), text.split(lineEnd)];
  if (before.length !== after.length) return `${before.length} lines became ${after.length}`;
  let at = 0;
  for (const character of text) if (character === source.slice(at, at + character.length)) at += character.length;
  return at === source.length ? undefined : `the source is gone from ${JSON.stringify(source.slice(at, at + 40))} on`;
}
