import type { Json } from "../../../lib/contract/json";
import type { CorrectionItem, ReplayRequest } from "../../../lib/contract/replay";
import { putAt } from "../../../lib/decisions/put-at";
import type { BranchReport, ExecutionRecord, ReplayReport } from "../replay";
import { createMissingWorkflows } from "./replay";
import { fetchAll, fetchRecords, forEachOf, SiteTables } from "./replay-records";
import type { Replayed } from "./replay-table";
import type { ReplayRequestOf } from "./replay-traces";
import { request } from "./server";

type Given = ReplayRequestOf & { commit: string };
type Tools = Given & { tables: SiteTables; sayMissing: (name: string) => void };

/** Replays open corrections and posts what the code did with each. */
export async function replayCorrections(given: Given): Promise<Replayed[]> {
  const { server, config, io } = given;
  const tools = { ...given, tables: new SiteTables(server), sayMissing: createMissingWorkflows(io, config) };
  const byTrace = Map.groupBy(await listCorrections(given), ({ traceId }) => traceId);
  const found = await forEachOf([...byTrace], async ([traceId, corrections]) => {
    const records = (await fetchRecords(server, config, traceId)) ?? [];
    const replayed: Replayed[] = [];
    for (const correction of corrections) {
      const one = await replayCorrection(correction, records, tools);
      if (one) replayed.push(one);
    }
    return replayed;
  });
  return found.flat();
}

async function listCorrections({ server, workflow, traceIds }: Given): Promise<CorrectionItem[]> {
  const query = new URLSearchParams({ limit: "200", ...(workflow !== undefined && { workflow }) });
  const wanted = new Set(traceIds);
  const corrections: CorrectionItem[] = [];
  for await (const one of fetchAll<CorrectionItem>(server, "/api/v1/corrections", query)) {
    if (wanted.size === 0 || wanted.has(one.traceId)) corrections.push(one);
  }
  return corrections;
}

async function replayCorrection(
  correction: CorrectionItem,
  records: ExecutionRecord[],
  tools: Tools,
): Promise<Replayed | undefined> {
  const { config, commit, sayMissing } = tools;
  const owner = ownerOf(correction.spanId, records);
  const record = owner && outermostKnown(owner, records, config.workflows);
  if (owner && !record) {
    sayMissing(owner.workflow);
    return undefined;
  }
  const replayed = record ? await runCorrected(correction, record, tools) : unreachable(correction);
  await request(tools.server, "/api/v1/replays", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(toRequest(correction, replayed, commit)),
  });
  return toReplayed(correction, replayed);
}

/** The execution that asked for a judgment. */
function ownerOf(spanId: string, records: ExecutionRecord[]): ExecutionRecord | undefined {
  return records.find(({ calls }) => calls.some((call) => call.kind === "judgment" && call.spanId === spanId));
}

/** The outermost execution around one whose workflow there is a function for: what follows of a correction shows there. */
function outermostKnown(
  record: ExecutionRecord,
  records: ExecutionRecord[],
  workflows: object,
): ExecutionRecord | undefined {
  const parent = records.find(({ children }) => children.includes(record));
  const outer = parent && outermostKnown(parent, records, workflows);
  return outer ?? (Object.hasOwn(workflows, record.workflow) ? record : undefined);
}

/** What is posted and shown of a replay. */
type Outcome = Pick<ReplayReport, "verdict" | "reason" | "effects" | "branches" | "stale" | "isCodeChanged"> & {
  branch: BranchReport | undefined;
};

async function runCorrected(
  correction: CorrectionItem,
  record: ExecutionRecord,
  { config, tables }: Tools,
): Promise<Outcome> {
  const workflowFn = config.workflows[record.workflow] as (...args: unknown[]) => unknown;
  const given = { tables: await tables.of(record) };
  const asRecorded = await config.replay.replay(record, workflowFn, given);
  // Code that does not give the same again says nothing about a correction either.
  if (asRecorded.verdict === "diverged") return toOutcome(asRecorded, correction);
  const spanId = correction.spanId;
  const call = [record, ...allChildren(record)].flatMap(({ calls }) => calls).find((one) => one.spanId === spanId);
  const recorded = call?.output ?? null;
  if (isPartOf(recorded, correction)) return partOnly(correction);
  const output = putAt(recorded, correction.answerPath, correction.expected);
  const report = await config.replay.replay(record, workflowFn, { ...given, corrections: [{ spanId, output }] });
  return toOutcome(report, correction);
}

const allChildren = ({ children }: ExecutionRecord): ExecutionRecord[] =>
  children.flatMap((child) => [child, ...allChildren(child)]);

function toOutcome(report: ReplayReport, { spanId }: CorrectionItem): Outcome {
  const branch =
    report.branches.find(({ reads }) => reads.includes(spanId)) ??
    report.branches.find(({ isSamePath }) => !isSamePath) ??
    report.branches[0];
  return { ...report, branch };
}

/** An answer that was read out of a structured one by a rule which is no path: what the model would have said whole? */
function isPartOf(recorded: Json, { answerPath, output }: CorrectionItem): boolean {
  return answerPath === null && isObject(recorded) && !isObject(output);
}

const isObject = (value: Json) => typeof value === "object" && value !== null;

function partOnly({ point }: CorrectionItem): Outcome {
  return stoppedBy(`the answer of "${point}" is a part of a structured one; set its answer path on the point`);
}

function unreachable({ ordinal, point }: CorrectionItem): Outcome {
  const reason =
    ordinal > 0
      ? `"${point}" is one of several answers of one call, which judge() does not make`
      : `the record of "${point}" has no key: it was not asked by judge() of casebook`;
  return stoppedBy(reason);
}

function stoppedBy(reason: string): Outcome {
  const nothing = { effects: [], branches: [], stale: [], isCodeChanged: false, branch: undefined };
  return { verdict: "stopped", reason, ...nothing };
}

function toRequest(correction: CorrectionItem, outcome: Outcome, commit: string): ReplayRequest {
  const { traceId, labelId } = correction;
  const { branch, branches, effects, verdict, reason, stale } = outcome;
  return {
    traceId,
    labelId,
    commit,
    path: branch?.path().slice(0, 2_000) ?? [],
    arm: branch?.arm ?? null,
    outcome: (branch?.outcome ?? null) as Json,
    effects: effects.slice(0, 500),
    branches: branches.slice(0, 500).map(({ name, spanId, recordedArm, arm, hasRun }) => ({
      name,
      ...(spanId !== undefined && { spanId }),
      recordedArm,
      arm,
      hasRun,
    })),
    verdict,
    reason: reason?.slice(0, 2_000) ?? null,
    stale: stale.slice(0, 500).map(({ spanId }) => spanId),
  };
}

function toReplayed(correction: CorrectionItem, outcome: Outcome): Replayed {
  const { traceId, workflow, subject, point, output, expected, labelId } = correction;
  const { verdict, reason, branch, effects, isCodeChanged } = outcome;
  const arms = { armBefore: branch?.recordedArm ?? null, arm: branch?.arm ?? null };
  return {
    traceId,
    labelId,
    workflow,
    subject,
    point,
    was: output,
    expected,
    verdict,
    reason,
    ...arms,
    effects,
    isCodeChanged,
  };
}
