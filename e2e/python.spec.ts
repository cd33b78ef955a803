import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { preparePython } from "../scripts/python.mjs";
import { runTriageWith, type SeenComplaint } from "./complaint-triage";
import type { TestServer } from "./server";
import { expect, test } from "./test";

const example = path.resolve(import.meta.dirname, "../examples/python-triage");

type Link = { spanId: string; via: string; field?: string };
type Condition = { text: string; value: unknown; operands: { value: unknown; judgments?: Link[] }[] };
type Step = {
  spanId: string;
  kind: string;
  name: string;
  judgments?: {
    point: string;
    task: string;
    output: unknown;
    confidence: number | null;
    choices: string[] | null;
  }[];
  branch?: { file: string; line: number; arm: string; outcome: unknown; conditions: Condition[] };
  output?: unknown;
};
type Api = (path: string) => Promise<unknown>;

/** Runs the Python program against the server. @returns the arm it printed, by complaint */
async function runProgram(server: TestServer): Promise<Map<string, string>> {
  const env = { ...process.env, CASEBOOK_URL: server.url, CASEBOOK_API_KEY: server.apiKey };
  const { stdout } = await promisify(execFile)(preparePython(example), ["triage.py"], { cwd: example, env });
  return new Map(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split("  ").slice(0, 2) as [string, string]),
  );
}

/** The newest trace of a complaint: each test runs the program once more. */
async function traceOf(api: Api, complaint: string): Promise<{ traceId: string; steps: Step[] }> {
  const { items } = (await api(`/api/v1/traces?subject=complaint:${complaint}`)) as { items: { traceId: string }[] };
  expect(items.length, complaint).toBeGreaterThan(0);
  return (await api(`/api/v1/traces/${items[0]?.traceId}`)) as { traceId: string; steps: Step[] };
}

const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

test("a Python program's decisions arrive as the TypeScript program's do", async ({ server, api }) => {
  const arms = await runProgram(server);
  expect([...arms.values()].sort()).toEqual([
    "approve_refund",
    "escalate_low_confidence",
    "escalate_refund",
    "escalate_refund",
    "flag_for_review",
    "open_carrier_ticket",
  ]);
  const seen: SeenComplaint[] = [];
  const python = new Map<string, unknown>();
  for (const [complaint, arm] of arms) {
    const { steps } = await traceOf(api, complaint);
    expect(steps.map(({ kind }) => kind)).toEqual(["workflow", "judgment", "judgment", "fact", "branch", "action"]);
    const branch = steps.find((step) => step.branch)?.branch;
    expect(branch).toMatchObject({ file: "examples/python-triage/triage.py", arm, outcome: arm });

    seen.push(seenIn(complaint, steps));
    python.set(complaint, told(steps));
  }

  await runTriageWith(server, seen);
  for (const { id } of seen) {
    // What was captured is spelled out once its source has arrived, a moment after the trace.
    await expect(async () => {
      const { steps } = await traceOf(api, id);
      expect(told(steps), id).toEqual(python.get(id.replace("TS", "PY")));
    }).toPass();
  }
});

/** What the program saw of a complaint, for the TypeScript program to see the same. */
function seenIn(complaint: string, steps: Step[]): SeenComplaint {
  const [type, condition] = steps.flatMap((step) => step.judgments ?? []);
  const order = steps.find(({ kind }) => kind === "fact")?.output;
  if (!type || !condition) throw new Error(`${complaint} has no judgments.`);
  return { id: complaint.replace("PY", "TS"), text: complaint, type, condition, order };
}

/** A trace as both programs should tell it: the questions and answers, the arm, and what its conditions read of whom. */
function told(steps: Step[]) {
  const judgments = steps.flatMap((step) => step.judgments ?? []);
  const branch = steps.find((step) => step.branch)?.branch;
  const points = new Map(steps.map(({ spanId, name }) => [spanId, name]));
  // By hand nobody writes that a value was set under a condition, as capture does (`control`).
  const links = (branch?.conditions ?? [])
    .flatMap(({ operands }) => operands.flatMap((one) => one.judgments ?? []))
    .filter(({ via }) => via === "value");
  return {
    kinds: steps.map(({ kind }) => kind),
    judgments: judgments.map(({ point, task, output, confidence, choices }) => ({
      point,
      task,
      output,
      confidence,
      choices,
    })),
    arm: branch?.arm,
    outcome: branch?.outcome,
    read: [...new Set(links.map(({ spanId, field }) => `${points.get(spanId)} ${field}`))].sort(),
  };
}

test("each condition of the Python program carries its values and the judgment they came from", async ({
  server,
  api,
}) => {
  await runProgram(server);
  const { steps } = await traceOf(api, "PY-1");
  const [type, condition] = steps.filter(({ kind }) => kind === "judgment");
  const link = (step: Step | undefined, field: string) => ({ spanId: step?.spanId, via: "value", field });
  const read = (steps.find((step) => step.branch)?.branch?.conditions ?? []).map(({ text, value, operands }) => ({
    text,
    value,
    read: operands.map((operand) => operand.value),
    links: operands.flatMap(({ judgments }) => judgments ?? []),
  }));
  expect(read).toEqual([
    { text: "type.confidence < 0.6", value: false, read: [0.93], links: [link(type, "confidence")] },
    { text: 'type === "refund"', value: true, read: ["refund"], links: [link(type, "output")] },
    { text: "days <= 30", value: true, read: [12], links: [] },
    { text: 'condition === "unopened"', value: true, read: ["unopened"], links: [link(condition, "output")] },
  ]);
});

test("the Timeline shows a Python branch beside the judgments it read", async ({ page, server, api }) => {
  await runProgram(server);
  const { traceId } = await traceOf(api, "PY-1");
  await page.goto(`/default/traces/${traceId}`);
  const branch = card(page, "Branch route_complaint");
  await expect(branch.getByText("took approve_refund")).toBeVisible();
  await expect(branch).toContainText("examples/python-triage/triage.py");
  const conditions = branch.getByRole("list", { name: "Conditions in the order they ran" }).locator("> li");
  await expect(conditions).toHaveCount(4);
  await expect(conditions.nth(1)).toContainText('type === "refund"');
  await expect(conditions.nth(1).getByRole("button", { name: "from complaint_type" })).toBeVisible();
  await expect(conditions.nth(2)).toContainText("no judgment found behind these values");
  await expect(conditions.nth(3).getByRole("button", { name: "from item_condition" })).toBeVisible();
  await expect(card(page, "Action approve_refund").getByText("effect", { exact: true })).toBeVisible();
});
