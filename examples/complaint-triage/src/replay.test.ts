import { start } from "casebook/otel";
import { type ExecutionRecord, recordsOf, replay } from "casebook/replay";
import { beforeAll, expect, it } from "vitest";
import { startReceiver } from "../../../sdk/test/receiver";
import { tracesOf } from "../../../sdk/test/replay/trace-of";
import { createModels, createTriage, listComplaints } from "./index.ts";
import { routeComplaint } from "./policy.ts";
import { type ComplaintType, complaintTypes, type ItemCondition, itemConditions, type Order } from "./types.ts";

const labels = { complaint_type: complaintTypes, item_condition: itemConditions };

let records: ExecutionRecord[];

const orders = new Map(listComplaints().map(({ complaint, order }) => [complaint.id, order]));

/** Reads, asks and acts no more once all is recorded: a replay that did would fail. */
const outside = { isClosed: false };

const triage = createTriage({
  models: openModels(),
  findOrder: async (id) => {
    if (outside.isClosed) throw new Error("A replay read an order.");
    const order = orders.get(id);
    if (!order) throw new Error(id);
    return order;
  },
  beforeEffect: () => {
    if (outside.isClosed) throw new Error("A replay carried out an effect.");
  },
  version: "2.0.0",
});

function openModels() {
  const models = createModels(2, { isLocal: true });
  const guarded = <Answer>(model: (text: string) => Answer) => {
    return (text: string) => {
      if (outside.isClosed) throw new Error("A replay asked a model.");
      return model(text);
    };
  };
  return { type: guarded(models.type), condition: guarded(models.condition) };
}

/** Runs every complaint through the workflow and the wire, and reads what the server would tell of them. */
beforeAll(async () => {
  const receiver = await startReceiver();
  const telemetry = start({ service: "complaint-triage", endpoint: receiver.url });
  for (const [index, { complaint }] of listComplaints().entries()) {
    await triage(complaint);
    if (index % 50 === 49) await telemetry.flush();
  }
  await telemetry.stop();
  await receiver.close();
  outside.isClosed = true;
  records = tracesOf(receiver.spans).flatMap(recordsOf);
});

/** The arm of a straight call of the policy with one answer corrected. */
function armOf({ calls }: ExecutionRecord, point: string, expected: string): string {
  const answer = (name: string) => {
    const call = calls.find((one) => one.name === name);
    return name === point
      ? { output: expected, confidence: null }
      : { output: call?.output, confidence: call?.confidence ?? null };
  };
  return routeComplaint({
    type: answer("complaint_type") as { output: ComplaintType; confidence: number | null },
    condition: answer("item_condition") as { output: ItemCondition; confidence: number | null },
    order: calls.find((one) => one.name === "order")?.output as Order,
  });
}

it("every recorded complaint replays identically", async () => {
  const reports = await Promise.all(records.map((record) => replay(record, triage)));
  expect(records).toHaveLength(listComplaints().length);
  expect(reports.filter(({ verdict }) => verdict !== "identical")).toEqual([]);
});

it("with each answer corrected to each label, the path is that of a straight call of the policy", async () => {
  const wrong: unknown[] = [];
  let replayed = 0;
  for (const record of records) {
    for (const [point, answers] of Object.entries(labels)) {
      const spanId = record.calls.find(({ name }) => name === point)?.spanId ?? "";
      for (const output of answers) {
        const report = await replay(record, triage, { corrections: [{ spanId, output }] });
        const branch = report.branches.find(({ name }) => name === "routeComplaint");
        const arm = armOf(record, point, output);
        const verdict = branch?.arm === branch?.recordedArm ? "same-path" : "new-path";
        const isRight = branch?.arm === arm && report.outcome && "output" in report.outcome;
        if (!isRight || (verdict === "new-path" && report.verdict !== verdict)) wrong.push({ spanId, output, arm });
        replayed++;
      }
    }
  }
  expect(replayed).toBe(records.length * 8);
  expect(wrong).toEqual([]);
});
