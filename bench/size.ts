import { gzipSync } from "node:zlib";
import { workflow } from "casebook";
import { createModels, createTriage, listComplaints } from "complaint-triage";
import { createOrderHandler, createModels as createOrderModels, createRecords, listOrders } from "equipment-order";
import { reviewCoverage } from "./programs/coverage-review.ts";
import { keepSpans, rowsOf, startProvider } from "./recorded.ts";
import { listRequests } from "./requests.ts";
import type { Figure, Subject } from "./subject.ts";

const batch = 256;

/** Bytes that the recorded rows of an execution take, on their own and as a batch of spans compresses them. */
export const size: Subject = {
  title: "Bytes of an execution",
  measure: async () => {
    startProvider();
    const requests = listRequests(batch);
    const review = workflow("review", reviewCoverage);
    return [
      ...(await weigh("branchy function", () => requests.map((request) => review(request)))),
      ...(await weigh("complaint triage", runComplaints)),
      ...(await weigh("equipment order", runOrders)),
    ];
  },
};

async function weigh(what: string, work: () => unknown): Promise<Figure[]> {
  const rows = rowsOf(await keepSpans(work));
  const each = (bytes: number) => `${(bytes / batch).toFixed(0)} B`;
  const sum = (sizes: number[]) => sizes.reduce((total, one) => total + one, 0);
  const inBatch = gzipSync(rows.join("\n")).length / batch;
  return [
    { what: `${what}: rows as JSON`, figure: each(sum(rows.map((text) => Buffer.byteLength(text)))) },
    { what: `${what}: gzipped alone`, figure: each(sum(rows.map((text) => gzipSync(text).length))) },
    {
      what: `${what}: gzipped in a batch of ${batch}`,
      figure: `${inBatch.toFixed(0)} B`,
      goal: "≤ 100 B",
      isReached: inBatch <= 100,
    },
  ];
}

async function runComplaints(): Promise<void> {
  const known = listComplaints().slice(0, batch);
  const orders = new Map(known.map(({ complaint, order }) => [complaint.id, order]));
  const findOrder = async (id: string) => orders.get(id) ?? Promise.reject(new Error(`no order for ${id}`));
  const triage = createTriage({ models: createModels(2, { isLocal: true }), findOrder, version: "bench" });
  for (const { complaint } of known) await triage(complaint);
}

async function runOrders(): Promise<void> {
  const known = listOrders().slice(0, batch);
  const models = createOrderModels(2, { isLocal: true });
  const handle = createOrderHandler({ models, records: createRecords(known), version: "bench" });
  for (const { order } of known) await handle(order);
}
