import { formatConfusion } from "example-kit";
import { createModels, listOrders } from "./index.ts";

for (const version of [1, 2] as const) {
  const models = createModels(version);
  const types: { truth: string; answer: string }[] = [];
  const machines: { truth: string; answer: string }[] = [];
  for (const { order, truth } of listOrders()) {
    types.push({ truth: truth.type, answer: (await models.type(order.text)).output });
    machines.push({ truth: truth.machine, answer: (await models.machine(order.text)).output });
  }
  console.log(`${formatConfusion(`machine_type, version ${version}`, types)}\n`);
  console.log(`${formatConfusion(`scripted_machine, version ${version}`, machines)}\n`);
}
