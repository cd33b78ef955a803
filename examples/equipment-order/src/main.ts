import { start } from "casebook/otel";
import { classifierVersion } from "example-kit";
import { createModels, createOrderHandler, createRecords, listOrders } from "./index.ts";

const count = Number(process.argv[2] ?? 5);
const version = `${classifierVersion()}.0.0`;
const orders = listOrders();

const telemetry = start({ service: "equipment-order", version });
const handleOrder = createOrderHandler({ models: createModels(), records: createRecords(orders), version });
for (const { order } of orders.slice(0, count)) {
  const { acquisition, sku } = await handleOrder(order);
  console.log(`${order.id}  ${acquisition} ${sku.code} (${sku.arm})  ${order.text}`);
}
await telemetry.stop();
