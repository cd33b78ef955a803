import { boundJson } from "@/lib/bound-json";
import type { Json } from "@/lib/contract/json";
import type { StepView } from "@/lib/contract/trace";

const bounds = { maxText: 4000, maxItems: 60 };
const shownConditions = 200;
const maxAnswerLength = 1_500_000;

/**
 * The first of `steps` that fit into one answer, at least one, each small enough for a screen; whoever asked for more
 * asks again for the rest.
 */
export function boundSteps(steps: StepView[]): StepView[] {
  let length = 0;
  const fitting: StepView[] = [];
  for (const step of steps) {
    const bounded = boundStep(step);
    length += JSON.stringify(bounded).length;
    if (fitting.length > 0 && length > maxAnswerLength) break;
    fitting.push(bounded);
  }
  return fitting;
}

/** Long values are cut visibly; Raw spans has them whole. */
function boundStep(step: StepView): StepView {
  const { input, output, branch, judgments } = step;
  return {
    ...step,
    ...(input !== undefined && { input: boundJson(input, bounds) }),
    ...(output !== undefined && { output: boundJson(output, bounds) }),
    ...(judgments && {
      judgments: judgments.map((judgment) => ({ ...judgment, output: boundJson(judgment.output, bounds) })),
    }),
    ...(branch && {
      branch: {
        ...branch,
        outcome: boundJson(branch.outcome, bounds),
        facts: branch.facts && boundFacts(branch.facts),
        conditions: branch.conditions.slice(0, shownConditions).map((condition) => ({
          ...condition,
          text: String(boundJson(condition.text, bounds)),
          operands: condition.operands.slice(0, 50).map((operand) => ({
            ...operand,
            ...(operand.value !== undefined && { value: boundJson(operand.value, { maxText: 1000, maxItems: 20 }) }),
          })),
        })),
      },
    }),
  };
}

function boundFacts<Fact extends { value: Json }>(facts: { [name: string]: Fact }): { [name: string]: Fact } {
  const entries = Object.entries(facts).slice(0, 50);
  return Object.fromEntries(entries.map(([name, fact]) => [name, { ...fact, value: boundJson(fact.value, bounds) }]));
}
