import { tellOnce } from "../tell-once";
import { BranchRun } from "./branch-run";
import { currentRecorder } from "./current";
import { Frame } from "./frame";
import { type CaptureRuntime, captureHook, type ModuleRecord } from "./hook";
import { moduleState } from "./module-state";
import type { Recorder } from "./recorder";

const runtime: CaptureRuntime = { enter };

/** Makes this copy of the SDK the one that records, unless another copy in this process already does. */
export function registerRuntime(): void {
  const hook = captureHook();
  hook.runtime ??= runtime;
  if (hook.runtime === runtime) return;
  tellOnce("warn", "casebook: two copies of the SDK are loaded in this process; the first one records for both");
}

function enter(record: ModuleRecord, fn: number, around: Frame | undefined): Frame | undefined {
  const recorder = currentRecorder();
  if (!recorder || recorder.isOff) return undefined;
  try {
    return open(recorder, record, fn, around);
  } catch (error) {
    recorder.fail(error);
    return undefined;
  }
}

function open(recorder: Recorder, record: ModuleRecord, fn: number, around: Frame | undefined): Frame {
  const module = moduleState(record);
  const isNested = around?.recorder === recorder && around.isOpen;
  const caller = recorder.callFrame ?? (isNested ? around : undefined);
  const callSite = recorder.callFrame ? recorder.callSite : -1;
  recorder.callFrame = undefined;
  // What a workflow's own function calls is a branch of its own, unless it is part of that function.
  const isRoot = !caller || (isWorkflow(caller) && !(isNested && around.branch === caller.branch));
  const branch = isRoot ? new BranchRun(recorder, module, fn) : caller.branch;
  const frame = new Frame(branch, { module, fn, caller, callSite, isRoot });
  if (isRoot) {
    recorder.opened(frame);
    if (caller) caller.callee = frame;
  }
  recorder.links?.enter(frame, around);
  return frame;
}

function isWorkflow({ branch }: Frame): boolean {
  return branch.root.table.functions[branch.rootFunction]?.isWorkflow === true;
}
