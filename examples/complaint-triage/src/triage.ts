import { fact, judge, workflow } from "casebook";
import { carryOut } from "./actions.ts";
import type { Models } from "./models.ts";
import { routeComplaint } from "./policy.ts";
import { type Complaint, complaintTypes, itemConditions, type Order } from "./types.ts";

/**
 * The workflow over a set of models.
 * @param options `findOrder` reads the order a complaint is about
 * `beforeEffect` runs inside each action; the demo lets time pass in it
 */
export function createTriage({
  models,
  findOrder,
  version,
  beforeEffect,
}: {
  models: Models;
  findOrder: (complaintId: string) => Promise<Order>;
  version: string;
  beforeEffect?: () => void;
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
      const arm = routeComplaint({ type, condition, order });
      await carryOut(arm, { complaint, order, beforeEffect });
      return arm;
    },
    { subject: ({ id }) => ({ type: "complaint", id }), version },
  );
}
