// Stand-in by helper "server" so that the tree builds; helper "recognition" replaces this file.
import type { Json } from "../contract/json";
import type { PointSettings, PointShape } from "../contract/point";
import type { RecognizedJudgment } from "./types";

type Stated = { choices: string[] | null; confidence: number | null; scores: { [answer: string]: number } | null };

export function learnPoint(_evidence: Json | undefined, judgment: RecognizedJudgment) {
  const learned: PointShape = { task: judgment.task, choices: null, answerPath: null, confidencePath: null };
  return { evidence: {} as Json, learned };
}

export function effectiveShape(learned: PointShape, _settings: PointSettings): PointShape {
  return learned;
}

export function projectAnswer(shape: PointShape, stated: Stated, rawOutput: Json) {
  return { task: shape.task, output: rawOutput, ...stated };
}
