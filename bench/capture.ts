import { configure, workflow } from "casebook";
import { loadPlain } from "./load-plain.ts";
import { measure } from "./measure.ts";
import { type Request, type Review, reviewCoverage } from "./programs/coverage-review.ts";
import { enterOnly } from "./programs/entry-only.ts";
import { countBelow } from "./programs/flat-conditions.ts";
import { keepSpans, rowsOf, startProvider } from "./recorded.ts";
import { listRequests } from "./requests.ts";
import { readSiteTable, type SiteTable } from "./site-table.ts";
import type { Figure, Subject } from "./subject.ts";

const batch = 48;

/** What recording costs, against the same function without it in the same run. */
export const capture: Subject = {
  title: "Capture",
  measure: async () => {
    startProvider();
    return [...(await measureReview()), ...(await measureFlat())];
  },
};

async function measureReview(): Promise<Figure[]> {
  const { reviewCoverage: plain } = await loadPlain<{ reviewCoverage: (request: Request) => Review }>(
    "coverage-review",
  );
  const inputs = listRequests(batch);
  const off = measureOff({ inputs, plain, audited: reviewCoverage });
  const counted = await countRows("coverage-review", () => {
    const inWorkflow = workflow("review", reviewCoverage);
    for (const input of inputs) inWorkflow(input);
  });
  const [decisions, rows] = [counted.decisions / batch, counted.rows / batch];
  const ns = measureRecorded({ inputs, plain, audited: reviewCoverage });
  const recording = ns.kept - ns.workflow;
  const entry = await measureEntry(inputs);
  const ratio = off.audited / off.plain;
  const perDecision = (recording - entry) / (decisions - 1);
  return [
    {
      what: `a function of ${counted.sites} decisions, ${decisions.toFixed(1)} of them in a run, uninstrumented`,
      figure: `${off.plain.toFixed(0)} ns`,
    },
    {
      what: "compiled in but off, to the uninstrumented function",
      figure: `${ratio.toFixed(2)} (${off.audited.toFixed(0)} ns)`,
      goal: "≤ 1.5",
      isReached: ratio <= 1.5,
    },
    {
      what: "outside of workflows, in a process that records others",
      figure: `${(ns.outside / ns.plain).toFixed(2)} (${ns.outside.toFixed(0)} ns)`,
    },
    {
      what: "recorded, per decision with its operands",
      figure: `${perDecision.toFixed(0)} ns`,
      goal: "< 400 ns",
      isReached: perDecision < 400,
    },
    { what: `recorded, per row (${rows.toFixed(1)} in a run)`, figure: `${(recording / rows).toFixed(0)} ns` },
    { what: "recorded, entering with its six parameters and one decision", figure: us(entry) },
    { what: "recorded, a whole run", figure: us(recording) },
    { what: "its span with the rows as JSON on top", figure: us(ns.sent - ns.kept) },
    { what: "for comparison: `workflow()` alone, with its span and input", figure: us(ns.workflow - ns.plain) },
  ];
}

/** What recording costs of a function that takes the same and decides one thing. */
async function measureEntry(inputs: Request[]): Promise<number> {
  const { enterOnly: plain } = await loadPlain<{ enterOnly: (request: Request) => unknown }>("entry-only");
  const ns = measureRecorded({ inputs, plain, audited: enterOnly });
  return ns.kept - ns.workflow;
}

async function measureFlat(): Promise<Figure[]> {
  const { countBelow: plain } = await loadPlain<{ countBelow: (n: number) => number }>("flat-conditions");
  const inputs = Array.from({ length: batch }, (_, index) => index % 37);
  const ns = measureRecorded({ inputs, plain, audited: countBelow });
  return [{ what: "recorded, one condition of one number", figure: `${((ns.kept - ns.workflow) / 30).toFixed(0)} ns` }];
}

type Pair<Input, Output> = {
  inputs: Input[];
  plain: (input: Input) => Output;
  audited: (input: Input) => Output;
};

/** Times a function plain and instrumented, before anything is recorded in this process. */
function measureOff<Input, Output>({ inputs, plain, audited }: Pair<Input, Output>) {
  const count = inputs.length;
  return measure([
    { name: "plain", count, run: callAll(inputs, plain) },
    { name: "audited", count, run: callAll(inputs, audited) },
  ]);
}

/**
 * Times a function plain and instrumented outside of workflows, in a workflow without being audited, recorded and
 * thrown away (its execution holds no judgment), and recorded with its span.
 */
function measureRecorded<Input, Output>({ inputs, plain, audited }: Pair<Input, Output>) {
  const count = inputs.length;
  const recorded = callAll(inputs, workflow("review", audited));
  const sampled = (sample: "all" | "judgment") => () => {
    configure({ capture: { sample } });
    return recorded();
  };
  return measure([
    { name: "plain", count, run: callAll(inputs, plain) },
    { name: "outside", count, run: callAll(inputs, audited) },
    { name: "workflow", count, run: callAll(inputs, workflow("review", plain)) },
    { name: "kept", count, run: sampled("judgment") },
    { name: "sent", count, run: sampled("all") },
  ]);
}

function callAll<Input, Output>(inputs: Input[], call: (input: Input) => Output) {
  return () => {
    let last: Output | undefined;
    for (const input of inputs) last = call(input);
    return last;
  };
}

/** Decisions and rows that a piece of work records, and the decisions there are in the program. */
async function countRows(program: string, work: () => void) {
  const { sites } = await readSiteTable(program);
  const recorded = rowsOf(await keepSpans(work)).flatMap(
    (text) => (JSON.parse(text) as { rows: [frame: number, site: number][] }).rows,
  );
  const decisions = recorded.filter(([, site]) => isDecision(sites[site]));
  return { decisions: decisions.length, rows: recorded.length, sites: sites.filter(isDecision).length };
}

const isDecision = (site: SiteTable["sites"][number] | undefined) =>
  site?.arms !== undefined || site?.kind === "switch";

const us = (ns: number) => `${(ns / 1000).toFixed(1)} µs`;
