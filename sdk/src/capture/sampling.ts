import { settings } from "../configure";
import type { Run } from "../run";

const maxHeld = 500;

/** Whether an execution of a trace is recorded at all; a share is taken by trace, so that all of one is or none. */
export function isSampled(traceId: string): boolean {
  const { enabled, sample } = settings.capture;
  if (!enabled) return false;
  return typeof sample !== "number" || Number.parseInt(traceId.slice(-8), 16) / 2 ** 32 < sample;
}

/**
 * Writes branches at once, or, where only executions with a judgment are wanted, holds them until there is one.
 * @param write takes a branch for good
 */
export function createGate<Branch>(run: Run, write: (branch: Branch) => void) {
  const held: Branch[] = [];
  const release = () => {
    for (const branch of held.splice(0)) write(branch);
  };
  return {
    pass: (branch: Branch) => {
      held.push(branch);
      if (settings.capture.sample !== "judgment" || hasJudgment(run)) release();
      else if (held.length > maxHeld) held.shift();
    },
    end: () => {
      if (hasJudgment(run)) release();
    },
  };
}

function hasJudgment(run: Run): boolean {
  return [...run.ordinals.keys()].some((counted) => counted.startsWith("judgment "));
}
