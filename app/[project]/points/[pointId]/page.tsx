import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getPoint, getPointFigures, listPointSamples } from "@/db/queries/points";
import { visibleText } from "@/lib/visible-text";
import { PointFiguresPanel } from "./point-figures";
import { PointSettingsForm } from "./point-settings";
import { previewSamples } from "./preview-samples";

export const metadata: Metadata = { title: "Point" };

type Props = { params: Promise<{ project: string; pointId: string }> };

export default async function PointPage({ params }: Props) {
  const [key] = await Promise.all([params, requirePerson()]);
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
