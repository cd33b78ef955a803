import type { Random } from "example-kit";

/** A clock that stands still until it is moved: the demo plays the past in order. */
export type PlayedTime = {
  /** Milliseconds since the epoch. */
  now: () => number;
  set: (ms: number) => void;
  /** Lets about `medianMs` pass, with the long tail that calls over a network have. */
  pass: (medianMs: number, random: Random) => void;
};

export function createPlayedTime(): PlayedTime {
  let ms = 0;
  return {
    now: () => ms,
    set: (to) => {
      ms = to;
    },
    pass: (medianMs, random) => {
      const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      ms += Math.round(medianMs * Math.exp(0.35 * normal) * 1000) / 1000;
    },
  };
}
