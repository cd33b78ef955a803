import { context } from "@opentelemetry/api";
import { settings } from "../configure";
import { version } from "../in-span";
import { currentRun } from "../run";
import { safely } from "../safely";
import { writeBranch } from "./branch-span";
import { Recorder } from "./recorder";

/** Starts recording the audited functions of the execution this is called in; its branches become spans. */
export function startRecorder(): Recorder | undefined {
  const run = currentRun();
  if (!run) return undefined;
  const parent = context.active();
  const recorder = new Recorder({
    onBranch: (branch) => void safely(() => writeBranch(branch, parent, version)),
    now: () => settings.clock?.() ?? performance.timeOrigin + performance.now(),
  });
  run.recorder = recorder;
  return recorder;
}
