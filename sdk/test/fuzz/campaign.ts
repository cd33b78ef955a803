import { check, type Way } from "./check";
import { countConstructs } from "./constructs";
import { generate, type Program } from "./generate/program";
import { layOut } from "./layout";
import { shrink } from "./shrink";

export type Failure = {
  seed: number;
  /** In which way of running it, and how it differed. */
  way: string;
  difference: string;
  /** The program made as small as it goes. */
  source: string;
  file: string;
};

export type Outcome = {
  equal: number;
  /** Not valid in the engine or for the parser; with nothing in them that is marked. */
  invalid: number;
  unmarked: number;
  failures: Failure[];
  /** Lines that programs wrote of what they did, and arms compared with the record. */
  lines: number;
  arms: number;
  constructs: Record<string, number>;
};

export type Campaign = {
  /** The first program's seed; those after it follow on. */
  seed: number;
  /** Programs that have to be equal. */
  programs: number;
  ways: readonly Way[];
  /** Ends at that many failures. */
  maxFailures: number;
  /** Time spent on making one failure smaller; 0 leaves it as it is. */
  shrinkMs: number;
};

/** Makes programs and checks them until enough were equal, or enough failed. */
export async function runCampaign({ seed, programs, ways, maxFailures, shrinkMs }: Campaign): Promise<Outcome> {
  const outcome: Outcome = { equal: 0, invalid: 0, unmarked: 0, failures: [], lines: 0, arms: 0, constructs: {} };
  for (let next = seed; outcome.equal < programs && outcome.failures.length < maxFailures; next++) {
    const program = await layOut(generate(next));
    const verdict = await check(program, ways);
    if (verdict.is === "different") {
      outcome.failures.push(await failureOf(program, verdict, { ways, shrinkMs }));
      continue;
    }
    outcome[verdict.is]++;
    if (verdict.is !== "equal") continue;
    outcome.lines += verdict.observation.lines.length;
    outcome.arms += verdict.arms;
    countConstructs(program, outcome.constructs);
  }
  return outcome;
}

async function failureOf(
  program: Program,
  found: { way: string; difference: string },
  { ways, shrinkMs }: { ways: readonly Way[]; shrinkMs: number },
): Promise<Failure> {
  const small = shrinkMs > 0 ? await shrink(program, found.way, { ways, patienceMs: shrinkMs }) : program;
  return { ...found, seed: program.seed, source: small.source, file: small.file };
}
