import type { Model, Random } from "example-kit";
import type { PlayedTime } from "./played-time.ts";

class ModelTimeoutError extends Error {
  override name = "ModelTimeoutError";
}

/** Makes a local model behave like one behind a network: it takes time, now and then gives no scores, or times out. */
export function slowModel<Label extends string>(
  model: Model<Label>,
  { time, random, medianMs }: { time: PlayedTime; random: Random; medianMs: number },
): Model<Label> {
  return async (text) => {
    if (random.chance(0.002)) {
      time.pass(10_000, random);
      throw new ModelTimeoutError("The model did not answer within 10 s.");
    }
    time.pass(medianMs, random);
    const answer = await model(text);
    return random.chance(0.02) ? { ...answer, confidence: null, scores: null } : answer;
  };
}
