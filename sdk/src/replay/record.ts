import type { Condition } from "../../../lib/contract/branch";
import type { Json } from "../../../lib/contract/json";
import type { ReplayForm } from "../../../lib/contract/replay-form";
import type { BranchRows } from "../../../lib/contract/rows";

export type CallKind = "judgment" | "fact" | "action" | "workflow";

/** What was thrown, as far as a record keeps it. */
export type RecordedError = { name: string; message: string };

/** One recorded call of an execution: a question and its answer, a read, an action, a workflow inside it. */
export type RecordedCall = {
  kind: CallKind;
  name: string;
  spanId: string;
  /** Order of the calls within the execution. */
  seq: number;
  /** How many calls of that kind and name came before it. */
  ordinal: number;
  /** Digest of its input; undefined where it had none. */
  digest: string | undefined;
  input: Json | undefined;
  output: Json | undefined;
  error: RecordedError | undefined;
  lossy: string[];
  /** Undefined in records of an SDK that did not write it. */
  form: ReplayForm | undefined;
  effect: boolean;
  confidence: number | null;
  scores: Record<string, number> | null;
  /** When it ended, in microseconds since the trace began. */
  endedUs: number;
};

/** One recorded branch: captured rows, or the conditions of one recorded by hand. */
export type RecordedBranch = {
  spanId: string;
  name: string;
  /** How many branches of that name began before it. */
  ordinal: number;
  arm: string | null;
  outcome: Json | undefined;
  conditions: Condition[];
  rows: BranchRows | undefined;
  sites: string[];
  /** True where the sender left rows out for their size. */
  isCut: boolean;
  /** True where it left clock and random reads out, for their number or size. */
  isAmbientCut: boolean;
  /** Span ids of the judgments it read. */
  reads: string[];
  startedUs: number;
};

/** One recorded execution of a workflow: what `replay` runs again. Data, as a trace says it. */
export type ExecutionRecord = {
  traceId: string;
  spanId: string;
  workflow: string;
  version: string | null;
  subject: { type: string; id: string } | null;
  commit: string | null;
  /** When it began, in milliseconds since the epoch. */
  startedMs: number;
  input: Json | undefined;
  form: ReplayForm | undefined;
  lossy: string[];
  output: Json | undefined;
  error: RecordedError | undefined;
  calls: RecordedCall[];
  branches: RecordedBranch[];
  /** Executions of workflows it called, in the order they began. */
  children: ExecutionRecord[];
};
