import { type ExecutionRecord, type ReplayReport, recordsOf, replay } from "casebook/replay";
import { createModels as createComplaintModels, createTriage } from "complaint-triage";
import { createOrderHandler, createModels as createOrderModels, createRecords } from "equipment-order";
import { expect, it } from "vitest";
import { startReceiver } from "../../../sdk/test/receiver";
import { tracesOf } from "../../../sdk/test/replay/trace-of";
import { playDemo } from "./play-demo.ts";

const count = 3_000;

// What they would ask and read is never asked and read in a replay.
const workflows: { [name: string]: (...args: never[]) => unknown } = {
  "complaint-triage": createTriage({
    models: createComplaintModels(2, { isLocal: true }),
    findOrder: () => Promise.reject(new Error("A replay read an order.")),
    version: "2.0.0",
  }),
  "equipment-order": createOrderHandler({
    models: createOrderModels(2, { isLocal: true }),
    records: createRecords([]),
    version: "2.0.0",
  }),
};

const run = (record: ExecutionRecord, options?: Parameters<typeof replay>[2]): Promise<ReplayReport> =>
  replay(record, workflows[record.workflow] as (...args: unknown[]) => unknown, options);

it("every trace of the demo replays identically", async () => {
  const receiver = await startReceiver();
  await playDemo({ endpoint: receiver.url, key: undefined, count, nowMs: Date.UTC(2026, 0, 31) }, () => {});
  await receiver.close();
  const records = tracesOf(receiver.spans).flatMap(recordsOf);
  expect(new Set(records.map(({ workflow }) => workflow))).toEqual(new Set(Object.keys(workflows)));
  expect(records).toHaveLength(count);
  const reports = await Promise.all(records.map((record) => run(record)));
  expect(reports.filter(({ verdict }) => verdict !== "identical").slice(0, 3)).toEqual([]);
});
