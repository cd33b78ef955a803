import { createRandom, type Random } from "example-kit";
import { facilities } from "./catalog.ts";
import { type WrittenOrder, writeOrder } from "./order-grammar.ts";
import type { Coverage, EquipmentOrder, MachineType, Payer, ScriptedMachine } from "./types.ts";

/** An order with its form and the truth that the models are measured by. */
export type KnownOrder = {
  order: EquipmentOrder;
  coverage: Coverage;
  truth: { type: MachineType; machine: ScriptedMachine };
};

const streamSize = 2_400;
const trainingSize = 300;

const payerWeights: Record<Payer, number> = {
  medicare: 420,
  medicaid: 160,
  commercial: 300,
  workers_comp: 40,
  self_pay: 60,
  veterans: 20,
};

/** The texts the classifiers are trained on; the same ones on every call. */
export function listTrainingOrders(): WrittenOrder[] {
  const random = createRandom("equipment training");
  return Array.from({ length: trainingSize }, () => writeOrder("taught", random));
}

/** The stream's orders; the same ones on every call, and none whose text was trained on. */
export function listOrders(): KnownOrder[] {
  const random = createRandom("equipment stream");
  const trained = new Set(listTrainingOrders().map(({ text }) => text));
  const orders: KnownOrder[] = [];
  while (orders.length < streamSize) {
    const { text, type, machine } = writeOrder("heard", random);
    const coverage = drawCoverage(type, random);
    if (trained.has(text)) continue;
    const id = `EO-${10_001 + orders.length}`;
    orders.push({ order: { id, text, synthetic: true }, coverage, truth: { type, machine } });
  }
  return orders;
}

function drawCoverage(type: MachineType, random: Random): Coverage {
  const isLasting = type === "oxygen_concentrator" || type === "cpap" || type === "wheelchair";
  return {
    payer: random.weighted(payerWeights),
    months: random.chance(0.01) ? 99 : isLasting ? random.between(2, 24) : random.between(1, 12),
    facility: random.pick(Object.keys(facilities)),
  };
}
