import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "../../../lib/contract/json";
import { keep, keptText } from "../capture/preview";
import { configure } from "../configure";
import { ReplayRecorder, reusableOf } from "./replay-recorder";
import { copyOf } from "./revive";

type Order = { id: string; lines: { sku: string; count: number }[]; note: string | null };

const source = {
  id: "A-1",
  lines: [
    { sku: "cup", count: 2 },
    { sku: "lid", count: 1 },
  ],
  note: null,
};
let recorder: ReplayRecorder;

afterEach(() => {
  recorder.end();
  configure({ redactPatterns: [], redactKeys: [] });
});

/** A copy that was given back and has been written once. */
function giveBack(): { order: Order; first: unknown } {
  recorder = new ReplayRecorder({ onBranch: () => {} });
  const reusable = reusableOf(source);
  if (!reusable) throw new Error("It is too large.");
  const order = copyOf(source as Json) as Order;
  recorder.gave(order, reusable);
  return { order, first: recorder.keep(order, undefined) };
}

describe("what a replay keeps of a value given back from the record", () => {
  it("is written once, as it always is", () => {
    const { order, first } = giveBack();
    expect(keptText(first)).toBe(keptText(keep(source)));
    expect(recorder.keep(order, undefined)).toBe(first);
  });

  it.each<[string, (order: Order) => void]>([
    ["a changed member", (order) => Object.assign(order, { id: "A-2" })],
    ["a change deep inside", (order) => Object.assign(order.lines[1] ?? {}, { count: 3 })],
    ["a new member", (order) => Object.assign(order, { paid: true })],
    ["a removed member", (order) => Reflect.deleteProperty(order, "note")],
    [
      "another order of the members",
      (order) => void (Reflect.deleteProperty(order, "id") && Object.assign(order, { id: "A-1" })),
    ],
    ["another item", (order) => order.lines.push({ sku: "tray", count: 1 })],
    ["a longer list without items", (order) => Object.assign(order.lines, { length: 3 })],
    ["a class", (order) => Object.setPrototypeOf(order, class Order {}.prototype)],
    [
      "a list in place of an object",
      (order) => Object.assign(order, { lines: { 0: order.lines[0], 1: order.lines[1] } }),
    ],
    ["an undefined in place of a null", (order) => Object.assign(order, { note: undefined })],
    ["a proxy", (order) => Object.assign(order, { lines: new Proxy(order.lines, {}) })],
    ["a getter", (order) => Object.defineProperty(order, "id", { get: () => "A-1", enumerable: true })],
  ])("tells of %s", (_name, change) => {
    const { order, first } = giveBack();
    change(order);
    const now = keptText(recorder.keep(order, undefined));
    expect(now).toBe(keptText(keep(order)));
    expect(now).not.toBe(keptText(first));
  });

  it("runs no getter and springs no trap to find that out", () => {
    const { order } = giveBack();
    const asked: unknown[] = [];
    Object.defineProperty(order, "id", { get: () => asked.push("getter"), enumerable: true });
    order.lines = new Proxy(order.lines, new Proxy({}, { get: (_, trap) => void asked.push(trap) }));
    recorder.keep(order, undefined);
    expect(asked).toEqual([]);
  });

  it("hides what has become a secret since", () => {
    const { order } = giveBack();
    configure({ redactPatterns: [/^cup$/] });
    expect(keptText(recorder.keep(order, undefined))).not.toContain("cup");
    configure({ redactPatterns: [], redactKeys: ["sku"] });
    expect(keptText(recorder.keep(order, undefined))).not.toContain("lid");
  });
});
