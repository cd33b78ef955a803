import { mistype, type Random } from "example-kit";
import { type Machine, type MachineType, machines, machineTypeOf, type ScriptedMachine } from "./types.ts";

const typeWords: Record<MachineType, { taught: string[]; heard: string[] }> = {
  oxygen_concentrator: {
    taught: ["oxygen concentrator", "home oxygen", "stationary concentrator", "o2 concentrator"],
    heard: ["oxygen concentrator", "O2 at home", "concentrator for oxygen", "oxygen machine"],
  },
  cpap: { taught: ["cpap", "cpap machine", "bilevel device"], heard: ["CPAP", "sleep apnea machine", "bipap"] },
  nebulizer: { taught: ["nebulizer", "nebuliser kit"], heard: ["nebulizer", "neb machine", "inhalation machine"] },
  wheelchair: {
    taught: ["wheelchair", "manual wheelchair", "power chair"],
    heard: ["wheel chair", "transport chair", "electric wheelchair"],
  },
  hospital_bed: {
    taught: ["hospital bed", "semi electric bed", "adjustable bed"],
    heard: ["hospital bed", "electric bed with rails", "bed for home care"],
  },
  infusion_pump: {
    taught: ["infusion pump", "iv pump"],
    heard: ["infusion pump", "pump for IV antibiotics", "IV drip pump"],
  },
  walker: { taught: ["walker", "rolling walker"], heard: ["walker", "rollator", "walking frame"] },
};

const reasons: Record<MachineType, string[]> = {
  oxygen_concentrator: ["COPD, desaturates at night", "chronic hypoxemia", "sats 86 on room air"],
  cpap: ["obstructive sleep apnea, AHI 32", "sleep study attached", "daytime sleepiness"],
  nebulizer: ["asthma flare", "COPD", "bronchiolitis, 2 yo"],
  wheelchair: ["s/p hip fracture", "cannot walk more than a few steps", "MS, fatigue"],
  hospital_bed: ["bed bound, pressure sore", "hospice at home", "needs head elevated for COPD"],
  infusion_pump: ["six weeks of antibiotics", "TPN at home", "osteomyelitis"],
  walker: ["unsteady gait", "s/p knee replacement", "fall last week"],
};

const templates = {
  taught: [
    "Please deliver a {type} for the patient. {machine} {reason}.",
    "Order: {type}. {machine} Diagnosis: {reason}.",
    "Patient needs {type} at home, {reason}. {machine}",
    "{type} requested. {reason}. {machine}",
  ],
  heard: [
    "pls send {type} asap - {reason}. {machine}",
    "Hi, we need a {type} for a discharge tomorrow ({reason}). {machine} Thx",
    "Rx {type}, {reason}; {machine}",
    "{machine} Patient goes home friday with {type}. {reason}",
    "new order {reason}, {type} {machine}",
  ],
};

const scripts = {
  taught: ["Scripted: {name}.", "Doctor wants the {name}.", "Machine: {name}.", "{name} please."],
  heard: ["script says {name}", "{name}", "dr asked for {name} specifically", "make it the {name} if you can."],
};
const distractions = ["old {name} at home broke.", "not the {name}, did not tolerate it.", "had {name} before."];

/** How often each machine is ordered; the last ones only once in some thousand orders. */
const machineWeights: Record<Machine, number> = {
  "AeroFlow 5": 160,
  "AeroFlow 10": 60,
  "AeroFlow Go": 40,
  "SleepTide Auto": 150,
  "SleepTide Duo": 40,
  "MistMate 2": 90,
  "MistMate Mini": 50,
  "RollWell 18": 120,
  "RollWell XL": 30,
  "GlideMotor M1": 15,
  "RestEasy Semi": 80,
  "RestEasy Full": 40,
  "RestEasy Bari": 3,
  "DripSure 100": 12,
  "DripSure Home": 2,
  "SteadyStep 4": 90,
};
const evenWeights = Object.fromEntries(machines.map((machine) => [machine, 1])) as Record<Machine, number>;

export type WrittenOrder = { text: string; type: MachineType; machine: ScriptedMachine };

/**
 * Writes the text of one order, with the truth about it.
 * @param style `taught` for training (every machine as often as the others), `heard` for the stream
 */
export function writeOrder(style: "taught" | "heard", random: Random): WrittenOrder {
  const ordered = random.weighted(style === "taught" ? evenWeights : machineWeights);
  const type = machineTypeOf[ordered];
  const isNamed = random.chance(0.6);
  const text = random
    .pick(templates[style])
    .replace("{type}", random.pick(typeWords[type][style]))
    .replace("{reason}", random.pick(reasons[type]))
    .replace("{machine}", machineSentence(isNamed ? ordered : "none", style, random));
  return {
    text: mistype(text.replace(/ {2,}/g, " ").trim(), { random, rate: style === "heard" ? 0.025 : 0.008 }),
    type,
    machine: isNamed ? ordered : "none",
  };
}

/** Names the machine, or says nothing; some orders mention a machine that they do not ask for. */
function machineSentence(machine: ScriptedMachine, style: "taught" | "heard", random: Random): string {
  const other = random.pick(machines);
  if (machine === "none") return random.chance(0.12) ? random.pick(distractions).replace("{name}", other) : "";
  const named = random
    .pick(scripts[style])
    .replace("{name}", style === "heard" || random.chance(0.2) ? asHeard(machine, random) : machine);
  return random.chance(0.06) ? `${named} ${random.pick(distractions).replace("{name}", other)}` : named;
}

/** People write names in their own way: run together, in lower case, without the number. */
function asHeard(machine: Machine, random: Random): string {
  const kind = random.between(0, 5);
  if (kind === 0) return machine.replace(" ", "");
  if (kind === 1) return machine.toLowerCase();
  if (kind === 2) return machine.replace(/([a-z])([A-Z])/g, "$1 $2");
  return machine;
}
