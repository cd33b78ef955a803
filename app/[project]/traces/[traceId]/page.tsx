import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { explain, recordLabel } from "@/app/[project]/label-actions";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { getSpan } from "@/db/queries/spans";
import { getTraceSource, listExecutionHeads, listStepOutlines, listSteps, type StepOutline } from "@/db/queries/steps";
import { getTrace } from "@/db/queries/traces";
import { lookedFor } from "@/lib/conventions";
import { boundSteps } from "./bound-step";
import { findOpening, type LaneItem, listExecutions } from "./lane-items";
import { readSources } from "./load-sources";
import { type PackedOutline, packOutline, unpackOutline } from "./outline";
import { RawSpans } from "./raw-spans";
import { parseTraceParams } from "./search-params";
import { Timeline } from "./timeline";
import { TraceHead } from "./trace-head";
import { ViewTabs } from "./view-tabs";
import { Waterfall } from "./waterfall";

export const metadata: Metadata = { title: "Timeline" };

type Props = {
  params: Promise<{ project: string; traceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TracePage({ params, searchParams }: Props) {
  const [key, search, person] = await Promise.all([params, searchParams, requirePerson()]);
  const { view, step } = parseTraceParams(search);
  const [trace, source, steps] = await Promise.all([
    getTrace(db(), key),
    getTraceSource(db(), key),
    listStepOutlines(db(), key),
  ]);
  if (!trace) notFound();
  const outline = packOutline(steps);
  return (
    <>
      <TraceHead trace={trace} source={source} steps={steps.length} />
      <ViewTabs view={view} />
      {view === "timeline" && <TimelineView {...{ ...key, outline, step }} person={person.name} />}
      {view === "waterfall" && <Waterfall outline={outline} />}
      {view === "spans" && <RawSpansView {...{ ...key, outline, steps, step }} />}
    </>
  );
}

type ViewProps = { project: string; traceId: string; outline: PackedOutline; step: string | undefined };

async function TimelineView({ project, traceId, outline, step, person }: ViewProps & { person: string }) {
  const [initial, heads] = await Promise.all([
    listSteps(db(), { project, traceId, spanIds: firstShown(outline, step) }),
    listExecutionHeads(db(), { project, traceId }),
  ]);
  const branches = initial.filter((one) => one.branch?.sites).map(({ spanId }) => spanId);
  return (
    <Timeline
      {...{ project, traceId, person, outline, heads }}
      sources={await readSources({ project, traceId, spanIds: branches.slice(0, firstSources) })}
      initial={boundSteps(initial)}
      corrections={{ recordLabel, explain }}
      markers={[...new Set(lookedFor)]}
    />
  );
}

/** Sources that come with the page: what is seen first stands there from the start. */
const firstSources = 6;

/** Span ids of what the screen opens at; the rest comes as it is scrolled to. */
function firstShown(outline: PackedOutline, step: string | undefined): string[] {
  const items: LaneItem[] = findOpening(listExecutions(unpackOutline(outline)), step)?.items ?? [];
  const at = Math.max(0, items.findIndex((item) => item.key === step) - 10);
  return [...new Set(items.slice(at, at + 40).map((item) => item.step.spanId))];
}

async function RawSpansView({ project, traceId, outline, steps, step }: ViewProps & { steps: StepOutline[] }) {
  const spanId = step?.replace(/^execution:/, "").split("-")[0] ?? steps[0]?.spanId ?? "";
  return <RawSpans outline={outline} spanId={spanId} span={await getSpan(db(), { project, traceId, spanId })} />;
}
