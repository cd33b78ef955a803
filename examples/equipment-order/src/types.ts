export const machineTypes = [
  "oxygen_concentrator",
  "cpap",
  "nebulizer",
  "wheelchair",
  "hospital_bed",
  "infusion_pump",
  "walker",
] as const;
export type MachineType = (typeof machineTypes)[number];

/** Every machine an order may name, with the type it is of. The names are made up. */
export const machineTypeOf = {
  "AeroFlow 5": "oxygen_concentrator",
  "AeroFlow 10": "oxygen_concentrator",
  "AeroFlow Go": "oxygen_concentrator",
  "SleepTide Auto": "cpap",
  "SleepTide Duo": "cpap",
  "MistMate 2": "nebulizer",
  "MistMate Mini": "nebulizer",
  "RollWell 18": "wheelchair",
  "RollWell XL": "wheelchair",
  "GlideMotor M1": "wheelchair",
  "RestEasy Semi": "hospital_bed",
  "RestEasy Full": "hospital_bed",
  "RestEasy Bari": "hospital_bed",
  "DripSure 100": "infusion_pump",
  "DripSure Home": "infusion_pump",
  "SteadyStep 4": "walker",
} satisfies Record<string, MachineType>;
export type Machine = keyof typeof machineTypeOf;
export const machines = Object.keys(machineTypeOf) as Machine[];

/** What the text may say about the machine: its name, or nothing. */
export const scriptedMachines = [...machines, "none"] as const;
export type ScriptedMachine = Machine | "none";

export const payers = ["medicare", "medicaid", "commercial", "workers_comp", "self_pay", "veterans"] as const;
export type Payer = (typeof payers)[number];

/** An order as it comes in; every text is synthetic and says so. */
export type EquipmentOrder = { id: string; text: string; synthetic: true };

/** What the order form says beside the text. */
export type Coverage = { payer: Payer; months: number; facility: string };

export type Acquisition = "rental" | "purchase";
export type Codes = Partial<Record<Acquisition, string>>;

/** A machine of the catalogue; one that is no longer made says which has taken its place. */
export type CatalogMachine = { codes: Codes; replacedBy?: Machine };
/** The SKUs in force: of each machine, and the default of each type. */
export type Catalog = {
  machines: Partial<Record<Machine, CatalogMachine>>;
  defaults: Partial<Record<MachineType, Codes>>;
};
/** The SKUs a facility has agreed on, by type. */
export type Facility = { name: string; codes: Partial<Record<MachineType, Codes>> };
