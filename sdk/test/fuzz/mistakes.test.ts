import { describe, expect, it } from "vitest";
import { bundleFuzzer, runFuzzer } from "./bundled";
import { mistakes } from "./mistakes";

/** Programs a mistake has to show in. */
const programs = 800;

describe("a mistake planted in the transform or the recorder", () => {
  it.each(Object.entries(mistakes))("is caught: %s", async (name, mistake) => {
    const bundle = await bundleFuzzer(name.replace(/\W+/g, "-"), mistake);
    const outcome = await runFuzzer(bundle, { seed: 1, programs, timeoutMs: 120_000 });
    if ("crashed" in outcome) throw new Error(outcome.crashed);
    expect(outcome.failures).toHaveLength(1);
    console.log(`after ${outcome.equal} programs: ${name} (${outcome.failures[0]?.difference.slice(0, 300)})`);
  });
});
