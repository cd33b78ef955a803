import { describe, expect, it } from "vitest";
import type { JudgmentLink } from "@/lib/contract/branch";
import { readDecision } from "./read-links";
import { eventOf } from "./source.fixture";

const from = (spanId: string, field = "output"): JudgmentLink => ({ spanId, via: "value", field });
const test = (given: object) => eventOf({ kind: "if", at: [1, 4, 1, 20], value: false, arm: "else", ...given });

describe("readDecision", () => {
  it("names what was read twice with one value once, with all the judgments behind it", () => {
    const confidence = { text: "type.confidence", value: 0.9, judgments: [from("a", "confidence")] };
    const floor = { text: "floor", value: 0.6 };
    const { operands } = readDecision(
      test({ operands: [confidence, confidence, floor, { ...floor, value: 0.7 }] }),
      [],
    );
    expect(operands).toEqual([
      { ...confidence, judgments: [from("a", "confidence"), from("a", "confidence")] },
      floor,
      { ...floor, value: 0.7 },
    ]);
  });

  it("leaves out a judgment that a test which stopped early never read", () => {
    const event = test({
      judgments: [from("unread"), from("read")],
      operands: [{ text: "days", value: 59, judgments: [from("read")] }],
    });
    expect(readDecision(event, [{ kind: "and", arm: "left" }]).judgments).toEqual([from("read")]);
    expect(readDecision(event, [{ kind: "and", arm: "right" }]).judgments).toEqual([from("unread"), from("read")]);
  });

  it("does not take what was written under a judgment for having read it", () => {
    const total = { text: "total", value: 1.5, judgments: [{ spanId: "a", via: "control" as const }] };
    expect(
      readDecision(test({ judgments: [from("a")], operands: [total] }), [{ kind: "and", arm: "left" }]).judgments,
    ).toEqual([]);
  });

  it("keeps what a judgment decided the writing of", () => {
    const under: JudgmentLink = { spanId: "b", via: "control" };
    const event = test({ judgments: [under], operands: [{ text: "days", value: 59 }] });
    expect(readDecision(event, [{ kind: "or", arm: "left" }]).judgments).toEqual([under]);
  });
});
