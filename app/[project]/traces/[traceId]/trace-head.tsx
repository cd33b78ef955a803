import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import type { TraceItem } from "@/lib/contract/trace";
import { formatCount, formatDuration } from "@/lib/format";
import { sourceLink } from "@/lib/source-link";
import { visibleText } from "@/lib/visible-text";

type Source = { commit: string | null; repository: string | null; file: string | null; line: number | null };
type Props = { trace: TraceItem; source: Source; steps: number };

/** What this execution was about, which code ran, how it ended. */
export function TraceHead({ trace, source, steps }: Props) {
  const { subject, version } = trace;
  return (
    <>
      <PageHeader
        title={subject ? `${visibleText(subject.type)} ${visibleText(subject.id)}` : visibleText(trace.workflow)}
        detail={subject && visibleText(trace.workflow)}
        actions={<CopyButton text={trace.traceId} label="Copy trace id" />}
      />
      <dl className="flex shrink-0 flex-wrap gap-x-7 gap-y-1.5 px-3 py-2.5 md:px-5">
        <Fact name="Workflow">{visibleText(trace.workflow)}</Fact>
        {version !== null && <Fact name="Version">{visibleText(version)}</Fact>}
        {source.commit !== null && (
          <Fact name="Commit">
            <Commit source={source} commit={source.commit} />
          </Fact>
        )}
        <Fact name="Status">
          <TraceStatus trace={trace} />
        </Fact>
        <Fact name="Started">
          <Time at={trace.startedAt} isRelative={false} /> <span className="text-faint">UTC</span>
        </Fact>
        <Fact name="Took">{formatDuration(trace.durationMs)}</Fact>
        <Fact name="Steps">{formatCount(steps)}</Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="shrink-0">
      <dt className="caption-text">{name}</dt>
      <dd className="max-w-64 truncate">{children}</dd>
    </div>
  );
}

function TraceStatus({ trace: { status, complete } }: { trace: TraceItem }) {
  if (status === "error") return <Badge tone="negative">failed</Badge>;
  if (!complete) return <Badge tone="caution">still running</Badge>;
  return <Badge tone="positive">complete</Badge>;
}

function Commit({ source, commit }: { source: Source; commit: string }) {
  const short = <code className="font-mono text-xs">{visibleText(commit.slice(0, 10))}</code>;
  const href = sourceLink(source);
  if (!href) return short;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {short}
    </a>
  );
}
