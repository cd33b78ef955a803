import { context } from "@opentelemetry/api";
import { settings } from "../configure";
import { version } from "../in-span";
import { currentRun } from "../run";
import { safely } from "../safely";
import { writeBranch } from "./branch-span";
import { Links } from "./provenance-tracker";
import { Recorder } from "./recorder";
import { noteTable } from "./site-sender";

/** Starts recording the audited functions of the execution this is called in; its branches become spans. */
export function startRecorder(): Recorder | undefined {
  const run = currentRun();
  if (!run) return undefined;
  const parent = context.active();
  const recorder = new Recorder({
    onBranch: (branch) =>
      void safely(() => {
        writeBranch(branch, parent, version);
        for (const { sha256, text } of branch.tables) noteTable(sha256, text);
      }),
    now: () => settings.clock?.() ?? performance.timeOrigin + performance.now(),
  });
  recorder.links = new Links();
  run.recorder = recorder;
  return recorder;
}
