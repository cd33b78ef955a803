import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { createModels, createOrders, createTriage, listComplaints } from "complaint-triage";
import { createOrderHandler, createModels as createOrderModels, createRecords, listOrders } from "equipment-order";
import { keepSpans } from "./recorded.ts";

/** An example program with what it recorded over its first inputs. */
export type RecordedProgram = {
  name: string;
  workflow: (...args: never[]) => unknown;
  spans: ReadableSpan[];
};

/** Runs both example programs over their first inputs. */
export async function recordPrograms(count: number): Promise<RecordedProgram[]> {
  return [await recordComplaints(count), await recordOrders(count)];
}

async function recordComplaints(count: number): Promise<RecordedProgram> {
  const known = listComplaints().slice(0, count);
  const models = createModels(2, { isLocal: true });
  const workflow = createTriage({ models, findOrder: createOrders(), version: "bench" });
  const spans = await keepSpans(async () => {
    for (const { complaint } of known) await workflow(complaint);
  });
  return { name: "complaint triage", workflow, spans };
}

async function recordOrders(count: number): Promise<RecordedProgram> {
  const known = listOrders().slice(0, count);
  const models = createOrderModels(2, { isLocal: true });
  const workflow = createOrderHandler({ models, records: createRecords(known), version: "bench" });
  const spans = await keepSpans(async () => {
    for (const { order } of known) await workflow(order);
  });
  return { name: "equipment order", workflow, spans };
}
