import { formatConfusion } from "example-kit";
import { createModels, listComplaints } from "./index.ts";

for (const version of [1, 2] as const) {
  const models = createModels(version);
  const types: { truth: string; answer: string }[] = [];
  const conditions: { truth: string; answer: string }[] = [];
  for (const { complaint, truth } of listComplaints()) {
    types.push({ truth: truth.type, answer: (await models.type(complaint.text)).output });
    conditions.push({ truth: truth.condition, answer: (await models.condition(complaint.text)).output });
  }
  console.log(`${formatConfusion(`complaint_type, version ${version}`, types)}\n`);
  console.log(`${formatConfusion(`item_condition, version ${version}`, conditions)}\n`);
}
