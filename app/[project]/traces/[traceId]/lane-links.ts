import type { LinkedJudgment } from "@/components/branch/judgment-chip";
import type { JudgmentLink } from "@/lib/contract/branch";
import type { StepView } from "@/lib/contract/trace";
import { itemKey, type LaneItem } from "./lane-items";

/** A line from a judgment to one condition that read it; `place` counts the lines that end there, from 0. */
export type LaneLink = {
  from: string;
  to: string;
  condition: number;
  place: number;
  via: JudgmentLink["via"];
  color: number;
};

export type LinkIndex = {
  judgmentOf: (link: JudgmentLink) => LinkedJudgment | undefined;
  colorOf: (key: string) => number;
};

/**
 * Gives every judgment in the lanes its colour, and finds the one a link names: with several questions on one span
 * it is the one whose name ends as the field read does, else the first.
 */
export function indexJudgments(items: LaneItem[], steps: Map<string, StepView>): LinkIndex {
  const colors = new Map<string, number>();
  const bySpan = new Map<string, LaneItem[]>();
  for (const item of items) {
    if (item.lane !== "left") continue;
    colors.set(item.key, colors.size);
    const group = bySpan.get(item.step.spanId);
    if (group) group.push(item);
    else bySpan.set(item.step.spanId, [item]);
  }
  const pointOf = (item: LaneItem) => steps.get(item.step.spanId)?.judgments?.[item.ordinal]?.point ?? item.step.name;
  return {
    colorOf: (key) => colors.get(key) ?? 0,
    judgmentOf: (link) => {
      const group = bySpan.get(link.spanId);
      const question = link.field?.replace(/^output\./, "").split(".")[0];
      const item = group?.find((candidate) => question && pointOf(candidate).endsWith(`.${question}`)) ?? group?.[0];
      return item && { key: item.key, point: pointOf(item), color: colors.get(item.key) ?? 0 };
    },
  };
}

/** All lines of the branches whose payload is here; a condition that read a judgment twice gets one. */
export function listLinks(items: LaneItem[], steps: Map<string, StepView>, { judgmentOf }: LinkIndex): LaneLink[] {
  return items.flatMap(({ step }) => {
    const conditions = steps.get(step.spanId)?.branch?.conditions ?? [];
    const to = itemKey(step.spanId, 0);
    return conditions.flatMap((condition, index) => {
      const found = new Map<string, LaneLink>();
      for (const link of condition.operands.flatMap((operand) => operand.judgments ?? [])) {
        const judgment = judgmentOf(link);
        if (!judgment || found.has(judgment.key)) continue;
        found.set(judgment.key, {
          from: judgment.key,
          to,
          condition: index,
          place: found.size,
          via: link.via,
          color: judgment.color,
        });
      }
      return [...found.values()];
    });
  });
}
