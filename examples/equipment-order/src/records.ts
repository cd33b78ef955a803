import { catalog, facilities } from "./catalog.ts";
import type { Records } from "./handle-order.ts";
import type { KnownOrder } from "./orders.ts";

/** The example's records in memory, in place of the databases a real program would ask. */
export function createRecords(orders: KnownOrder[]): Records {
  const coverages = new Map(orders.map(({ order, coverage }) => [order.id, coverage]));
  return {
    coverage: async (orderId) => requireRow(coverages.get(orderId), `order form ${orderId}`),
    facility: async (id) => requireRow(facilities[id], `facility ${id}`),
    catalog: async () => catalog,
  };
}

function requireRow<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new Error(`There is no ${what}.`);
  return row;
}
