import { context, trace } from "@opentelemetry/api";
import { version } from "../in-span";
import { currentRun } from "../run";
import { safely } from "../safely";
import { writeBranch } from "./branch-span";
import { Links } from "./provenance-tracker";
import { type EndedBranch, Recorder } from "./recorder";
import { createGate, isSampled } from "./sampling";
import { noteTable } from "./site-sender";

/** Starts recording the audited functions of the execution this is called in; its branches become spans. */
export function startRecorder(): Recorder | undefined {
  const run = currentRun();
  if (!run) return undefined;
  const parent = context.active();
  if (!isSampled(trace.getSpanContext(parent)?.traceId ?? "")) return undefined;
  const gate = createGate<EndedBranch>(run, (branch) => {
    writeBranch(branch, parent, version);
    for (const { sha256, text } of branch.tables) noteTable(sha256, text);
  });
  const recorder = new Recorder({
    onBranch: (branch) => void safely(() => gate.pass(branch)),
    onEnd: () => void safely(gate.end),
    secrets: run.secrets,
  });
  recorder.links = new Links();
  run.recorder = recorder;
  return recorder;
}
