import type { OutlineStep } from "./outline";

export type WaterfallRowData = { step: OutlineStep; depth: number };

/** Steps with children right under their parents, each group in the order it ran; a cycle of parents is cut. */
export function nestSteps(steps: OutlineStep[]): WaterfallRowData[] {
  const children = Map.groupBy(steps, (step) => step.parent);
  const rows: WaterfallRowData[] = [];
  const seen = new Set<number>();
  const place = (roots: OutlineStep[]) => {
    const stack = roots.map((step) => ({ step, depth: 0 })).reverse();
    for (let row = stack.pop(); row; row = stack.pop()) {
      if (seen.has(row.step.index)) continue;
      seen.add(row.step.index);
      rows.push(row);
      const { depth } = row;
      stack.push(...(children.get(row.step.index) ?? []).map((step) => ({ step, depth: depth + 1 })).reverse());
    }
  };
  place(children.get(-1) ?? []);
  place(steps.filter((step) => !seen.has(step.index)));
  return rows;
}
