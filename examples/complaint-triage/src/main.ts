import { start } from "casebook/otel";
import { classifierVersion } from "example-kit";
import { createModels, createOrders, createTriage, listComplaints } from "./index.ts";

const count = Number(process.argv[2] ?? 5);
const version = `${classifierVersion()}.0.0`;

const telemetry = start({ service: "complaint-triage", version });
const triage = createTriage({ models: createModels(), findOrder: createOrders(), version });
for (const { complaint } of listComplaints().slice(0, count)) {
  console.log(`${complaint.id}  ${await triage(complaint)}  ${complaint.text}`);
}
await telemetry.stop();
