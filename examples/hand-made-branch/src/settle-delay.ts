import { branch, type Judgment, judge, workflow } from "casebook";

export const causes = ["carrier", "weather", "customs", "address"] as const;
export type Cause = (typeof causes)[number];

export type Delay = { id: string; text: string; days: number };
type Settlement = "refund_shipping" | "send_voucher" | "ask_address" | "wait";
type Rule = { text: string; holds: (seen: { cause: Cause; days: number }) => boolean; settlement: Settlement };

/** Kept as data, as a rules desk would edit them: each row carries the text that a person should read. */
const rules: Rule[] = [
  { text: 'cause === "address"', holds: ({ cause }) => cause === "address", settlement: "ask_address" },
  {
    text: 'cause === "carrier" && days > 5',
    holds: ({ cause, days }) => cause === "carrier" && days > 5,
    settlement: "refund_shipping",
  },
  { text: "days > 10", holds: ({ days }) => days > 10, settlement: "send_voucher" },
];

/** The first rule that holds settles a delay; every rule that was tried is recorded as a condition. */
function settle(cause: Judgment<Cause>, { days }: Pick<Delay, "days">): Settlement {
  return branch({ name: "settlement", facts: { cause, days } }, (b): Settlement => {
    const rule = rules.find(({ text, holds }) => b.when(text, holds({ cause: cause.output, days })));
    return b.arm(rule?.settlement ?? "wait");
  });
}

/** The workflow over a model that reads why a parcel is late. */
export function createDelayDesk(readCause: (text: string) => Cause | Promise<Cause>) {
  return workflow(
    "late-parcel",
    async (delay: Delay) => {
      const cause = await judge({ point: "cause", input: { text: delay.text }, choices: causes }, ({ text }) =>
        readCause(text),
      );
      return settle(cause, delay);
    },
    { subject: ({ id }) => ({ type: "parcel", id }) },
  );
}
