export { type KnownComplaint, listComplaints } from "./complaints.ts";
export { createModels, type Models } from "./models.ts";
export { createOrders } from "./orders.ts";
export { createTriage } from "./triage.ts";
