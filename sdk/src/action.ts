import { wire } from "../../lib/contract/wire";
import { giftOf } from "./gift";
import { inSpan } from "./in-span";
import { currentRun, nextCall } from "./run";

export type ActionOptions = {
  /** True where it changes the outside (pays, sends, writes): such an action is never carried out on replay. */
  effect: boolean;
  /** What it acts on. */
  input?: unknown;
};

/**
 * Carries out something the workflow decided, and records it.
 * @returns what `fn` returns; an async one is recorded to its end
 */
export function action<Result>(name: string, options: ActionOptions, fn: () => Result): Result {
  const replayer = currentRun()?.replayer;
  if (replayer) return replayer.action(name, options, fn) as Result;
  const gift = giftOf(fn);
  return inSpan(
    {
      kind: "action",
      name,
      onStart: (draft) => {
        const input = "input" in options ? draft.json(wire.input, options.input, { at: "input" }) : undefined;
        const call = nextCall("action", name, input);
        draft.set(wire.seq, call?.seq);
        draft.set(wire.key, call?.key);
        draft.set(wire.actionEffect, options.effect);
      },
      onResult: (draft, result) => void draft.json(wire.output, result, { at: "output", isReplayed: true }),
      onEnd: gift.describe,
    },
    gift.give,
  );
}
