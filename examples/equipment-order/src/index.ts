export { catalog, facilities } from "./catalog.ts";
export { createOrderHandler, type Records } from "./handle-order.ts";
export { createModels, type Models } from "./models.ts";
export { type KnownOrder, listOrders } from "./orders.ts";
export { createRecords } from "./records.ts";
