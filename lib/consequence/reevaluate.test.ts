import { describe, expect, it } from "vitest";
import type { BranchFacts, Condition, JudgmentLink } from "../contract/branch";
import type { Json } from "../contract/json";
import type { Correction } from "./execution-values";
import { reevaluate } from "./reevaluate";
import type { RecordedRun } from "./types";

type Order = { type: string; confidence: number | null; days: number; isOpened: boolean };

const here = "1111111111111111";
const link = (field?: string): JudgmentLink[] => [
  field === undefined ? { spanId: here, via: "value" } : { spanId: here, via: "value", field },
];

/** The policy under test, written with its own record: what a straight call gives and what it leaves behind. */
function triage({ type, confidence, days, isOpened }: Order): { arm: string; conditions: Condition[] } {
  const conditions: Condition[] = [];
  const when = (text: string, value: boolean, operands: Condition["operands"]) => {
    conditions.push({ text, kind: "if", value, operands });
    return value;
  };
  const ofType = { text: "type", value: type, judgments: link("output") };
  const ofConfidence = { text: "confidence", value: confidence, judgments: link("confidence") };
  const isUnsure = confidence !== null && confidence < 0.6;
  if (when("confidence !== null && confidence < 0.6", isUnsure, [ofConfidence])) return { arm: "escalate", conditions };
  if (when('type === "refund"', type === "refund", [ofType])) {
    const isFresh = when("days <= 30", days <= 30, [{ text: "days", value: days }]);
    if (isFresh && when("!isOpened", !isOpened, [{ text: "isOpened", value: isOpened }])) {
      return { arm: "approve", conditions };
    }
    return { arm: "escalate", conditions };
  }
  if (when('type === "fraud"', type === "fraud", [ofType])) return { arm: "flag", conditions };
  return { arm: "human", conditions };
}

const factsOf = ({ type, confidence, days, isOpened }: Order): BranchFacts => ({
  type: { value: type, judgments: link("output") },
  confidence: { value: confidence, judgments: link("confidence") },
  days: { value: days },
  isOpened: { value: isOpened },
});

const branchOf = (order: Order) => ({ ...triage(order), facts: factsOf(order) });
const withoutAll = (all: RecordedRun[], some: RecordedRun[]) => all.filter((run) => !some.includes(run));
const correct = (recorded: Json, expected: Json): Correction => ({
  spanId: here,
  recorded,
  expected,
  isSpanShared: false,
});

const types = ["refund", "fraud", "other"];
const orders: Order[] = types.flatMap((type) =>
  [0.3, 0.9].flatMap((confidence) =>
    [10, 40].flatMap((days) => [true, false].map((isOpened) => ({ type, confidence, days, isOpened }))),
  ),
);
const runs: RecordedRun[] = orders.map((order, index) => ({
  traceId: `${index}`,
  spanId: "s",
  ...branchOf(order),
}));

