import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFuzzer, runFuzzer } from "./bundled";
import type { Outcome } from "./campaign";

let bundle: string;

beforeAll(async () => {
  bundle = await bundleFuzzer("fuzz");
});

async function campaign(seed: number, programs: number): Promise<Outcome> {
  const outcome = await runFuzzer(bundle, { seed, programs, maxFailures: 3, shrinkMs: 20_000 });
  if ("crashed" in outcome) throw new Error(`seed ${seed}: ${outcome.crashed}`);
  for (const failure of outcome.failures) {
    console.log(`seed ${failure.seed}, ${failure.way}: ${failure.difference}\n${failure.source}`);
  }
  return outcome;
}

describe("random programs, as written, instrumented, and recorded inside a workflow", () => {
  it("behave the same, from a seed that stays", async () => {
    const { failures, equal, arms, lines, constructs, invalid } = await campaign(1, 1_500);
    expect(failures).toEqual([]);
    expect(equal).toBe(1_500);
    expect(lines).toBeGreaterThan(30_000);
    expect(arms).toBeGreaterThan(1_500);
    expect(invalid).toBeLessThan(75);
    expect(Object.keys(constructs).length).toBeGreaterThan(60);
  });

  it("behave the same, from a seed of today", async () => {
    const seed = randomInt(2 ** 31);
    console.log(`fresh seed ${seed}`);
    expect((await campaign(seed, 500)).failures).toEqual([]);
  });
});
