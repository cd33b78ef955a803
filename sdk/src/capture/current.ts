import { currentRun } from "../run";
import type { Recorder } from "./recorder";

/** The recorder of the workflow execution this code runs in. */
export function currentRecorder(): Recorder | undefined {
  return currentRun()?.recorder;
}
