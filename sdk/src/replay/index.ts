export type { ReplayedEffect } from "../../../lib/contract/replay";
export type { CallKind, ExecutionRecord, RecordedBranch, RecordedCall } from "./record";
export { recordsOf } from "./records-of";
export { type EndedSpan, recordsOfSpans } from "./records-of-spans";
export { type ReplayOptions, replay } from "./replay";
export type { BranchReport, Difference, ReplayReport } from "./report";
export type { Correction, Missing } from "./session";
