import { createModels, createOrders, createTriage, listComplaints } from "complaint-triage";
import { type ClassifierVersion, createRandom } from "example-kit";
import type { PlayedTime } from "./played-time.ts";
import type { Program } from "./program.ts";
import { slowModel } from "./slow-model.ts";

/** The complaint triage over its stream, from the first complaint on. */
export function playComplaints(time: PlayedTime): Program {
  const complaints = listComplaints();
  const findOrder = createOrders();
  const random = createRandom("complaint latencies");
  const triages = ([1, 2] as const).map((version) => {
    const models = createModels(version, { isLocal: true });
    return createTriage({
      models: {
        type: slowModel(models.type, { time, random, medianMs: version === 1 ? 420 : 640 }),
        condition: slowModel(models.condition, { time, random, medianMs: 310 }),
      },
      version: `${version}.0.0`,
      findOrder: (id) => {
        time.pass(6, random);
        return findOrder(id);
      },
      beforeEffect: () => time.pass(85, random),
    });
  });
  return {
    name: "complaint-triage",
    size: complaints.length,
    idOf: (index) => complaints[index]?.complaint.id ?? "",
    run: async (index: number, version: ClassifierVersion) => {
      const known = complaints[index];
      if (known) await triages[version - 1]?.(known.complaint);
    },
  };
}
