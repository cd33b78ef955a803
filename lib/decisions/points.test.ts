import { describe, expect, test } from "vitest";
import type { Json } from "../contract/json";
import { makeSpan } from "../otlp/testing";
import { deriveTrace } from "./derive-trace";
import { effectiveShape, learnPoint, projectAnswer } from "./points";
import type { RecognizedJudgment } from "./types";

type Given = { output: Json; task?: string; attributes?: { [key: string]: Json } };

/** Judgments as recognition makes them, from spans marked by hand. */
function judgments(...given: Given[]): RecognizedJudgment[] {
  return given.flatMap(({ output, attributes }) => {
    const text = typeof output === "string" ? output : JSON.stringify(output);
    const content = [{ role: "assistant", parts: [{ type: "text", content: text }] }];
    const span = makeSpan({
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.output.messages": JSON.stringify(content), ...attributes },
    });
    return deriveTrace({ spans: [span], logs: [] }).judgments;
  });
}

function learn(all: RecognizedJudgment[]) {
  let state: ReturnType<typeof learnPoint> | undefined;
  for (const judgment of all) state = learnPoint(state?.evidence, judgment);
  if (!state) throw new Error("nothing to learn from");
  return state;
}

const none = { choices: null, confidence: null, scores: null };

describe("learning a point's shape", () => {
  test("few short texts are the choices of a classification", () => {
    const { learned } = learn(judgments({ output: "refund" }, { output: "fraud" }, { output: "refund" }));
    expect(learned).toEqual({ task: "classify", choices: ["fraud", "refund"], answerPath: null, confidencePath: null });
  });

  test("more than twelve texts, or one long text, are generated text", () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ output: `word ${index}` }));
    expect(learn(judgments(...many)).learned.task).toBe("generate");
    const long = { output: "We are sorry about the torn jacket. A refund is on its way." };
    expect(learn(judgments({ output: "refund" }, long)).learned).toMatchObject({ task: "generate", choices: null });
  });

  test("an object with one enumerated answer and its confidence is a classification", () => {
    const { learned } = learn(
      judgments(
        {
          output: { category: "refund", confidence: 0.9, reason: "The customer asks for money back for a torn item." },
        },
        { output: { category: "other", confidence: 0.4, reason: "Nothing fits." } },
      ),
    );
    expect(learned).toEqual({
      task: "classify",
      choices: ["other", "refund"],
      answerPath: "category",
      confidencePath: "confidence",
    });
  });

  test("the schema's enumeration gives the choices in its own order, values not seen included", () => {
    const schema = {
      type: "object",
      properties: { category: { enum: ["refund", "fraud", "other"] }, confidence: { type: "number" } },
    };
    const { learned } = learn(
      judgments({ output: { category: "fraud", confidence: 1 }, attributes: { "ai.schema": JSON.stringify(schema) } }),
    );
    expect(learned).toMatchObject({ task: "classify", choices: ["refund", "fraud", "other"], answerPath: "category" });
  });

  test("two facts of equal weight are an extraction", () => {
    const { learned } = learn(judgments({ output: { days: 12, condition: "damaged" } }));
    expect(learned).toMatchObject({ task: "extract", answerPath: null });
  });

  test("a nested answer is found by its dotted path", () => {
    const { learned } = learn(judgments({ output: { result: { label: "spam", score: 0.7 } } }));
    expect(learned).toMatchObject({ task: "classify", answerPath: "result.label", confidencePath: "result.score" });
  });

  test("a single boolean is a detection", () => {
    expect(learn(judgments({ output: { isSpam: true } })).learned).toMatchObject({
      task: "detect",
      answerPath: "isSpam",
    });
  });

  test("a tool the model chose is a selection among the tools offered", () => {
    const call = [{ role: "assistant", parts: [{ type: "tool_call", id: "1", name: "refund", arguments: { id: 7 } }] }];
    const tools = [{ name: "refund" }, { name: "freeze" }];
    const attributes = {
      "gen_ai.output.messages": JSON.stringify(call),
      "gen_ai.tool.definitions": JSON.stringify(tools),
    };
    const { learned } = learn(judgments({ output: null, attributes }));
    expect(learned).toMatchObject({ task: "select", choices: ["freeze", "refund"] });
  });

  test("what the sender stated goes before what answers look like", () => {
    const span = makeSpan({
      attributes: {
        "casebook.kind": "judgment",
        "casebook.name": "condition",
        "casebook.judgment.task": "extract",
        "casebook.output": '"torn"',
      },
    });
    expect(learn(deriveTrace({ spans: [span], logs: [] }).judgments).learned.task).toBe("extract");
  });

  test("concludes the same in every order and with repeats", () => {
    const all = judgments(
      { output: { category: "refund", confidence: 0.9 } },
      { output: { category: "fraud", confidence: 0.2, reason: "Unknown charge on the card, the owner denies it." } },
      { output: "refund" },
      ...Array.from({ length: 14 }, (_, index) => ({ output: { category: `c${index}` } })),
      { output: { amount: 3 } },
    );
    const expected = learn(all);
    for (let shift = 1; shift < all.length; shift += 1) {
      const moved = [...all.slice(shift), ...all.slice(0, shift)].reverse();
      expect(learn([...moved, ...moved])).toEqual(expected);
    }
  });
});

describe("projecting an answer", () => {
  test("takes answer and confidence out of a structured output", () => {
    const shape = {
      task: "classify",
      choices: ["refund", "fraud"],
      answerPath: "category",
      confidencePath: "confidence",
    } as const;
    const projected = projectAnswer({ ...shape, choices: ["refund", "fraud"] }, none, {
      category: "Refund",
      confidence: 0.93,
    });
    expect(projected).toEqual({
      task: "classify",
      output: "refund",
      choices: ["refund", "fraud"],
      confidence: 0.93,
      scores: null,
    });
  });

  test("keeps what the sender stated", () => {
    const shape = { task: "classify", choices: ["a"], answerPath: null, confidencePath: null } as const;
    const stated = { choices: ["a", "b"], confidence: 0.5, scores: { a: 0.5 } };
    expect(projectAnswer({ ...shape, choices: ["a"] }, stated, "b")).toEqual({
      task: "classify",
      output: "b",
      ...stated,
    });
  });

  test("names the tool for a selection and gives the arguments for an extraction", () => {
    const call = { tool: "refund", arguments: { id: 7 } };
    const shape = { choices: null, answerPath: null, confidencePath: null };
    expect(projectAnswer({ task: "select", ...shape }, none, call).output).toBe("refund");
    expect(projectAnswer({ task: "extract", ...shape }, none, call).output).toEqual({ id: 7 });
  });

  test("gives the whole answer where the path leads nowhere", () => {
    const shape = { task: "classify" as const, choices: null, answerPath: "category", confidencePath: "confidence" };
    expect(projectAnswer(shape, none, { label: "x" })).toMatchObject({ output: { label: "x" }, confidence: null });
    expect(projectAnswer(shape, none, null)).toMatchObject({ output: null });
  });

  test("a person's settings go before what was learned, field by field", () => {
    const learned = { task: "extract" as const, choices: null, answerPath: null, confidencePath: "confidence" };
    expect(effectiveShape(learned, { task: "classify", answerPath: "kind" })).toEqual({
      task: "classify",
      choices: null,
      answerPath: "kind",
      confidencePath: "confidence",
    });
  });
});
