import { equalJson } from "../../../lib/branches/equal-json";
import type { Json } from "../../../lib/contract/json";
import type { ReplayedEffect } from "../../../lib/contract/replay";
import { describeError } from "../describe-error";
import { outcomeOf } from "./branch-watch";
import { type Compared, compareAll, type Placed, type Tables } from "./compare";
import type { ExecutionRecord } from "./record";
import type { Difference, ReplayReport } from "./report";
import type { Asked, Session } from "./session";
import { sayDifference } from "./words";

type Came = {
  /** What the workflow came to; undefined where the replay stopped first. */
  ended: { value: unknown } | { error: unknown } | undefined;
  /** Site tables of the recorded code. */
  tables: Tables;
};

/** Holds a replay that has ended against its record. */
export function reportOf(record: ExecutionRecord, session: Session, { ended, tables }: Came): ReplayReport {
  for (const { watch } of session.executions) watch.end();
  const compared = compareAll(session, tables);
  const outcome = ended && ("error" in ended ? { error: thrown(ended.error) } : { output: outcomeOf(ended.value) });
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

function thrown(error: unknown): { name: string; message: string } {
  const { name, message } = describeError(error);
  return { name, message };
}

function isSameOutcome(record: ExecutionRecord, outcome: ReplayReport["outcome"]): boolean {
  if (!outcome) return false;
  if ("error" in outcome) {
    const isSameMessage = record.lossy.includes("error.message") || record.error?.message === outcome.error.message;
    return record.error?.name === outcome.error.name && isSameMessage;
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
