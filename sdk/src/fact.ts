import { wire } from "../../lib/contract/wire";
import { giftOf } from "./gift";
import { inSpan } from "./in-span";
import { currentRun, nextCall } from "./run";

/**
 * Reads something from the outside (database, clock, another service) and records what was read, so that the same
 * execution can be looked at and run again without it.
 * @returns what `fn` returns; an async one is recorded to its end
 */
export function fact<Result>(name: string, fn: () => Result): Result {
  const replayer = currentRun()?.replayer;
  if (replayer) return replayer.fact(name, fn) as Result;
  const gift = giftOf(fn);
  return inSpan(
    {
      kind: "fact",
      name,
      onStart: (draft) => {
        const call = nextCall("fact", name, undefined);
        draft.set(wire.seq, call?.seq);
        draft.set(wire.key, call?.key);
      },
      onResult: (draft, result) => void draft.json(wire.output, result, { at: "output", isReplayed: true }),
      onEnd: gift.describe,
    },
    gift.give,
  );
}
