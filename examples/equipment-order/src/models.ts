import { type ClassifierVersion, classifierVersion, configuredEndpoint, createModel, type Model } from "example-kit";
import { nameParts } from "./name-parts.ts";
import { listTrainingOrders } from "./orders.ts";
import { type MachineType, machineTypes, type ScriptedMachine, scriptedMachines } from "./types.ts";

export type Models = { type: Model<MachineType>; machine: Model<ScriptedMachine> };

/**
 * Both models of a version; they see nothing but the text. An OpenAI-compatible endpoint answers instead where one is
 * configured.
 * @param options `isLocal` asks for the built-in classifiers whatever is configured
 */
export function createModels(
  version: ClassifierVersion = classifierVersion(),
  { isLocal = false }: { isLocal?: boolean } = {},
): Models {
  const endpoint = isLocal ? undefined : configuredEndpoint();
  return {
    type: createModel({
      endpoint,
      name: "machine-type",
      version,
      instruction: "Which type of medical equipment does this order ask for?",
      labels: machineTypes,
      examples: () => listTrainingOrders().map(({ text, type }) => ({ text, label: type })),
    }),
    machine: createModel({
      endpoint,
      name: "scripted-machine",
      version,
      instruction: "Which machine does this order name as the one it wants? If it names none: none.",
      labels: scriptedMachines,
      tokenize: nameParts,
      // What an order without a name says depends on the type: each type is a kind of "none" of its own.
      examples: () =>
        listTrainingOrders().map(({ text, type, machine }) =>
          machine === "none" ? { text, label: machine, kind: type } : { text, label: machine },
        ),
    }),
  };
}
