import type { Metadata } from "next";
import { db, publicUrl } from "@/app/db";
import { requirePerson } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";
import { hasTraces } from "@/db/queries/home";
import { getOverview, listNewestCorrections } from "@/db/queries/overview";
import { lowConfidence } from "@/db/queries/points";
import { formatDay } from "@/lib/format";
import { FirstTrace } from "./first-trace";
import { NeedsAttention } from "./needs-attention";
import { NewestCorrections } from "./newest-corrections";
import { PointsTable } from "./points-table";

export const metadata: Metadata = { title: "Overview" };

const shownCorrections = 8;

export default async function OverviewPage({ params }: { params: Promise<{ project: string }> }) {
  const [{ project }] = await Promise.all([params, requirePerson()]);
  if (!(await hasTraces(db(), project))) return <FirstTrace project={project} endpoint={publicUrl()} />;
  const [overview, corrected] = await Promise.all([
    getOverview(db(), { project, nowUs: Date.now() * 1000 }),
    listNewestCorrections(db(), { project, limit: shownCorrections }),
  ]);
  const { points, since, isSampled } = overview;
  return (
    <>
      <PageHeader
        title="Overview"
        detail={isSampled ? `the newest 100,000 decisions, since ${formatDay(since)}` : `since ${formatDay(since)}`}
      />
      <div className="grid items-start gap-x-8 gap-y-6 px-3 py-5 md:px-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <PointsTable project={project} points={points} lowConfidence={lowConfidence} />
        <div className="flex flex-col gap-6">
          <NeedsAttention project={project} points={points} lowConfidence={lowConfidence} />
          <NewestCorrections project={project} judgments={corrected} />
        </div>
      </div>
    </>
  );
}
