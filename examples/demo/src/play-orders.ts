import { createModels, createOrderHandler, createRecords, listOrders } from "equipment-order";
import { createRandom } from "example-kit";
import type { PlayedTime } from "./played-time.ts";
import type { Program } from "./program.ts";
import { slowModel } from "./slow-model.ts";

/** The equipment orders over their stream, from the first order on. */
export function playOrders(time: PlayedTime): Program {
  const orders = listOrders();
  const random = createRandom("order latencies");
  const found = createRecords(orders);
  const records = {
    coverage: (id: string) => slowRead(() => found.coverage(id)),
    facility: (id: string) => slowRead(() => found.facility(id)),
    catalog: () => slowRead(() => found.catalog()),
  };
  const handlers = ([1, 2] as const).map((version) => {
    const models = createModels(version, { isLocal: true });
    return createOrderHandler({
      models: {
        type: slowModel(models.type, { time, random, medianMs: version === 1 ? 380 : 510 }),
        machine: slowModel(models.machine, { time, random, medianMs: 450 }),
      },
      records,
      version: `${version}.0.0`,
      beforeEffect: () => time.pass(120, random),
    });
  });
  return {
    name: "equipment-order",
    size: orders.length,
    idOf: (index) => orders[index]?.order.id ?? "",
    run: async (index, version) => {
      const known = orders[index];
      if (known) await handlers[version - 1]?.(known.order);
    },
  };

  function slowRead<Row>(read: () => Promise<Row>): Promise<Row> {
    time.pass(5, random);
    return read();
  }
}