describe("reevaluate", () => {
  it("equals a straight call for every execution and every answer", () => {
    for (const [index, order] of orders.entries()) {
      for (const expected of types) {
        const others = runs.toSpliced(index, 1);
        const { reevaluated } = reevaluate(branchOf(order), correct(order.type, expected), others);
        expect(reevaluated).toMatchObject({
          isKnown: true,
          arm: triage({ ...order, type: expected, confidence: null }).arm,
        });
      }
    }
  });

  it("stops where nobody has recorded what follows", () => {
    const order = { type: "other", confidence: 0.9, days: 10, isOpened: false };
    const { reevaluated } = reevaluate(branchOf(order), correct("other", "refund"), []);
    expect(reevaluated).toMatchObject({
      isKnown: false,
      reason: 'Nobody has recorded what follows when `type === "refund"` is true.',
      others: { count: 0 },
    });
    expect(reevaluated.conditions.map(({ before, after }) => [before, after])).toEqual([
      [false, false],
      [false, true],
    ]);
  });

  it("names the runs the path was learned from", () => {
    const order = { type: "other", confidence: 0.9, days: 10, isOpened: false };
    const { reevaluated, runs: used } = reevaluate(branchOf(order), correct("other", "refund"), runs);
    expect(reevaluated).toMatchObject({ isKnown: true, arm: "approve", isSameArm: false, others: { count: 1 } });
    expect(used).toHaveLength(1);
    expect(reevaluated.conditions.at(-1)).toMatchObject({ text: "!isOpened", isFromOthers: true, before: undefined });
  });

  it("says not known where other runs with the same values went different ways", () => {
    const order = { type: "other", confidence: 0.9, days: 10, isOpened: false };
    const [fraud] = runs.filter((run) => run.arm === "flag");
    const strange = { ...(fraud as RecordedRun), arm: "flag twice" };
    const { reevaluated } = reevaluate(branchOf(order), correct("other", "fraud"), [...runs, strange]);
    expect(reevaluated).toMatchObject({ isKnown: false });
    expect(reevaluated).toHaveProperty("reason", expect.stringContaining("Records differ"));
  });

  it("keeps a value this execution lacks unknown, though others have one", () => {
    const order = { type: "other", confidence: 0.9, days: 10, isOpened: false };
    const { days: _, ...facts } = factsOf(order);
    const { reevaluated } = reevaluate({ ...triage(order), facts }, correct("other", "refund"), runs);
    expect(reevaluated).toHaveProperty("reason", "`days <= 30` comes next, but `days` was not recorded here.");
  });

  /** One condition, and one other run that read there what the correction puts in. */
  const single = (
    condition: Partial<Condition>,
    correction = correct("refund", "fraud"),
    facts: BranchFacts | null = null,
    held: Json = correction.expected,
  ) => {
    const own: Condition = { text: 'type === "x"', kind: "if", value: false, operands: [], ...condition };
    const conditions = [{ ...own, operands: own.operands.map(({ text }) => ({ text, value: held })) }];
    const other = { traceId: "t", spanId: "s", arm: "a", facts: null, conditions };
    return reevaluate({ arm: "a", facts, conditions: [own] }, correction, [other]).reevaluated;
  };
  const type = (value: Json, judgments: JudgmentLink[]) => [{ text: "type", value, judgments }];

  it("replaces an operand without a field only where it is the answer itself", () => {
    expect(single({ operands: type("refund", link()) })).toMatchObject({ isKnown: true, arm: "a" });
    expect(single({ operands: type("REFUND", link()) })).toMatchObject({ isKnown: false });
  });

  it("leaves what was computed from a confirmed answer as it was", () => {
    const operands = [{ text: "code", value: "AF10", judgments: link("output") }];
    const condition = { text: "code !== null", value: true, operands };
    expect(single(condition, correct("AeroFlow 10", "AeroFlow 10"))).toMatchObject({ isKnown: true, arm: "a" });
    expect(single(condition, correct("AeroFlow 10", "AeroFlow 5"))).toMatchObject({ isKnown: false });
  });

  it("reads paths into structured answers", () => {
    const operands = [{ text: "item.days", value: 3, judgments: link("output.days") }];
    const condition = { text: "item.days > 5", operands };
    expect(single(condition, correct({ days: 3 }, { days: 4 }), null, 4)).toMatchObject({ isKnown: true });
    expect(single(condition, correct({ days: 3 }, { days: 4 }), null, 2)).toMatchObject({ isKnown: false });
    expect(single(condition, correct({ days: 3 }, {}), null, 4)).toMatchObject({ isKnown: false });
    expect(single(condition, correct({ days: 2 }, { days: 4 }), null, 4)).toMatchObject({ isKnown: false });
  });

  it.each<[string, Partial<Condition>, Correction?]>([
    ["scores", { operands: type(0.4, link("scores.refund")) }],
    ["links by control", { operands: type("refund", [{ spanId: here, via: "control", field: "output" }]) }],
    ["two judgments in one value", { operands: type("refund", [...link("output"), { spanId: "2", via: "value" }]) }],
    [
      "a span of several judgments",
      { operands: type("refund", link("output")) },
      { ...correct("refund", "x"), isSpanShared: true },
    ],
    ["texts outside the grammar", { text: 'lower(type) === "x"', operands: type("refund", link("output")) }],
    ["conditions that say nothing of what they read", { text: "isEligible()", operands: [] }],
    ["texts that do not give the recorded value", { value: true, operands: type("refund", link("output")) }],
    ["branches that never read the judgment", { text: "days < 3", operands: [{ text: "days", value: 5 }] }],
  ])("does not know with %s", (_, condition, correction) => {
    expect(single(condition, correction)).toMatchObject({ isKnown: false });
  });

  it("takes a condition as recorded where it only read something else", () => {
    const runOf = (answer: string): RecordedRun => ({
      traceId: answer,
      spanId: "s",
      arm: "a",
      facts: null,
      conditions: [
        { text: "isEligible(order)", kind: "if", value: true, operands: [{ text: "order", value: { id: 1 } }] },
        { text: 'type === "x"', kind: "if", value: false, operands: type(answer, link("output")) },
      ],
    });
    const { reevaluated } = reevaluate(runOf("refund"), correct("refund", "fraud"), [runOf("fraud")]);
    expect(reevaluated).toMatchObject({ isKnown: true, conditions: [{ basis: "recorded" }, { basis: "computed" }] });
  });

  it("keeps the arm of a path that never read the answer where other runs bear it out", () => {
    const other = "2222222222222222";
    const fraud = { type: "fraud", confidence: 0.9, days: 10, isOpened: false };
    const facts = {
      ...factsOf(fraud),
      isOpened: { value: false, judgments: [{ spanId: other, via: "value" as const }] },
    };
    const correction = { spanId: other, recorded: false, expected: true, isSpanShared: false };
    const branch = { ...triage(fraud), facts };
    const unopened = runs.filter(({ facts }) => facts?.isOpened?.value === true);
    expect(reevaluate(branch, correction, runs).reevaluated).toMatchObject({
      isKnown: true,
      arm: "flag",
      others: { count: 2 },
    });
    expect(reevaluate(branch, correction, withoutAll(runs, unopened)).reevaluated).toMatchObject({ isKnown: false });
    expect(reevaluate(branch, correction, []).reevaluated).toMatchObject({ isKnown: false });
    const elsewhere = runs.map((run) => (run.arm === "flag" ? { ...run, arm: "call" } : run));
    expect(reevaluate(branch, correction, elsewhere).reevaluated).toMatchObject({ isKnown: false });
  });

  describe("with an arm that is looked up by the answer", () => {
    const arms: Record<string, string> = { refund: "refund-flow", shipping: "shipping-flow", gift: "refund-flow" };
    const lookUp = (type: string, facts: BranchFacts = {}): RecordedRun => ({
      traceId: type,
      spanId: "s",
      arm: arms[type] ?? null,
      conditions: [{ text: 'type === "fraud"', kind: "if", value: false, operands: [{ text: "type", value: type }] }],
      facts: { type: { value: type, judgments: link("output") }, ...facts },
    });
    const armOf = (expected: string, others: RecordedRun[], branch = lookUp("refund")) =>
      reevaluate(branch, correct("refund", expected), others).reevaluated;

    it("knows it only where a run with the corrected answer went this way", () => {
      expect(armOf("gift", [lookUp("refund"), lookUp("gift")])).toMatchObject({
        isKnown: true,
        arm: "refund-flow",
        others: { count: 1, links: [{ traceId: "gift" }] },
      });
      expect(armOf("refund", [])).toMatchObject({ isKnown: true, arm: "refund-flow" });
      expect(armOf("shipping", [lookUp("refund"), lookUp("shipping")])).toMatchObject({ isKnown: false });
    });

    it.each([
      ["alone", []],
      ["among runs with other answers", [lookUp("refund"), lookUp("gift")]],
    ])("does not know it %s", (_, others) => {
      expect(armOf("shipping", others)).toMatchObject({
        isKnown: false,
        reason: 'Nobody has recorded this way with `type` as "shipping".',
      });
    });

    it("does not know it past a condition that flips, without a run of that answer", () => {
      const flips = (run: RecordedRun, value: boolean): RecordedRun => ({
        ...run,
        conditions: [
          { text: 'type !== "refund"', kind: "if", value, operands: [{ text: "type", value: run.traceId }] },
        ],
      });
      const branch = flips(lookUp("refund"), false);
      const gift = flips(lookUp("gift"), true);
      const answer = (expected: string) => reevaluate(branch, correct("refund", expected), [gift]).reevaluated;
      expect(answer("gift")).toMatchObject({ isKnown: true, arm: "refund-flow" });
      expect(answer("shipping")).toMatchObject({ isKnown: false });
    });

    it("does not know it where the branch was given something computed from the answer", () => {
      const derived = { code: { value: "R1", judgments: link("output") } };
      expect(armOf("gift", [lookUp("gift", derived)], lookUp("refund", derived))).toMatchObject({
        isKnown: false,
        reason: expect.stringMatching(/^What `code` would be is not known: the code made it from this answer/),
      });
    });

    it("asks of a confidence no condition read that a run with another went the same way", () => {
      const sure = (value: number) => ({ "type.confidence": { value, judgments: link("confidence") } });
      const branch = lookUp("refund", sure(0.9));
      expect(armOf("gift", [lookUp("gift", sure(0.9))], branch)).toMatchObject({ isKnown: false });
      expect(armOf("gift", [lookUp("gift", sure(0.7))], branch)).toMatchObject({ isKnown: true });
    });
  });

  it("does not take it as recorded where its text names a fact of the judgment", () => {
    const facts = { type: { value: "refund", judgments: link("output") } };
    const condition = { text: "isEligible(type)", value: true, operands: [{ text: "order", value: 1 }] };
    expect(single(condition, correct("refund", "fraud"), facts)).toMatchObject({ isKnown: false });
  });

  it("reaches nothing but recorded data through member paths", () => {
    const facts = { order: { value: { days: 3 } }, type: { value: "refund", judgments: link("output") } };
    for (const text of ["order.constructor", "order.__proto__", "order.toString"]) {
      expect(single({ text, operands: [], value: true }, undefined, facts)).toMatchObject({ isKnown: false });
    }
  });
});
