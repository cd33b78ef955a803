import { describe, expect, it } from "vitest";
import type { StepOutline } from "@/db/queries/steps";
import { findOpening, listExecutions } from "./lane-items";
import { packOutline, unpackOutline } from "./outline";

const outline = (step: Partial<StepOutline> & { spanId: string }): StepOutline => ({
  parentSpanId: null,
  workflowSpanId: "w",
  kind: "span",
  name: step.spanId,
  isError: false,
  startUs: 1_000_000,
  durationUs: 10,
  judgments: 0,
  isJudgmentDetail: false,
  ...step,
});
const executionsOf = (steps: StepOutline[]) => listExecutions(unpackOutline(packOutline(steps)));
const keysOf = (steps: StepOutline[]) => executionsOf(steps).map(({ items }) => items.map((item) => item.key));

describe("packOutline", () => {
  it("gives back what went in", () => {
    const [root, child] = unpackOutline(
      packOutline([
        outline({ spanId: "w", kind: "workflow" }),
        outline({ spanId: "j", parentSpanId: "w", kind: "judgment", startUs: 1_000_250, isError: true, judgments: 2 }),
      ]),
    );
    expect(root).toMatchObject({ spanId: "w", kind: "workflow", parent: -1, workflow: 0, offsetUs: 0 });
    expect(child).toMatchObject({ name: "j", parent: 0, workflow: 0, offsetUs: 250, judgments: 2, isError: true });
  });
});

describe("listExecutions", () => {
  it("shows every judgment of a typed decision, facts, branches and actions, and no plain span beside branches", () => {
    const steps = [
      outline({ spanId: "w", kind: "workflow" }),
      outline({ spanId: "fact", kind: "fact" }),
      outline({ spanId: "j", kind: "judgment", judgments: 2 }),
      outline({ spanId: "http" }),
      outline({ spanId: "branch", kind: "branch" }),
      outline({ spanId: "act", kind: "action" }),
    ];
    expect(keysOf(steps)).toEqual([["fact", "j", "j-1", "branch", "act"]]);
  });

  it("without branches shows the spans that followed a judgment, not its details, wrappers or what came before", () => {
    const steps = [
      outline({ spanId: "w" }),
      outline({ spanId: "before", parentSpanId: "w" }),
      outline({ spanId: "wrapper", parentSpanId: "w" }),
      outline({ spanId: "j", parentSpanId: "wrapper", kind: "judgment", judgments: 1 }),
      outline({ spanId: "call", parentSpanId: "j", isJudgmentDetail: true }),
      outline({ spanId: "db", parentSpanId: "w" }),
    ];
    expect(keysOf(steps)).toEqual([["j", "db"]]);
  });

  it("keeps executions of one trace apart", () => {
    const steps = [
      outline({ spanId: "w", kind: "workflow" }),
      outline({ spanId: "v", kind: "workflow", workflowSpanId: "v" }),
      outline({ spanId: "a", kind: "action" }),
      outline({ spanId: "b", kind: "action", workflowSpanId: "v" }),
    ];
    expect(keysOf(steps)).toEqual([["a"], ["b"]]);
  });
});

describe("findOpening", () => {
  const executions = executionsOf([
    outline({ spanId: "w", kind: "workflow" }),
    outline({ spanId: "v", kind: "workflow", workflowSpanId: "v" }),
    outline({ spanId: "u", kind: "workflow", workflowSpanId: "u" }),
    outline({ spanId: "j", kind: "judgment", workflowSpanId: "v", judgments: 2 }),
    outline({ spanId: "k", kind: "judgment", workflowSpanId: "u", judgments: 1 }),
  ]);

  it("opens the execution a step lies in, whichever question of it is named", () => {
    expect(findOpening(executions, "k")?.root.spanId).toBe("u");
    expect(findOpening(executions, "j-1")?.root.spanId).toBe("v");
  });

  it("otherwise opens the first one with a judgment", () => {
    expect(findOpening(executions, undefined)?.root.spanId).toBe("v");
    expect(findOpening(executions, "unknown")?.root.spanId).toBe("v");
  });
});
