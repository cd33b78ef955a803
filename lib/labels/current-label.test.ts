import { describe, expect, it } from "vitest";
import type { Json } from "../contract/json";
import type { LabelVerdict } from "../contract/vocabulary";
import { type AuthoredLabel, currentLabel } from "./current-label";

let count = 0;

function event(authorId: string, verdict: LabelVerdict, expected: Json | null = null): AuthoredLabel {
  count++;
  return {
    id: `label-${count}`,
    judgmentId: "j",
    verdict,
    expected,
    expectedArm: null,
    note: null,
    tags: [],
    authorId,
    author: authorId.toUpperCase(),
    at: new Date(count * 1000).toISOString(),
  };
}

const stateOf = (...events: AuthoredLabel[]) => {
  const label = currentLabel(events);
  return label && { verdict: label.verdict, expected: label.expected, author: label.author };
};

describe("currentLabel", () => {
  it("is absent without events", () => {
    expect(currentLabel([])).toBeUndefined();
  });

  it.each(["correct", "incorrect"] as const)("is what the only person said: %s", (verdict) => {
    expect(stateOf(event("ada", verdict, "refund"))).toEqual({ verdict, expected: "refund", author: "ADA" });
  });

  it("takes a person's newest word", () => {
    expect(stateOf(event("ada", "correct", "refund"), event("ada", "incorrect", "fraud"))).toEqual({
      verdict: "incorrect",
      expected: "fraud",
      author: "ADA",
    });
  });

  it("is absent once the only person took it back, whatever they had said before", () => {
    const events = [event("ada", "correct", "refund"), event("ada", "incorrect", "fraud"), event("ada", "withdrawn")];
    expect(currentLabel(events)).toBeUndefined();
  });

  it("stands again when given again after being taken back", () => {
    const events = [event("ada", "incorrect", "fraud"), event("ada", "withdrawn"), event("ada", "incorrect", "other")];
    expect(stateOf(...events)).toEqual({ verdict: "incorrect", expected: "other", author: "ADA" });
  });

  it("is disputed where two people name different answers", () => {
    expect(stateOf(event("ada", "correct", "refund"), event("bob", "incorrect", "fraud"))).toEqual({
      verdict: "disputed",
      expected: null,
      author: "BOB",
    });
    expect(stateOf(event("ada", "incorrect", "other"), event("bob", "incorrect", "fraud"))?.verdict).toBe("disputed");
  });

  it("is settled when one side of a dispute withdraws or comes round", () => {
    const dispute = [event("ada", "correct", "refund"), event("bob", "incorrect", "fraud")];
    expect(stateOf(...dispute, event("bob", "withdrawn"))).toEqual({
      verdict: "correct",
      expected: "refund",
      author: "ADA",
    });
    expect(stateOf(...dispute, event("ada", "incorrect", "fraud"))).toEqual({
      verdict: "incorrect",
      expected: "fraud",
      author: "ADA",
    });
  });

  it("agrees on equal objects whatever the order of their keys", () => {
    const events = [event("ada", "incorrect", { a: 1, b: [2] }), event("bob", "incorrect", { b: [2], a: 1 })];
    expect(stateOf(...events)?.verdict).toBe("incorrect");
  });

  it("lets unsure dispute nothing, and stand only where nobody claims an answer", () => {
    expect(stateOf(event("ada", "correct", "refund"), event("bob", "unsure"))).toEqual({
      verdict: "correct",
      expected: "refund",
      author: "ADA",
    });
    expect(stateOf(event("ada", "unsure"))?.verdict).toBe("unsure");
    expect(stateOf(event("ada", "correct", "refund"), event("ada", "unsure"))?.verdict).toBe("unsure");
  });

  it("lets nobody take back another person's label", () => {
    expect(stateOf(event("ada", "correct", "refund"), event("bob", "withdrawn"))?.verdict).toBe("correct");
  });

  it("tells people apart by id, not by name", () => {
    const renamed = { ...event("ada", "withdrawn"), author: "BOB" };
    expect(stateOf(event("bob", "correct", "refund"), renamed)?.verdict).toBe("correct");
  });

  it("holds for every history of up to four events by two people", () => {
    const said: (() => AuthoredLabel)[] = ["ada", "bob"].flatMap((person) => [
      () => event(person, "correct", "refund"),
      () => event(person, "incorrect", "fraud"),
      () => event(person, "unsure"),
      () => event(person, "withdrawn"),
    ]);
    const histories = (length: number): AuthoredLabel[][] =>
      length === 0 ? [[]] : histories(length - 1).flatMap((rest) => said.map((say) => [...rest, say()]));
    for (const history of [0, 1, 2, 3, 4].flatMap(histories)) {
      const last = ["ada", "bob"].map((person) => history.findLast((one) => one.authorId === person));
      const claims = last.flatMap((one) => (one?.verdict === "correct" || one?.verdict === "incorrect" ? [one] : []));
      const isUnsure = claims.length === 0 && last.some((one) => one?.verdict === "unsure");
      const answers = new Set(claims.map((one) => one.expected));
      const wanted = isUnsure ? "unsure" : answers.size > 1 ? "disputed" : claims[0]?.verdict;
      expect(currentLabel(history)?.verdict).toBe(wanted);
    }
  });
});
