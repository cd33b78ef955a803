import type { PointSample } from "@/db/queries/points";
import { boundJson } from "@/lib/bound-json";
import type { Json } from "@/lib/contract/json";
import type { PointSettings, PointShape } from "@/lib/contract/point";
import { effectiveShape, projectAnswer } from "@/lib/decisions/points";

type Answer = { output: Json; confidence: number | null };
export type PreviewRow = { id: string; input: string; before: Answer; after: Answer; isChanged: boolean };

const bounds = { maxText: 300, maxItems: 12 };

/** What each judgment answers now, and what it would answer under `settings`. */
export function previewSamples(
  samples: PointSample[],
  { learned, settings }: { learned: PointShape; settings: PointSettings },
): PreviewRow[] {
  const shape = effectiveShape(learned, settings);
  return samples.map(({ id, input, output, confidence, rawOutput, stated }) => {
    const projected = projectAnswer(shape, stated, rawOutput);
    const before = { output: boundJson(output, bounds), confidence };
    const after = { output: boundJson(projected.output, bounds), confidence: projected.confidence };
    return { id, input, before, after, isChanged: JSON.stringify(before) !== JSON.stringify(after) };
  });
}
