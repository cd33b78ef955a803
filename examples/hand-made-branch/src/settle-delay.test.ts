import { start } from "casebook/otel";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deriveTrace } from "../../../lib/decisions/derive-trace";
import { type Receiver, startReceiver } from "../../../sdk/test/receiver";
import { type Cause, createDelayDesk, type Delay } from "./settle-delay.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

/** Settles one delay and returns the branch that arrived. */
async function recordDelay(cause: Cause, days: number) {
  const telemetry = start({ service: "late-parcel", endpoint: receiver.url });
  const delay: Delay = { id: "P-1", text: "Where is it?", days };
  const settlement = await createDelayDesk(() => cause)(delay);
  await telemetry.stop();
  const { steps, judgments } = deriveTrace({ spans: receiver.spans, logs: [] });
  const branch = steps.find((step) => step.kind === "branch")?.branch;
  if (!branch) throw new Error("No branch arrived.");
  return { settlement, branch, judgmentSpan: judgments[0]?.spanId };
}

it.each([
  ["address", 1, "ask_address", 1],
  ["carrier", 6, "refund_shipping", 2],
  ["weather", 11, "send_voucher", 3],
  ["customs", 3, "wait", 3],
] as const)("settles %s after %d days by %s, having tried %d rules", async (cause, days, settlement, tried) => {
  const recorded = await recordDelay(cause, days);
  expect(recorded.settlement).toBe(settlement);
  expect(recorded.branch).toMatchObject({ name: "settlement", arm: settlement });
  expect(recorded.branch.conditions).toHaveLength(tried);
});

it("links the rules that read the model's answer to its judgment, and the others to none", async () => {
  const { branch, judgmentSpan } = await recordDelay("weather", 11);
  const links = branch.conditions.map(({ operands }) => operands.flatMap(({ judgments }) => judgments ?? []));
  const link = { spanId: judgmentSpan, via: "value", field: "output" };
  expect(links).toEqual([[link], [link], []]);
});
