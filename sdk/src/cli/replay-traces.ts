import type { TraceItem } from "../../../lib/contract/trace";
import type { ExecutionRecord } from "../replay";
import type { Io } from "./io";
import { createMissingWorkflows } from "./replay";
import type { ReplayConfig } from "./replay-config";
import { fetchAll, fetchRecords, forEachOf, SiteTables } from "./replay-records";
import type { Replayed } from "./replay-table";
import type { Server } from "./server";

export type ReplayRequestOf = {
  server: Server;
  config: ReplayConfig;
  traceIds: string[];
  workflow: string | undefined;
  io: Io;
};

/** Replays traces as they were recorded. */
export async function replayTraces({ limit, ...given }: ReplayRequestOf & { limit: number }): Promise<Replayed[]> {
  const { server, config, io } = given;
  const traceIds = given.traceIds.length > 0 ? given.traceIds : await listTraceIds(given, limit);
  const tables = new SiteTables(server);
  const sayMissing = createMissingWorkflows(io, config);
  const found = await forEachOf(traceIds, async (traceId) => {
    const records = await fetchRecords(server, config, traceId);
    if (!records) return [gone(traceId)];
    const own = records.filter(({ workflow }) => given.workflow === undefined || workflow === given.workflow);
    const replayed = await Promise.all(own.map((record) => replayRecord(record, { config, tables, sayMissing })));
    return replayed.filter((one) => one !== undefined);
  });
  return found.flat();
}

async function listTraceIds({ server, workflow }: ReplayRequestOf, limit: number): Promise<string[]> {
  const query = new URLSearchParams({ limit: String(Math.min(limit, 200)) });
  if (workflow !== undefined) query.set("workflow", workflow);
  const ids: string[] = [];
  for await (const { traceId } of fetchAll<TraceItem>(server, "/api/v1/traces", query)) {
    if (ids.push(traceId) === limit) break;
  }
  return ids;
}

type With = { config: ReplayConfig; tables: SiteTables; sayMissing: (name: string) => void };

async function replayRecord(
  record: ExecutionRecord,
  { config, tables, sayMissing }: With,
): Promise<Replayed | undefined> {
  const { workflows } = config;
  const workflowFn = Object.hasOwn(workflows, record.workflow) ? workflows[record.workflow] : undefined;
  if (!workflowFn) {
    sayMissing(record.workflow);
    return undefined;
  }
  const report = await config.replay.replay(record, workflowFn, { tables: await tables.of(record) });
  const changed = report.branches.find(({ isSamePath }) => !isSamePath) ?? report.branches[0];
  return {
    traceId: record.traceId,
    workflow: record.workflow,
    subject: record.subject,
    verdict: report.verdict,
    reason: report.reason,
    armBefore: changed?.recordedArm ?? null,
    arm: changed?.arm ?? null,
    effects: report.effects,
    isCodeChanged: report.isCodeChanged,
  };
}

function gone(traceId: string): Replayed {
  const reason = "there is no such trace in this project";
  const nothing = { workflow: "", subject: null, armBefore: null, arm: null, effects: [], isCodeChanged: false };
  return { traceId, verdict: "stopped", reason, ...nothing };
}
