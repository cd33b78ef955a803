import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { PointOverview } from "@/db/queries/overview";
import { formatConfidence, formatCount, formatNoun, formatPercent } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { decisionsHref } from "./decisions-href";

type Props = { project: string; points: PointOverview[]; lowConfidence: number };

type Matter = { title: string; detail: string; href: string };

const shown = 5;

/** What a person should look at first, most pressing on top. */
export function NeedsAttention({ project, points, lowConfidence }: Props) {
  const matters = listMatters({ project, points, lowConfidence }).slice(0, shown);
  return (
    <section aria-label="Needs attention">
      <h2 className="mb-1 font-semibold">Needs attention</h2>
      {matters.length === 0 ? (
        <p className="flex items-center gap-2 border-t py-3 text-muted">
          <CircleCheck aria-hidden className="size-4 text-positive" />
          Nothing is disputed, and no low-confidence answer waits.
        </p>
      ) : (
        <ul className="border-t">
          {matters.map(({ title, detail, href }) => (
            <li key={href} className="border-b">
              <Link href={href} className="group block px-1 py-2 hover:bg-hover">
                <span className="block truncate font-medium group-hover:text-accent">{title}</span>
                <span className="block truncate text-faint text-xs">{detail}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function listMatters({ project, points, lowConfidence }: Props): Matter[] {
  const disputed = points.reduce((sum, { labels }) => sum + labels.disputed, 0);
  const waiting = points
    .filter(({ lowUnlabelled }) => lowUnlabelled > 0)
    .sort((one, other) => other.lowUnlabelled - one.lowUnlabelled);
  const wrong = points.filter(({ labels }) => labels.incorrect > 0 && labels.incorrect >= labels.correct);
  return [
    ...(disputed > 0
      ? [
          {
            title: `${formatNoun(disputed, "label")} disputed`,
            detail: "People disagree; the cases are not exported until they settle it",
            href: decisionsHref(project, { label: "disputed" }),
          },
        ]
      : []),
    ...wrong.slice(0, 2).map(({ id, name, labels }) => ({
      title: `${visibleText(name)}: ${formatCount(labels.incorrect)} of ${formatNoun(labels.correct + labels.incorrect, "label")} say wrong`,
      detail: "Export the suite to hold the fix to it",
      href: decisionsHref(project, { pointId: id, label: "incorrect" }),
    })),
    ...waiting.map(({ id, name, lowUnlabelled, judgments }) => ({
      title: `${visibleText(name)}: ${formatNoun(lowUnlabelled, "low-confidence answer")}`,
      detail: `Up to ${formatConfidence(lowConfidence)} and not labelled: ${formatPercent(lowUnlabelled / judgments)} of its decisions`,
      href: decisionsHref(project, { pointId: id, confidenceMax: lowConfidence, label: "none" }),
    })),
  ];
}
