import { listComplaints } from "./complaints.ts";
import type { Order } from "./types.ts";

/** The example's orders in memory, in place of the shop's database: finds the order a complaint is about. */
export function createOrders(): (complaintId: string) => Promise<Order> {
  let orders: Map<string, Order> | undefined;
  return async (complaintId) => {
    orders ??= new Map(listComplaints().map(({ complaint, order }) => [complaint.id, order]));
    const order = orders.get(complaintId);
    if (!order) throw new Error(`There is no order for ${complaintId}.`);
    return order;
  };
}
