import { processWide } from "../process-wide";
import type { Frame } from "./frame";
import type { ModuleState } from "./module-state";

/** What an instrumented module says of itself: its prelude makes it. */
export type ModuleRecord = {
  sha256: string;
  /** Per site `1` where one call may pass it more than once. */
  repeated: string;
  /** The site table's JSON text. */
  table: () => string;
  /** Static flow about its sites, for links; `""` where there is none. */
  flow: () => string;
  /** What the runtime read from it, the first time it was entered. */
  state: ModuleState | undefined;
};

export type CaptureRuntime = {
  /**
   * Enters an audited function.
   * @param around frame of the audited function it is nested in
   * @returns undefined where nothing records
   */
  enter: (module: ModuleRecord, fn: number, around: Frame | undefined) => Frame | undefined;
};

/** Where instrumented code finds the runtime, whichever of the two loads first. */
export type CaptureHook = {
  v: 1;
  runtime: CaptureRuntime | undefined;
  /** Executions that are being recorded in this process; while there are none nothing is asked of the runtime. */
  active: number;
};

/** The hook of this process. */
export function captureHook(): CaptureHook {
  return processWide<CaptureHook>("capture", () => ({ v: 1, runtime: undefined, active: 0 }));
}
