import { action, fact, judge, workflow } from "casebook";
import type { Models } from "./models.ts";
import { decideAcquisition, decideSku } from "./policy.ts";
import {
  type Catalog,
  type Coverage,
  type EquipmentOrder,
  type Facility,
  machineTypes,
  scriptedMachines,
} from "./types.ts";

/** Where the workflow reads what is not in the text. */
export type Records = {
  coverage: (orderId: string) => Promise<Coverage>;
  facility: (id: string) => Promise<Facility>;
  catalog: () => Promise<Catalog>;
};

/**
 * The workflow over a set of models and records.
 * @param options `beforeEffect` runs inside each action; the demo lets time pass in it
 */
export function createOrderHandler({
  models,
  records,
  version,
  beforeEffect,
}: {
  models: Models;
  records: Records;
  version: string;
  beforeEffect?: () => void;
}) {
  return workflow(
    "equipment-order",
    async (order: EquipmentOrder) => {
      const input = { text: order.text, synthetic: order.synthetic };
      const type = await judge({ point: "machine_type", input, choices: machineTypes }, ({ text }) =>
        models.type(text),
      );
      const machine = await judge(
        { point: "scripted_machine", input, choices: scriptedMachines, task: "select" },
        ({ text }) => models.machine(text),
      );
      const coverage = await fact("coverage", () => records.coverage(order.id));
      const acquisition = decideAcquisition({ type, coverage });
      const facility = await fact("facility", () => records.facility(coverage.facility));
      const catalog = await fact("catalog", () => records.catalog());
      const sku = decideSku({ type, machine, acquisition, catalog, facility });
      const name = sku.code === null ? "ask_supplier" : `place_${acquisition}_order`;
      await action(name, { effect: true, input: { order: order.id, sku: sku.code } }, async () => {
        beforeEffect?.();
        return { receipt: `${name}-${order.id}` };
      });
      return { acquisition, sku };
    },
    { subject: ({ id }) => ({ type: "order", id }), version },
  );
}
