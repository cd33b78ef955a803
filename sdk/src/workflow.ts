import { context } from "@opentelemetry/api";
import { wire } from "../../lib/contract/wire";
import type { Recorder } from "./capture/recorder";
import { startRecorder } from "./capture/start-recorder";
import type { Draft } from "./draft";
import { inSpan } from "./in-span";
import { tellMissingProvider } from "./missing-provider";
import { currentRun, nextCall, withNewRun } from "./run";
import { safely } from "./safely";

export type WorkflowOptions<Args extends unknown[]> = {
  /** The business thing an execution is about, by which a person finds it again. */
  subject?: (...args: Args) => { type: string; id: string };
  /** Release or commit; the service's version when left out. */
  version?: string;
};

/**
 * Marks a function as a workflow: each call becomes one execution with its judgments, facts, branches and actions.
 * @param fn any function, sync or async, or a generator; its result and errors pass through unchanged. A generator's
 * execution, and that of a thenable other than a native promise, ends when it is run through, or awaited
 * @returns a function that is called just as `fn` is, with the same `this`
 */
export function workflow<Args extends unknown[], Result, This>(
  name: string,
  fn: (this: This, ...args: Args) => Result,
  options: WorkflowOptions<Args> = {},
): (this: This, ...args: Args) => Result {
  return function (this: This, ...args) {
    const replayer = currentRun()?.replayer;
    if (replayer) return replayer.workflow(name, args, () => fn.apply(this, args));
    let recorder: Recorder | undefined;
    return inSpan(
      {
        kind: "workflow",
        name,
        parent: withNewRun(context.active()),
        onStart: (draft) => {
          draft.set(wire.workflowName, name);
          draft.set(wire.workflowVersion, options.version);
          const subject = safely(() => options.subject?.(...args));
          draft.set(wire.subjectType, subject?.type);
          draft.set(wire.subjectId, subject?.id);
          describeCall(draft, name, args);
        },
        onResult: (draft, result) => void draft.json(wire.output, result, { at: "output" }),
        onEnd: () => recorder?.end(),
      },
      (span) => {
        if (span) recorder = safely(() => startRecorder());
        else safely(tellMissingProvider);
        return fn.apply(this, args);
      },
    );
  };
}

/** Its arguments, and its place in the execution that calls it, where it is called by one. */
function describeCall(draft: Draft, name: string, args: unknown[]): void {
  const input = draft.json(wire.input, args.length === 1 ? args[0] : args, { at: "input", isReplayed: true });
  if (args.length !== 1) draft.form.args = args.length;
  const call = nextCall("workflow", name, input);
  draft.set(wire.seq, call?.seq);
  draft.set(wire.key, call?.key);
}
