import { describe, expect, it } from "vitest";
import { expandBranch } from "../../../lib/branches/expand";
import { programs } from "./programs";
import { evaluate, type Program, recordable } from "./record-rows";
import { traceLines } from "./trace-lines";

/** Random answers from a seed: the traced and the recorded program get the same ones. */
function answers(seed: number) {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
  const r = () => next() < 0.5;
  const n = (below: number) => Math.floor(next() * below);
  const maybe = () => {
    if (next() < 0.3) throw new Error("maybe");
  };
  return [r, n, maybe] as never[];
}

const call = (program: Program, name: string, seed: number) => program[name]?.(...answers(seed));

function tracedLines(traced: string, name: string, seed: number): Set<number> {
  const ran = new Set<number>();
  const program = evaluate(traced, { trace: (line: number) => ran.add(line) });
  try {
    call(program, name, seed);
  } catch {
    // Left by an exception: what ran until then counts.
  }
  return ran;
}

const names = [...programs.matchAll(/^export function (\w+)/gm)].map(([, name = ""]) => name);
const runsEach = 300;
const { code: traced, lines: marked } = traceLines(programs, "programs.ts");
const recorded = recordable(programs, "programs.ts");

describe("executed lines equal those a tracer saw", () => {
  it.each(names)("in %s", (name) => {
    const wrong: string[] = [];
    let told = 0;
    let untold = 0;
    for (let seed = 1; seed <= runsEach; seed++) {
      const rows = recorded.run((program) => call(program, name, seed));
      const { frames } = expandBranch({ rows, tables: [recorded.table] });
      const [start, , end] = frames[0]?.at ?? [0, 0, 0];
      const ran = tracedLines(traced, name, seed);
      const states = new Map<number, string>();
      for (const { line, state } of frames.flatMap((frame) => frame.lines)) {
        if (states.get(line) !== "ran") states.set(line, state);
      }
      for (const line of marked) {
        if (line < start || line > end) continue;
        const state = states.get(line);
        if (state === undefined) untold++;
        else if ((state === "ran") !== ran.has(line)) wrong.push(`seed ${seed} line ${line}: ${state}`);
        told++;
      }
    }
    console.log(`${name}: ${told} lines compared, ${untold} not told`);
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(told).toBeGreaterThan(runsEach);
  });
});
