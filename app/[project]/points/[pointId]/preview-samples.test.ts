import { expect, it } from "vitest";
import type { PointSample } from "@/db/queries/points";
import type { PointShape } from "@/lib/contract/point";
import { previewSamples } from "./preview-samples";

const learned: PointShape = { task: "extract", choices: null, answerPath: null, confidencePath: null };
const rawOutput = { category: "refund", sure: 0.4 };
const sample: PointSample = {
  id: "a",
  input: "Where is it?",
  output: rawOutput,
  confidence: null,
  rawOutput,
  stated: { choices: null, confidence: null, scores: null },
};

it("shows what a judgment would answer under other paths, beside what it answers now", () => {
  const settings = { task: "classify" as const, answerPath: "category", confidencePath: "sure" };
  expect(previewSamples([sample], { learned, settings })).toEqual([
    {
      id: "a",
      input: "Where is it?",
      before: { output: rawOutput, confidence: null },
      after: { output: "refund", confidence: 0.4 },
      isChanged: true,
    },
  ]);
});

it("says that nothing changes where the settings say what was learned", () => {
  expect(previewSamples([sample], { learned, settings: {} })[0]?.isChanged).toBe(false);
});
