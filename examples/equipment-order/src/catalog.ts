import type { Catalog, Facility } from "./types.ts";

/**
 * Some machines are only rented or only sold, some are replaced by another, and an infusion pump has no default to
 * buy: that is where chains fall.
 */
export const catalog: Catalog = {
  machines: {
    "AeroFlow 5": { codes: { rental: "OXY-AF5-R", purchase: "OXY-AF5-P" } },
    "AeroFlow 10": { codes: {}, replacedBy: "AeroFlow 5" },
    "AeroFlow Go": { codes: {}, replacedBy: "AeroFlow 10" },
    "SleepTide Auto": { codes: { rental: "PAP-STA-R", purchase: "PAP-STA-P" } },
    "SleepTide Duo": { codes: { rental: "PAP-STD-R" } },
    "MistMate 2": { codes: {}, replacedBy: "MistMate Mini" },
    "MistMate Mini": { codes: { purchase: "NEB-MMM-P" } },
    "RollWell 18": { codes: { rental: "WCH-RW18-R", purchase: "WCH-RW18-P" } },
    "RollWell XL": { codes: { rental: "WCH-RWXL-R", purchase: "WCH-RWXL-P" } },
    "GlideMotor M1": { codes: { purchase: "WCH-GM1-P" } },
    "RestEasy Semi": { codes: { rental: "BED-RES-R", purchase: "BED-RES-P" } },
    "RestEasy Full": { codes: { rental: "BED-REF-R", purchase: "BED-REF-P" } },
    "RestEasy Bari": { codes: { rental: "BED-REB-R" } },
    "DripSure 100": { codes: { rental: "INF-DS1-R" } },
    "DripSure Home": { codes: { rental: "INF-DSH-R", purchase: "INF-DSH-P" } },
    "SteadyStep 4": { codes: { purchase: "WLK-SS4-P" } },
  },
  defaults: {
    oxygen_concentrator: { rental: "OXY-STD-R", purchase: "OXY-STD-P" },
    cpap: { rental: "PAP-STD-R", purchase: "PAP-STD-P" },
    nebulizer: { rental: "NEB-STD-R", purchase: "NEB-STD-P" },
    wheelchair: { rental: "WCH-STD-R", purchase: "WCH-STD-P" },
    hospital_bed: { rental: "BED-STD-R", purchase: "BED-STD-P" },
    infusion_pump: { rental: "INF-STD-R" },
    walker: { rental: "WLK-STD-R", purchase: "WLK-STD-P" },
  },
};

export const facilities: Record<string, Facility> = {
  "F-01": {
    name: "North Clinic",
    codes: {
      oxygen_concentrator: { rental: "NC-OXY-R", purchase: "NC-OXY-P" },
      hospital_bed: { rental: "NC-BED-R" },
      infusion_pump: { rental: "NC-INF-R", purchase: "NC-INF-P" },
    },
  },
  "F-02": {
    name: "Harbour Hospital",
    codes: { wheelchair: { rental: "HH-WCH-R", purchase: "HH-WCH-P" }, walker: { purchase: "HH-WLK-P" } },
  },
  "F-03": {
    name: "Lakeside Rehab",
    codes: {
      cpap: { rental: "LR-PAP-R" },
      wheelchair: { rental: "LR-WCH-R" },
      infusion_pump: { purchase: "LR-INF-P" },
    },
  },
  "F-04": { name: "Hillside Practice", codes: {} },
};
