import { afterAll, beforeAll, expect, it } from "vitest";
import { startMemory } from "../capture/load-audited";
import { perturb } from "./perturb";
import type { Memory } from "./record";
import { generateWorkflow } from "./workflows";

let memory: Memory;

beforeAll(() => {
  memory = startMemory();
});
afterAll(() => memory.stop());

const fresh = Number(process.env.CASEBOOK_LINKS_SEED ?? Math.floor(Math.random() * 2 ** 31));

it.each([
  ["of a fixed seed", 20_261_122, 5_000],
  [`of a fresh seed, CASEBOOK_LINKS_SEED=${fresh}`, fresh, 500],
])("links every first divergence of random workflows %s", async (_name, seed, wanted) => {
  const unlinked: unknown[] = [];
  const total = { replays: 0, divergences: 0 };
  for (let number = 0; total.replays < wanted; number++) {
    memory.reset();
    const found = await perturb(generateWorkflow(seed + number));
    total.replays += found.replays;
    total.divergences += found.divergences;
    unlinked.push(...found.unlinked.map((one) => ({ seed: seed + number, ...one })));
  }
  expect(unlinked).toEqual([]);
  expect(total.divergences).toBeGreaterThan(total.replays / 10);
});
