import type { ActionOptions } from "./action";
import type { BranchRecorder, BranchSpec } from "./branch";
import type { Question } from "./judge";
import type { Judgment } from "./judgment";

/**
 * Answers the calls of an execution that is run again, in place of models and the outside; `casebook/replay` makes
 * it. An execution that has one writes no spans.
 */
export type Replayer = {
  workflow<Result>(name: string, args: unknown[], body: () => Result): Result;
  judge(question: Question<unknown>): Promise<Judgment<unknown>>;
  fact(name: string, fn: () => unknown): unknown;
  action(name: string, options: ActionOptions, fn: () => unknown): unknown;
  branch<Outcome>(spec: BranchSpec, body: (recorder: BranchRecorder) => Outcome): Outcome;
};
