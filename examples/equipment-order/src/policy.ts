"use audit";

import type { Judgment } from "casebook";
import type { Acquisition, Catalog, Coverage, Facility, MachineType, ScriptedMachine } from "./types.ts";

type Answer<T> = Pick<Judgment<T>, "output" | "confidence">;
type Seen = {
  type: Answer<MachineType>;
  machine: Answer<ScriptedMachine>;
  acquisition: Acquisition;
  catalog: Catalog;
  facility: Facility;
};

export type SkuSource = "scripted_machine" | "facility" | "type_default" | "ask_supplier";
export type Sku = { arm: SkuSource; code: string | null };

/** Rental or purchase, by who pays and for how long. */
export function decideAcquisition({ type, coverage }: { type: Answer<MachineType>; coverage: Coverage }): Acquisition {
  const { payer, months } = coverage;
  if (payer === "medicare") {
    // Medicare never buys oxygen, and rents everything else for at most 13 months.
    if (type.output === "oxygen_concentrator") return "rental";
    return months <= 13 ? "rental" : "purchase";
  }
  if (payer === "self_pay") return months <= 3 ? "rental" : "purchase";
  if (payer === "veterans" && months > 1) return "purchase";
  return months < 10 ? "rental" : "purchase";
}

/** The SKU, by the first that has one: the scripted machine, the facility, the type's default. */
export function decideSku({ type, machine, acquisition, catalog, facility }: Seen): Sku {
  const scripted = scriptedCode(machine.output, acquisition, catalog);
  if (scripted !== null) return { arm: "scripted_machine", code: scripted };

  const agreed = facility.codes[type.output]?.[acquisition];
  if (agreed) return { arm: "facility", code: agreed };

  const standard = catalog.defaults[type.output]?.[acquisition];
  return standard ? { arm: "type_default", code: standard } : { arm: "ask_supplier", code: null };
}

/** The code of the machine the order names, or of the one that has replaced it since. */
function scriptedCode(name: ScriptedMachine, acquisition: Acquisition, catalog: Catalog): string | null {
  if (name === "none") return null;
  let machine = catalog.machines[name];
  while (machine?.replacedBy) machine = catalog.machines[machine.replacedBy];
  return machine?.codes[acquisition] ?? null;
}
