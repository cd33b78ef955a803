import { fact, judge, workflow } from "casebook";
import { carryOut } from "./actions.ts";
import type { Models } from "./models.ts";
import { decide } from "./policy.ts";
import { type Complaint, complaintTypes, itemConditions, type Order } from "./types.ts";

/**
 * The workflow over a set of models.
 * @param findOrder reads the order a complaint is about
 */
export function createTriage({
  models,
  findOrder,
  version,
}: {
  models: Models;
  findOrder: (complaintId: string) => Promise<Order>;
  version: string;
}) {
  return workflow(
    "complaint-triage",
    async (complaint: Complaint) => {
      const input = { text: complaint.text };
      const type = await judge({ point: "complaint_type", input, choices: complaintTypes }, ({ text }) =>
        models.type(text),
      );
      const condition = await judge(
        { point: "item_condition", input, choices: itemConditions, task: "extract" },
        ({ text }) => models.condition(text),
      );
      const order = await fact("order", () => findOrder(complaint.id));
      const arm = decide({ type, condition, order });
      await carryOut(arm, { complaint, order });
      return arm;
    },
    { subject: ({ id }) => ({ type: "complaint", id }), version },
  );
}
