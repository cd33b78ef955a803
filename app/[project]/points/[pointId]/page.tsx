import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { getBranchMap } from "@/db/queries/branch-map";
import { getPoint, getPointFigures, listPointSamples } from "@/db/queries/points";
import { visibleText } from "@/lib/visible-text";
import { BranchMapPanel } from "./branch-map";
import { PointFiguresPanel } from "./point-figures";
import { PointSettingsForm } from "./point-settings";
import { previewSamples } from "./preview-samples";

export const metadata: Metadata = { title: "Point" };

type Props = {
  params: Promise<{ project: string; pointId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PointPage({ params, searchParams }: Props) {
  const [key, search] = await Promise.all([params, searchParams, requirePerson()]);
  const [point, figures, samples] = await Promise.all([
    getPoint(db(), key),
    getPointFigures(db(), key),
    listPointSamples(db(), key),
  ]);
  if (!point) notFound();
  return (
    <>
      <PageHeader
        title={visibleText(point.name)}
        detail={`decision point of ${visibleText(point.workflow)}`}
        actions={
          <Link href={`/${key.project}/decisions?pointId=${point.id}`} className={buttonVariants({ size: "sm" })}>
            Decisions
          </Link>
        }
      />
      <div className="flex flex-col gap-8 px-3 py-5 md:px-5">
        <PointFiguresPanel project={key.project} point={point} figures={figures} />
        <Suspense fallback={<MapSkeleton />}>
          <BranchMapView {...key} build={parseBuild(search)} />
        </Suspense>
        <PointSettingsForm
          // A change of what is in force, from here or elsewhere, starts the form afresh.
          key={JSON.stringify([point.learned, point.settings])}
          project={key.project}
          point={point}
          preview={previewSamples(samples, { learned: point.learned, settings: point.settings })}
        />
      </div>
    </>
  );
}

async function BranchMapView({ project, pointId, build }: { project: string; pointId: string; build: number }) {
  return <BranchMapPanel {...{ project, pointId }} map={await getBranchMap(db(), { project, pointId, build })} />;
}

function MapSkeleton() {
  return (
    <div role="status" aria-label="Loading the branch map" className="flex flex-col gap-3 border-line border-t pt-6">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-72" />
    </div>
  );
}

/** Which of the builds the map shows, the newest first, from 0. */
const parseBuild = ({ build }: Record<string, string | string[] | undefined>) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .catch(0)
    .parse(build ?? 0);
