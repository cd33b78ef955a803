import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Replayer } from "../replayer";
import { withNewRun } from "../run";
import type { Tables } from "./compare";
import { ensureContext } from "./context";
import { Execution } from "./execution";
import { prepare } from "./prepared";
import type { ExecutionRecord } from "./record";
import type { ReplayReport } from "./report";
import { reportOf } from "./report-of";
import { giverOf } from "./revive";
import { type Correction, type Missing, ReplayStopped, Session } from "./session";

export type ReplayOptions = {
  /** Answers in place of recorded ones, by the judgment's span id. */
  corrections?: Correction[];
  /** What calls give that the record does not hold, by name or `name#ordinal`. */
  missing?: Missing;
  /** Arguments in place of the recorded ones, where those are not recorded whole. */
  args?: unknown[];
  /** Site tables of the recorded code, by digest: needed to name a difference where the code has changed since. */
  tables?: Tables;
  /** Longest wait for the workflow to end, in milliseconds; 10 seconds unless told. */
  timeoutMs?: number;
};

type Ended = { value: unknown } | { error: unknown } | undefined;

/**
 * Runs a recorded execution again, through the very code: judgments, facts and actions answer from the record, or by a
 * correction; no model is asked, no effect carried out, no span written.
 * @param record of `recordsOf`
 * @param workflowFn what `workflow()` gave
 * @returns what came of it, beside the record; it does not reject for what the workflow throws
 * @throws TypeError where `workflowFn` is not the recorded workflow
 */
export async function replay(
  record: ExecutionRecord,
  // biome-ignore lint/suspicious/noExplicitAny: a workflow's arguments are known to the record, not to the compiler
  workflowFn: (...args: any[]) => unknown,
  options: ReplayOptions = {},
): Promise<ReplayReport> {
  ensureContext();
  const { tables = {} } = options;
  const session = new Session(options);
  const given = options.args ? { give: () => options.args } : argumentsOf(record);
  if ("lossy" in given) {
    session.halt(lossyInput(given.lossy));
    return reportOf(record, session, { ended: undefined, tables });
  }
  const replayer = entryOf(session, record);
  const inside = withNewRun(ROOT_CONTEXT, { replayer });
  const tell = (path: string) => {
    throw session.halt(lossyInput(path));
  };
  const ended = await runToEnd(() => context.with(inside, () => workflowFn(...(given.give(tell) as unknown[]))), {
    session,
    timeoutMs: options.timeoutMs ?? 10_000,
  });
  if (session.executions.length === 0) {
    throw new TypeError(`This is not the workflow "${record.workflow}": hand over what workflow() gave.`);
  }
  return reportOf(record, session, { ended, tables });
}

function argumentsOf({ input, form, lossy }: ExecutionRecord) {
  const giver = giverOf(input, { at: "input", lossy, form });
  if ("lossy" in giver) return giver;
  const isOne = form?.args === undefined;
  return { give: (tell: (path: string) => never) => (isOne ? [giver.give(tell)] : giver.give(tell)) };
}

const lossyInput = (path: string) => ({
  reason: `the workflow's input is not recorded whole: ${path} was cut or redacted`,
});

/** Stands outside of the execution: the first workflow of its name that is called is the recorded one. */
function entryOf(session: Session, record: ExecutionRecord): Replayer {
  const outside = () => {
    throw new TypeError(`The workflow "${record.workflow}" was not called first.`);
  };
  return {
    workflow: (name, _args, body) => {
      if (name !== record.workflow) throw new TypeError(`The record is one of "${record.workflow}", not of "${name}".`);
      return new Execution(session, prepare(record)).run(body);
    },
    judge: outside,
    fact: outside,
    action: outside,
    branch: outside,
  };
}

/** What the workflow came to; undefined where the replay stopped first. */
async function runToEnd(
  start: () => unknown,
  { session, timeoutMs }: { session: Session; timeoutMs: number },
): Promise<Ended> {
  try {
    const result = start();
    const running = isGenerator(result) ? runThrough(result) : result;
    const value = isThenable(running) ? await firstOf(running, { session, timeoutMs }) : running;
    return session.stop ? undefined : { value };
  } catch (error) {
    if (session.executions.length === 0) throw error;
    return session.stop || error instanceof ReplayStopped ? undefined : { error };
  }
}

/** The workflow's end, or that the replay stopped: what comes first. */
function firstOf(running: PromiseLike<unknown>, { session, timeoutMs }: { session: Session; timeoutMs: number }) {
  return new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => {
      session.halt({ reason: `the workflow did not end within ${timeoutMs} ms: it waits for what is not recorded` });
    }, timeoutMs);
    const end = (tell: () => void) => {
      clearTimeout(timer);
      tell();
    };
    running.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    );
    void session.stopped.then(() => end(() => resolve(undefined)));
  });
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

type AnyGenerator = Generator<unknown, unknown, unknown> | AsyncGenerator<unknown, unknown, unknown>;

const isGenerator = (value: unknown): value is AnyGenerator =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { next?: unknown }).next === "function" &&
  (Symbol.iterator in value || Symbol.asyncIterator in value);

async function runThrough(generator: AnyGenerator): Promise<unknown> {
  for (;;) {
    const step = await generator.next();
    if (step.done) return step.value;
  }
}
