import Link from "next/link";
import { Bar } from "@/components/ui/bar";
import type { PointOverview } from "@/db/queries/overview";
import { formatConfidence, formatCount, formatNoun, formatPercent } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { decisionsHref } from "./decisions-href";
import { Sparkline } from "./sparkline";

type Props = { project: string; points: PointOverview[]; lowConfidence: number };

/** Every decision point seen lately, by workflow: volume, labels, how often it was unsure, where the code went. */
export function PointsTable({ project, points, lowConfidence }: Props) {
  const workflows = Map.groupBy(points, ({ workflow }) => workflow);
  const busiest = Math.max(1, ...points.flatMap(({ days }) => days));
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {[...workflows].map(([workflow, own]) => (
        <section key={workflow} aria-label={workflow} className="@container">
          <h2 className="mb-1 flex items-baseline gap-2">
            <span className="truncate font-semibold">{visibleText(workflow)}</span>
            <span className="shrink-0 text-faint text-xs">
              {formatNoun(
                own.reduce((sum, { judgments }) => sum + judgments, 0),
                "decision",
              )}
            </span>
          </h2>
          <table className="w-full table-fixed border-t">
            <thead>
              <tr className="caption-text h-8 text-left">
                <th className="pr-4 font-medium">Point and its arms</th>
                <th className="hidden w-46 pr-4 font-medium @lg:table-cell">Per day</th>
                <th className="w-20 pr-4 text-right font-medium">Decisions</th>
                <th className="hidden w-40 pr-4 font-medium @2xl:table-cell">Labels</th>
                <th className="w-26 pr-1 text-right font-medium" title={`Up to ${formatConfidence(lowConfidence)}`}>
                  Low confidence
                </th>
              </tr>
            </thead>
            <tbody>
              {own.map((point) => (
                <PointRow key={point.id} {...{ project, point, lowConfidence, busiest }} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function PointRow({
  project,
  point,
  lowConfidence,
  busiest,
}: Omit<Props, "points"> & { point: PointOverview; busiest: number }) {
  const lowShare = point.confident === 0 ? undefined : point.low / point.confident;
  return (
    <tr className="h-13 border-t hover:bg-hover">
      <td className="truncate pr-4">
        <Link href={`/${project}/points/${point.id}`} className="font-medium hover:text-accent hover:underline">
          {visibleText(point.name)}
        </Link>
        <ArmMix point={point} />
      </td>
      <td className="hidden pr-4 @lg:table-cell">
        <Sparkline days={point.days} max={busiest} label={`Decisions per day at ${point.name}`} />
      </td>
      <td className="pr-4 text-right">
        <Link href={decisionsHref(project, { pointId: point.id })} className="hover:text-accent hover:underline">
          {formatCount(point.judgments)}
          <span className="sr-only"> decisions at {visibleText(point.name)}</span>
        </Link>
      </td>
      <td className="hidden pr-4 @2xl:table-cell">
        <LabelMix point={point} />
      </td>
      <td className="pr-1 text-right">
        {lowShare === undefined ? (
          <span className="text-faint">not stated</span>
        ) : (
          <Link
            href={decisionsHref(project, { pointId: point.id, confidenceMax: lowConfidence })}
            className={lowShare > 0.2 ? "font-medium text-caution hover:underline" : "text-muted hover:underline"}
          >
            {formatPercent(lowShare)}
            <span className="sr-only"> with low confidence at {visibleText(point.name)}</span>
          </Link>
        )}
      </td>
    </tr>
  );
}

function LabelMix({ point: { labels, judgments } }: { point: PointOverview }) {
  const labelled = judgments - labels.none;
  if (labelled === 0) return <span className="text-faint text-xs">none labelled</span>;
  return (
    <span className="flex flex-col gap-1">
      <Bar
        parts={[
          { share: labels.correct / labelled, tone: "positive" },
          { share: labels.incorrect / labelled, tone: "negative" },
          { share: (labels.unsure + labels.disputed) / labelled, tone: "caution" },
        ]}
      />
      <span className="truncate text-2xs text-faint">
        {[
          labels.correct > 0 && `${formatCount(labels.correct)} correct`,
          labels.incorrect > 0 && `${formatCount(labels.incorrect)} wrong`,
          labels.disputed > 0 && `${formatCount(labels.disputed)} disputed`,
          labels.unsure > 0 && `${formatCount(labels.unsure)} unsure`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </span>
  );
}

function ArmMix({ point: { arms, judgments } }: { point: PointOverview }) {
  const [first, second, ...others] = arms;
  if (!first) return <div className="text-faint text-xs">no branch found</div>;
  const texts = [first, second].flatMap((arm) =>
    arm ? [`${visibleText(arm.arm)} ${formatPercent(arm.count / judgments)}`] : [],
  );
  return (
    <div className="truncate text-faint text-xs" title={texts.join(" · ")}>
      {texts.join(" · ")}
      {others.length > 0 && ` and ${others.length} more`}
    </div>
  );
}
