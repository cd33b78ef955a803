import { branch, type Judgment } from "casebook";
import type { Acquisition, Catalog, Coverage, Facility, MachineType, ScriptedMachine } from "./types.ts";

type Answer<T> = Pick<Judgment<T>, "output" | "confidence">;

export type SkuSource = "scripted_machine" | "facility" | "type_default" | "ask_supplier";
export type Sku = { source: SkuSource; code: string | null };

/** Rental or purchase, by who pays and for how long. */
export function decideAcquisition({ type, coverage }: { type: Answer<MachineType>; coverage: Coverage }): Acquisition {
  const { payer, months } = coverage;
  return branch({ name: "acquisition", facts: { payer, months, type } }, (b): Acquisition => {
    if (b.when('payer === "medicare"', payer === "medicare")) {
      // Medicare never buys oxygen, and rents everything else for at most 13 months.
      if (b.when('type === "oxygen_concentrator"', type.output === "oxygen_concentrator")) return b.arm("rental");
      return b.when("months <= 13", months <= 13) ? b.arm("rental") : b.arm("purchase");
    }
    if (b.when('payer === "self_pay"', payer === "self_pay")) {
      return b.when("months <= 3", months <= 3) ? b.arm("rental") : b.arm("purchase");
    }
    if (b.when('payer === "veterans" && months > 1', payer === "veterans" && months > 1)) return b.arm("purchase");
    return b.when("months < 10", months < 10) ? b.arm("rental") : b.arm("purchase");
  });
}

/** The SKU, by the first that has one: the scripted machine, the facility, the type's default. */
export function decideSku(seen: {
  type: Answer<MachineType>;
  machine: Answer<ScriptedMachine>;
  acquisition: Acquisition;
  catalog: Catalog;
  facility: Facility;
}): Sku {
  const { type, machine, acquisition, catalog, facility } = seen;
  const scripted = machine.output === "none" ? null : (catalog.machines[machine.output]?.[acquisition] ?? null);
  const facilityCode = facility.codes[type.output]?.[acquisition] ?? null;
  const defaultCode = catalog.defaults[type.output]?.[acquisition] ?? null;
  const spec = {
    name: "sku",
    facts: {
      type,
      machine,
      acquisition,
      scripted_code: scripted,
      facility_code: facilityCode,
      default_code: defaultCode,
    },
    derived: { acquisition: ["type"], scripted_code: ["machine"], facility_code: ["type"], default_code: ["type"] },
  };
  return branch(spec, (b): Sku => {
    if (b.when('machine !== "none"', machine.output !== "none")) {
      if (b.when("scripted_code !== null", scripted !== null))
        return { source: b.arm("scripted_machine"), code: scripted };
    }
    if (b.when("facility_code !== null", facilityCode !== null))
      return { source: b.arm("facility"), code: facilityCode };
    if (b.when("default_code !== null", defaultCode !== null))
      return { source: b.arm("type_default"), code: defaultCode };
    return { source: b.arm("ask_supplier"), code: null };
  });
}
