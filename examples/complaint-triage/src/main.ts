import { start } from "casebook/otel";
import { classifierVersion } from "example-kit";
import { createModels, createTriage, listComplaints } from "./index.ts";

const count = Number(process.argv[2] ?? 5);
const version = `${classifierVersion()}.0.0`;
const known = new Map(listComplaints().map((one) => [one.complaint.id, one]));

const telemetry = start({ service: "complaint-triage", version });
const triage = createTriage({
  models: createModels(),
  version,
  findOrder: async (id) => {
    const found = known.get(id);
    if (!found) throw new Error(`There is no order for ${id}.`);
    return found.order;
  },
});
for (const { complaint } of [...known.values()].slice(0, count)) {
  console.log(`${complaint.id}  ${await triage(complaint)}  ${complaint.text}`);
}
await telemetry.stop();
