import Link from "next/link";
import type { ReactNode } from "react";
import { Time } from "@/components/ui/time";
import type { JudgmentDetail } from "@/lib/contract/judgment";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { formatCost, formatCount, formatDuration } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { timelineHref } from "./timeline-href";

type Props = {
  project: string;
  detail: JudgmentDetail;
  onFilter: (change: Partial<Record<keyof JudgmentFilter, string | undefined>>) => void;
};

/** Everything else about a judgment, as name and value. */
export function PeekFacts({ project, detail, onFilter }: Props) {
  const { subject, model, usage, costUsd, payload } = detail;
  const name = model.responded ?? model.requested;
  const tokens = [
    usage.inputTokens !== null && `${formatCount(usage.inputTokens)} in`,
    usage.outputTokens !== null && `${formatCount(usage.outputTokens)} out`,
  ].filter(Boolean);
  const facts: [string, ReactNode][] = [
    ["Workflow", visibleText(detail.workflow)],
    ["Version", detail.version && visibleText(detail.version)],
    [
      subject?.type ? visibleText(subject.type) : "Subject",
      subject && (
        <button type="button" className="text-accent hover:underline" onClick={() => onFilter({ subject: subject.id })}>
          {visibleText(subject.id)}
        </button>
      ),
    ],
    ["Decided by", detail.decider],
    ["Model", name && visibleText([model.provider, name].filter(Boolean).join(" · "))],
    ["Task", detail.task],
    ["Time", <Time key="time" at={detail.startedAt} isRelative={false} />],
    ["Duration", formatDuration(detail.durationMs)],
    ["Tokens", tokens.length > 0 && tokens.join(", ")],
    ["Cost", costUsd !== null && formatCost(costUsd)],
    ["Cut by sender", payload.cut.length > 0 && visibleText(payload.cut.join(", "))],
    [
      "Trace",
      <Link key="trace" href={timelineHref(project, detail)} className="font-mono text-accent text-xs hover:underline">
        {detail.traceId.slice(0, 16)}…
      </Link>,
    ],
    [
      "Point",
      <Link key="point" href={`/${project}/points/${detail.pointId}`} className="text-accent hover:underline">
        {visibleText(detail.point)}
      </Link>,
    ],
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1">
      {facts.map(
        ([title, value]) =>
          value && (
            <div key={title} className="contents">
              <dt className="truncate text-faint">{title}</dt>
              <dd className="min-w-0 truncate">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
