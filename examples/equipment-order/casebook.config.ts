import { defineConfig, type PolicyRecord } from "casebook";
import { classifierVersion } from "example-kit";
import { createOrderHandler } from "./src/handle-order.ts";
import { createModels } from "./src/models.ts";
import { decideAcquisition, decideSku } from "./src/policy.ts";
import { createRecords } from "./src/records.ts";
import type { Catalog, Coverage, Facility, MachineType, ScriptedMachine } from "./src/types.ts";

const models = createModels();

function read({ judgments, facts }: PolicyRecord) {
  return {
    type: judgments.machine_type as { output: MachineType; confidence: number | null },
    machine: judgments.scripted_machine as { output: ScriptedMachine; confidence: number | null },
    coverage: facts.coverage as Coverage,
    facility: facts.facility as Facility,
    catalog: facts.catalog as Catalog,
  };
}

/** For replays, which ask no model and read no record of ours: what was recorded answers. */
const handleOrder = createOrderHandler({
  models,
  records: createRecords([]),
  version: `${classifierVersion()}.0.0`,
});

export default defineConfig({
  workflows: { "equipment-order": handleOrder },
  points: {
    machine_type: {
      workflow: "equipment-order",
      judge: (input) => models.type((input as { text: string }).text),
      policy: (record) => decideAcquisition(read(record)),
    },
    scripted_machine: {
      workflow: "equipment-order",
      judge: (input) => models.machine((input as { text: string }).text),
      policy: (record) => {
        const seen = read(record);
        return decideSku({ ...seen, acquisition: decideAcquisition(seen) });
      },
    },
  },
});
