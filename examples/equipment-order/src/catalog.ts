import type { Catalog, Facility } from "./types.ts";

/** Some machines are only rented or only sold, and an infusion pump has no default to buy: that is where chains fall. */
export const catalog: Catalog = {
  machines: {
    "AeroFlow 5": { rental: "OXY-AF5-R", purchase: "OXY-AF5-P" },
    "AeroFlow 10": { rental: "OXY-AF10-R" },
    "AeroFlow Go": { purchase: "OXY-AFG-P" },
    "SleepTide Auto": { rental: "PAP-STA-R", purchase: "PAP-STA-P" },
    "SleepTide Duo": { rental: "PAP-STD-R" },
    "MistMate 2": { purchase: "NEB-MM2-P" },
    "MistMate Mini": { purchase: "NEB-MMM-P" },
    "RollWell 18": { rental: "WCH-RW18-R", purchase: "WCH-RW18-P" },
    "RollWell XL": { rental: "WCH-RWXL-R", purchase: "WCH-RWXL-P" },
    "GlideMotor M1": { purchase: "WCH-GM1-P" },
    "RestEasy Semi": { rental: "BED-RES-R", purchase: "BED-RES-P" },
    "RestEasy Full": { rental: "BED-REF-R", purchase: "BED-REF-P" },
    "RestEasy Bari": { rental: "BED-REB-R" },
    "DripSure 100": { rental: "INF-DS1-R" },
    "DripSure Home": { rental: "INF-DSH-R", purchase: "INF-DSH-P" },
    "SteadyStep 4": { purchase: "WLK-SS4-P" },
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
