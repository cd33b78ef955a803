import Link from "next/link";
import type { ReactNode } from "react";
import { Bar } from "@/components/ui/bar";
import { Time } from "@/components/ui/time";
import type { PointFigures, PointItem } from "@/lib/contract/point";
import { formatCount, formatNoun, formatPercent } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { VolumeChart } from "./volume-chart";

type Props = { project: string; point: PointItem; figures: PointFigures };

/** How often the point decides, what it answers, how sure it is, and what people said. */
export function PointFiguresPanel({ project, point, figures }: Props) {
  const href = (query: string) => `/${project}/decisions?pointId=${point.id}&${query}`;
  return (
    <section aria-label="Figures" className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        <Figure name="Decisions">
          {formatCount(point.judgments)}
          <Quiet>{point.lastSeenAt ? <Time at={point.lastSeenAt} /> : "none yet"}</Quiet>
        </Figure>
        <Figure name="Low confidence">
          {figures.confident === 0 ? (
            <Quiet>no confidence is stated</Quiet>
          ) : (
            <>
              <Link href={href("confidenceMax=0.7&sort=confidence-asc")} className="hover:text-accent">
                {formatPercent(figures.unsure / figures.confident)}
              </Link>
              <Quiet>{formatCount(figures.unsure)} up to 0.70</Quiet>
            </>
          )}
        </Figure>
        <Figure name="Labelled">
          {formatCount(point.judgments - point.labels.none)}
          <Quiet>{point.judgments > 0 && formatPercent(1 - point.labels.none / point.judgments)}</Quiet>
        </Figure>
        <Figure name="Labels">
          <LabelMix labels={point.labels} />
        </Figure>
      </dl>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <div>
          <h2 className="caption-text mb-2">Decisions per day</h2>
          <VolumeChart days={figures.days} />
        </div>
        <div>
          <h2 className="caption-text mb-2">Answers</h2>
          <Outputs point={point} figures={figures} href={href} />
        </div>
      </div>
    </section>
  );
}

const Quiet = ({ children }: { children: ReactNode }) => (
  <span className="font-normal text-faint text-sm">{children}</span>
);

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="caption-text">{name}</dt>
      <dd className="mt-0.5 flex min-h-7 flex-wrap items-baseline gap-x-2 font-semibold text-xl">{children}</dd>
    </div>
  );
}

function LabelMix({ labels }: { labels: PointItem["labels"] }) {
  const { correct, incorrect, unsure, disputed } = labels;
  const total = correct + incorrect + unsure + disputed;
  if (total === 0) return <Quiet>none yet</Quiet>;
  const unclear = unsure + disputed;
  return (
    <div className="w-full pt-2">
      <Bar
        parts={[
          { share: correct / total, tone: "positive" },
          { share: incorrect / total, tone: "negative" },
          { share: unclear / total, tone: "caution" },
        ]}
      />
      <p className="mt-1 font-normal text-muted text-xs">
        {formatCount(correct)} correct · {formatCount(incorrect)} incorrect
        {unclear > 0 && ` · ${formatCount(unclear)} unsure or disputed`}
      </p>
    </div>
  );
}

type OutputsProps = { point: PointItem; figures: PointFigures; href: (query: string) => string };

function Outputs({ point, figures: { outputs }, href }: OutputsProps) {
  if (outputs.length === 0) return <p className="text-faint">No decision has been made here yet.</p>;
  const shown = outputs.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <ul className="flex flex-col">
        {outputs.map(({ output, count }) => (
          <li key={output} className="flex h-7 items-center gap-3">
            {output === null ? (
              <span className="w-40 shrink-0 truncate text-faint">no answer</span>
            ) : (
              <Link
                href={href(`output=${encodeURIComponent(output)}`)}
                className="w-40 shrink-0 truncate hover:text-accent"
              >
                {visibleText(output) || "empty text"}
              </Link>
            )}
            <Bar className="flex-1" parts={[{ share: count / point.judgments, tone: "accent" }]} />
            <span className="w-14 text-right text-muted">{formatCount(count)}</span>
            <span className="w-12 text-right text-faint text-xs">{formatPercent(count / point.judgments)}</span>
          </li>
        ))}
      </ul>
      {shown < point.judgments && (
        <p className="mt-1 text-faint text-xs">{formatNoun(point.judgments - shown, "decision")} with other answers</p>
      )}
    </>
  );
}
