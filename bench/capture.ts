import { configure, workflow } from "casebook";
import { loadPlain } from "./load-plain.ts";
import { measure } from "./measure.ts";
import { type Request, type Review, reviewCoverage } from "./programs/coverage-review.ts";
import { countBelow } from "./programs/flat-conditions.ts";
import { keepSpans, rowsOf, startProvider } from "./recorded.ts";
import { listRequests } from "./requests.ts";
import { readSiteTable, type SiteTable } from "./site-table.ts";
import type { Figure, Subject } from "./subject.ts";

const batch = 256;

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
  const table = await readSiteTable("coverage-review");
  const inWorkflow = workflow("review", reviewCoverage);
  const { decisions, rows } = await countRows(table, () => inputs.map((input) => inWorkflow(input)));
  const ns = measureAll({ inputs, plain, audited: reviewCoverage });
  const perDecision = (ns.kept - ns.workflow) / (decisions / batch);
  const size = `${table.sites.filter(isDecision).length} decisions, of which a run makes ${(decisions / batch).toFixed(1)}`;
  return [
    { what: `a branchy function (${size})`, figure: `${ns.plain.toFixed(0)} ns` },
    offFigure(ns),
    {
      what: "recorded, per decision with its operands",
      figure: `${perDecision.toFixed(0)} ns`,
      goal: "< 400 ns",
      isReached: perDecision < 400,
    },
    {
      what: `recorded, per row (${(rows / batch).toFixed(1)} a run)`,
      figure: `${((ns.kept - ns.workflow) / (rows / batch)).toFixed(0)} ns`,
    },
    { what: "recorded, a whole run", figure: us(ns.kept - ns.workflow) },
    { what: "its span with the rows as JSON on top", figure: us(ns.sent - ns.kept) },
    { what: "for comparison: `workflow()` alone, its span and input", figure: us(ns.workflow - ns.plain) },
  ];
}

async function measureFlat(): Promise<Figure[]> {
  const { countBelow: plain } = await loadPlain<{ countBelow: (n: number) => number }>("flat-conditions");
  const inputs = Array.from({ length: batch }, (_, index) => index % 37);
  const ns = measureAll({ inputs, plain, audited: countBelow });
  return [{ what: "recorded, one condition of one number", figure: `${((ns.kept - ns.workflow) / 30).toFixed(0)} ns` }];
}

/**
 * Times a function plain, instrumented but off, in a workflow without being audited, recorded and thrown away (no
 * judgment in the execution), and recorded with its span.
 */
function measureAll<Input, Output>({
  inputs,
  plain,
  audited,
}: {
  inputs: Input[];
  plain: (input: Input) => Output;
  audited: (input: Input) => Output;
}) {
  const inWorkflow = { plain: workflow("review", plain), audited: workflow("review", audited) };
  const callAll = (call: (input: Input) => Output) => () => {
    let last: Output | undefined;
    for (const input of inputs) last = call(input);
    return last;
  };
  const sampled = (sample: "all" | "judgment") => () => {
    configure({ capture: { sample } });
    return callAll(inWorkflow.audited)();
  };
  const count = inputs.length;
  return measure([
    { name: "plain", count, run: callAll(plain) },
    { name: "off", count, run: callAll(audited) },
    { name: "workflow", count, run: callAll(inWorkflow.plain) },
    { name: "kept", count, run: sampled("judgment") },
    { name: "sent", count, run: sampled("all") },
  ]);
}

function offFigure({ plain, off }: { plain: number; off: number }): Figure {
  const ratio = off / plain;
  return {
    what: "compiled in but off, to the uninstrumented function",
    figure: `${ratio.toFixed(2)} (${off.toFixed(0)} ns)`,
    goal: "≤ 1.5",
    isReached: ratio <= 1.5,
  };
}

/** Decisions and rows that a piece of work records. */
async function countRows({ sites }: SiteTable, work: () => unknown): Promise<{ decisions: number; rows: number }> {
  const recorded = rowsOf(await keepSpans(work)).flatMap(
    (text) => (JSON.parse(text) as { rows: [number, number][] }).rows,
  );
  return { decisions: recorded.filter(([, site]) => isDecision(sites[site])).length, rows: recorded.length };
}

const isDecision = (site: SiteTable["sites"][number] | undefined) =>
  site?.arms !== undefined || site?.kind === "switch";

const us = (ns: number) => `${(ns / 1000).toFixed(1)} µs`;
