import { defineConfig, type PolicyRecord } from "casebook";
import { classifierVersion } from "example-kit";
import { createModels } from "./src/models.ts";
import { routeComplaint } from "./src/policy.ts";
import { createTriage } from "./src/triage.ts";
import type { ComplaintType, ItemCondition, Order } from "./src/types.ts";

const models = createModels();

function policy({ judgments, facts }: PolicyRecord) {
  return routeComplaint({
    type: judgments.complaint_type as { output: ComplaintType; confidence: number | null },
    condition: judgments.item_condition as { output: ItemCondition; confidence: number | null },
    order: facts.order as Order,
  });
}

/** For replays, which ask no model and read no order: their record answers. */
const triage = createTriage({
  models,
  findOrder: (id) => Promise.reject(new Error(`There is no order for ${id} here.`)),
  version: `${classifierVersion()}.0.0`,
});

export default defineConfig({
  workflows: { "complaint-triage": triage },
  points: {
    complaint_type: {
      workflow: "complaint-triage",
      judge: (input) => models.type((input as { text: string }).text),
      policy,
    },
    item_condition: {
      workflow: "complaint-triage",
      judge: (input) => models.condition((input as { text: string }).text),
      policy,
    },
  },
});
