import type { StepOutline } from "@/db/queries/steps";
import { type StepKind, stepKinds } from "@/lib/contract/vocabulary";

/** A trace's step outlines as columns: a third of the bytes of ten thousand objects. */
export type PackedOutline = {
  originUs: number;
  names: string[];
  spanIds: string[];
  /** Positions of parent and workflow span in `spanIds`; -1 for none that is here. */
  parents: number[];
  workflows: number[];
  kinds: number[];
  nameIndexes: number[];
  offsetsUs: number[];
  durationsUs: number[];
  judgments: number[];
  /** Bit 1: failed; bit 2: detail or wrapper of a judgment. */
  flags: number[];
};

export type OutlineStep = {
  index: number;
  spanId: string;
  parent: number;
  workflow: number;
  kind: StepKind;
  name: string;
  /** Microseconds after the trace's first step. */
  offsetUs: number;
  durationUs: number;
  judgments: number;
  isError: boolean;
  isJudgmentDetail: boolean;
};

/** Packs step outlines, given in the order they ran, for the way to the browser. */
export function packOutline(steps: StepOutline[]): PackedOutline {
  const positions = new Map(steps.map((step, index) => [step.spanId, index]));
  const names = new Map<string, number>();
  const nameIndex = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const positionOf = (spanId: string | null) => (spanId === null ? -1 : (positions.get(spanId) ?? -1));
  const originUs = steps[0]?.startUs ?? 0;
  return {
    originUs,
    spanIds: steps.map((step) => step.spanId),
    parents: steps.map((step) => positionOf(step.parentSpanId)),
    workflows: steps.map((step) => positionOf(step.workflowSpanId)),
    kinds: steps.map((step) => stepKinds.indexOf(step.kind)),
    nameIndexes: steps.map((step) => nameIndex(step.name.slice(0, 200))),
    offsetsUs: steps.map((step) => step.startUs - originUs),
    durationsUs: steps.map((step) => step.durationUs),
    judgments: steps.map((step) => step.judgments),
    flags: steps.map((step) => (step.isError ? 1 : 0) | (step.isJudgmentDetail ? 2 : 0)),
    names: [...names.keys()],
  };
}

export function unpackOutline(packed: PackedOutline): OutlineStep[] {
  return packed.spanIds.map((spanId, index) => ({
    index,
    spanId,
    parent: packed.parents[index] ?? -1,
    workflow: packed.workflows[index] ?? -1,
    kind: stepKinds[packed.kinds[index] ?? -1] ?? "span",
    name: packed.names[packed.nameIndexes[index] ?? -1] ?? "",
    offsetUs: packed.offsetsUs[index] ?? 0,
    durationUs: packed.durationsUs[index] ?? 0,
    judgments: packed.judgments[index] ?? 0,
    isError: ((packed.flags[index] ?? 0) & 1) === 1,
    isJudgmentDetail: ((packed.flags[index] ?? 0) & 2) === 2,
  }));
}
