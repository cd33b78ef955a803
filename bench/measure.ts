/** A piece of work to time: `run` does it `count` times over; what it gives back is kept, so that none is optimised away. */
export type Variant = { name: string; count: number; run: () => unknown };

// Short enough that some of them run undisturbed on a busy machine.
const rounds = 300;
const roundMs = 1;
const asyncRounds = 20;

/** What was computed last. On `globalThis`, where anybody might read it: no compiler may drop the work. */
const kept = globalThis as { benchSink?: unknown };

/**
 * Times variants against each other: every round runs each of them for some milliseconds, in turn, and the fastest
 * round of each counts, as the one that the rest of the machine disturbed least.
 * @returns nanoseconds per unit of `count`, by name
 */
export function measure<Name extends string>(variants: (Variant & { name: Name })[]): Record<Name, number> {
  const timed = variants.map((variant) => ({ variant, repeats: warmUp(variant), bestNs: Number.POSITIVE_INFINITY }));
  for (let round = 0; round < rounds; round++) {
    for (const one of timed) one.bestNs = Math.min(one.bestNs, timeRound(one.variant, one.repeats));
  }
  return Object.fromEntries(timed.map(({ variant, bestNs }) => [variant.name, bestNs])) as Record<Name, number>;
}

/**
 * The same for work that is awaited, in time of the processor: it is too long to run undisturbed.
 * @returns nanoseconds per unit of `count`, garbage collection included
 */
export async function measureAsync(count: number, run: () => Promise<unknown>): Promise<number> {
  let bestNs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < asyncRounds; round++) {
    const started = process.cpuUsage();
    kept.benchSink = await run();
    const { user, system } = process.cpuUsage(started);
    bestNs = Math.min(bestNs, ((user + system) * 1000) / count);
  }
  return bestNs;
}

/** Runs until the optimiser has seen enough. @returns how often `run` fits in a round */
function warmUp(variant: Variant): number {
  const endsMs = performance.now() + 200;
  let runs = 0;
  while (performance.now() < endsMs) {
    kept.benchSink = variant.run();
    runs++;
  }
  return Math.max(1, Math.round((runs / 200) * roundMs));
}

function timeRound({ count, run }: Variant, repeats: number): number {
  const startedMs = performance.now();
  for (let at = 0; at < repeats; at++) kept.benchSink = run();
  return ((performance.now() - startedMs) * 1e6) / (repeats * count);
}
