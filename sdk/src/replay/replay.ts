import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { equalJson } from "../../../lib/branches/equal-json";
import type { Json } from "../../../lib/contract/json";
import type { ReplayedEffect } from "../../../lib/contract/replay";
import { describeError } from "../in-span";
import type { Replayer } from "../replayer";
import { withNewRun } from "../run";
import { outcomeOf } from "./branch-watch";
import { type Compared, compareAll, type Placed, type Tables } from "./compare";
import { ensureContext } from "./context";
import { Execution } from "./execution";
import { prepare } from "./prepared";
import type { ExecutionRecord } from "./record";
import type { Difference, ReplayReport } from "./report";
import { giverOf } from "./revive";
import { type Asked, type Correction, type Missing, ReplayStopped, Session } from "./session";
import { sayDifference } from "./words";

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
  const session = new Session(options);
  const given = options.args ? { give: () => options.args } : argumentsOf(record);
  if ("lossy" in given) {
    session.halt(lossyInput(given.lossy));
    return reportOf(record, session, { ended: undefined, options });
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
  return reportOf(record, session, { ended, options });
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

type Came = { ended: Ended; options: ReplayOptions };

function reportOf(record: ExecutionRecord, session: Session, { ended, options }: Came): ReplayReport {
  for (const { watch } of session.executions) watch.end();
  const compared = compareAll(session, options.tables ?? {});
  const outcome =
    ended && ("error" in ended ? { error: describeError(ended.error) } : { output: outcomeOf(ended.value) });
  const isCodeChanged = compared.some((one) => one.isCodeChanged);
  const hasCorrections = session.corrections.size > 0;
  const told = { record, session, compared, outcome, isCodeChanged };
  const difference = firstDifference(told);
  const verdict = hasCorrections || isCodeChanged ? pathVerdict(told) : recordVerdict(told, difference);
  return {
    traceId: record.traceId,
    spanId: record.spanId,
    workflow: record.workflow,
    ...verdict,
    difference,
    isCodeChanged,
    outcome,
    branches: compared.map(({ report }) => report),
    effects: effectsOf(session),
    stale: hasCorrections ? staleOf(session) : [],
    gap: session.stop?.gap,
  };
}

type Told = {
  record: ExecutionRecord;
  session: Session;
  compared: Compared[];
  outcome: ReplayReport["outcome"];
  isCodeChanged: boolean;
};

/** Nothing was corrected and the code is the same: it is as it was, or it is not deterministic. */
function recordVerdict(
  { session }: Told,
  difference: Difference | undefined,
): Pick<ReplayReport, "verdict" | "reason"> {
  const { stop } = session;
  if (stop && (!stop.gap || !difference)) return { verdict: "stopped", reason: stop.reason };
  if (difference) return { verdict: "diverged", reason: sayDifference(difference) };
  return { verdict: "identical", reason: null };
}

/** Under a correction, or with other code: where it went. */
function pathVerdict({ record, session, compared, outcome }: Told): Pick<ReplayReport, "verdict" | "reason"> {
  if (session.stop) return { verdict: "stopped", reason: session.stop.reason };
  const unasked = [...session.corrections.keys()].filter(
    (spanId) => !session.asked.some((a) => a.call?.spanId === spanId),
  );
  if (unasked.length > 0) {
    const reason = `the corrected judgment ${unasked.join(", ")} is one that this code did not ask for`;
    return { verdict: "diverged", reason };
  }
  const isSame =
    compared.every(({ report }) => report.isSamePath) &&
    effectsOf(session).every(({ change }) => change === "kept") &&
    (compared.some(({ report }) => report.spanId !== undefined) || isSameOutcome(record, outcome));
  return { verdict: isSame ? "same-path" : "new-path", reason: null };
}

function firstDifference({ record, session, compared, outcome }: Told): Difference | undefined {
  const found: Placed[] = [...compared.flatMap((one) => one.found), ...callDifferences(session)];
  if (session.stop) {
    // What did not run any more says nothing.
    const said = found.filter(({ askedBefore }) => askedBefore < session.asked.length);
    return earliest(said);
  }
  if (found.length > 0) return earliest(found);
  return isSameOutcome(record, outcome) ? undefined : { kind: "outcome" };
}

/** A difference inside a branch goes before the call that came after it. */
function earliest(found: Placed[]): Difference | undefined {
  const rank = ({ difference }: Placed) => (difference.kind === "branch" ? 0 : 1);
  return found.toSorted((a, b) => a.askedBefore - b.askedBefore || rank(a) - rank(b))[0]?.difference;
}

function callDifferences({ asked, executions, stop }: Session): Placed[] {
  const found = asked.flatMap((one, index): Placed[] => {
    if (one.call && one.isSameInput) return [];
    const is = one.call ? ("changed" as const) : ("new" as const);
    return [{ difference: { kind: "call", call: placeOf(one), is }, askedBefore: index }];
  });
  if (stop) return found;
  const missing = executions.flatMap(({ matching }) => matching.unused());
  const last = asked.length;
  return [
    ...found,
    ...missing.map(
      (call): Placed => ({ difference: { kind: "call", call: placeOf(call), is: "missing" }, askedBefore: last }),
    ),
  ];
}

const placeOf = ({ kind, name, ordinal }: Pick<Asked, "kind" | "name" | "ordinal">) => ({ kind, name, ordinal });

function isSameOutcome(record: ExecutionRecord, outcome: ReplayReport["outcome"]): boolean {
  if (!outcome) return false;
  if ("error" in outcome) {
    return record.error?.name === outcome.error.name && record.error.message === outcome.error.message;
  }
  return record.error === undefined && equalJson(record.output ?? null, outcome.output ?? null);
}

function effectsOf({ asked, executions, stop }: Session): ReplayedEffect[] {
  const had = asked.filter(({ effect }) => effect);
  const effects = had.map(({ name, call, isSameInput, input }): ReplayedEffect => {
    const change = call ? (isSameInput ? ("kept" as const) : ("changed" as const)) : ("new" as const);
    return { name, change, ...(input !== undefined && { input }) };
  });
  if (stop) return effects;
  const dropped = executions.flatMap(({ matching }) => matching.unused().filter(({ effect }) => effect));
  return [...effects, ...dropped.map(({ name, input }) => toDropped(name, input))];
}

const toDropped = (name: string, input: Json | undefined): ReplayedEffect => ({
  name,
  change: "dropped",
  ...(input !== undefined && { input }),
});

function staleOf({ asked }: Session): ReplayReport["stale"] {
  return asked.flatMap(({ kind, name, call, isSameInput, isCorrected }) =>
    kind === "judgment" && call && !isSameInput && !isCorrected ? [{ spanId: call.spanId, name }] : [],
  );
}
