import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonOf, type Receiver, startReceiver } from "../test/receiver";
import { action, fact, judge, workflow } from "./index";
import { start, type Telemetry } from "./otel";

let receiver: Receiver;
let telemetry: Telemetry;

beforeEach(async () => {
  receiver = await startReceiver();
  telemetry = start({ service: "test-service", endpoint: receiver.url, apiKey: "key" });
});

afterEach(async () => {
  await telemetry.stop();
  await receiver.close();
});

async function formsOf(run: () => unknown): Promise<{ [name: string]: unknown }> {
  await workflow("w", async () => run())();
  await telemetry.flush();
  return Object.fromEntries(
    receiver.spans.map((span) => [span.attributes["casebook.name"], jsonOf(span, "casebook.replay")]),
  );
}

describe("what a replay needs beside the JSON", () => {
  it("is how a fact or action gave its result", async () => {
    const forms = await formsOf(async () => {
      fact("plain", () => 1);
      await fact("promised", async () => 1);
      // biome-ignore lint/suspicious/noThenProperty: query builders are such objects
      await action("thenable", { effect: true }, () => ({ then: (done: (value: number) => void) => done(1) }));
      for (const _ of fact("generated", function* () {
        yield 1;
      })) {
        // runs it through
      }
    });
    expect(forms).toMatchObject({
      promised: { returns: "promise", ended: 0 },
      thenable: { returns: "promise", ended: 1 },
      generated: { returns: "generator" },
    });
    expect(forms.plain).toBeUndefined();
  });

  it("is the kind of values JSON has no form for, which are not lossy then", async () => {
    const value = {
      at: new Date(86_400_000),
      big: 7n,
      odd: [Number.NaN, -0, Number.NEGATIVE_INFINITY],
      gone: undefined,
      holes: [undefined],
      map: new Map([["a", new Date(0)]]),
      set: new Set([1]),
    };
    const forms = await formsOf(() => {
      fact("row", () => value);
      fact("nothing", () => null);
      return judge({ point: "when", input: "x" }, () => ({ output: new Date(0) }));
    });
    const row = receiver.named("row");
    expect(row.attributes["casebook.lossy"]).toBeUndefined();
    expect(forms.row).toEqual({
      revive: {
        "output.at": "date",
        "output.big": "bigint",
        "output.odd.0": "number",
        "output.odd.1": "number",
        "output.odd.2": "number",
        "output.gone": "undefined",
        "output.holes.0": "undefined",
        "output.map": "map",
        "output.map.0.1": "date",
        "output.set": "set",
      },
    });
    expect(jsonOf(row, "casebook.output")).toMatchObject({ at: "1970-01-02T00:00:00.000Z", big: "7", holes: [null] });
    expect(forms).toMatchObject({
      nothing: { revive: { output: "null" } },
      when: { revive: { output: "date" }, ended: 0 },
    });
  });

  it("leaves what cannot be made again lossy", async () => {
    class Dated extends Date {}
    class Counts extends Map {}
    await formsOf(() => fact("odd", () => ({ a: new Dated(0), b: new Date(Number.NaN), c: new Counts() })));
    expect(jsonOf(receiver.named("odd"), "casebook.lossy")).toEqual(["output.a", "output.b", "output.c"]);
  });

  it("is how many arguments a workflow was called with", async () => {
    workflow("none", () => 0)();
    workflow("two", (_a: number, _b: number[]) => 0)(1, [2]);
    workflow("list", (_list: number[]) => 0)([1, 2]);
    await telemetry.flush();
    expect(jsonOf(receiver.named("none"), "casebook.replay")).toEqual({ args: 0 });
    expect(jsonOf(receiver.named("two"), "casebook.replay")).toEqual({ args: 2 });
    expect(receiver.named("list").attributes["casebook.replay"]).toBeUndefined();
  });
});
