import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import { ArmName } from "@/components/branch/arm-name";
import { beyondArm } from "@/components/branch/beyond-arm";
import { ConditionValue } from "@/components/branch/condition-value";
import { outcomeText } from "@/components/branch/outcome-text";
import { truthOf } from "@/components/branch/source/source-rows";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { ReadingBranch } from "@/db/queries/judgment-detail";
import type { Condition } from "@/lib/contract/branch";
import type { JudgmentDetail } from "@/lib/contract/judgment";
import { formatNoun, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { timelineHref } from "./timeline-href";

type Props = { project: string; detail: JudgmentDetail & { readBy: ReadingBranch[] } };

/** A loop can make hundreds: the Timeline has them turn by turn. */
const mostConditions = 20;

/** The branches that read the judgment: conditions with the values they read, the arm, and the way to the Timeline. */
export function PeekBranches({ project, detail }: Props) {
  if (detail.readBy.length === 0) {
    return <p className="text-muted">No branch that read this judgment was found in the trace.</p>;
  }
  return detail.readBy.map((branch) => (
    <article key={branch.spanId} aria-label={`Branch ${branch.name}`} className="overflow-hidden rounded-md border">
      <header className="flex items-center gap-2 border-b bg-sunken px-3 py-1.5">
        <Link
          href={timelineHref(project, detail, branch.spanId)}
          className="min-w-0 truncate font-medium text-accent hover:underline"
        >
          {visibleText(branch.name)}
        </Link>
        {branch.file && (
          <span className="min-w-0 truncate font-mono text-2xs text-faint">
            {visibleText(branch.file)}
            {branch.line !== null && `:${branch.line}`}
          </span>
        )}
      </header>
      {branch.conditions.length === 0 && (
        <p className="border-b px-3 py-1.5 text-faint text-xs">
          It was given this judgment; no condition on the path taken read it.
        </p>
      )}
      <ol aria-label="Conditions that read it">
        {branch.conditions.slice(0, mostConditions).map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <ConditionRow key={index} condition={condition} spanId={detail.spanId} />
        ))}
      </ol>
      {branch.conditions.length > mostConditions && (
        <p className="border-b px-3 py-1.5 text-faint text-xs">
          and {formatNoun(branch.conditions.length - mostConditions, "more condition")}, on the Timeline
        </p>
      )}
      <footer className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
        <CornerDownRight aria-hidden className="size-3.5 text-faint" />
        <span className="sr-only">Arm taken:</span>
        <Badge tone="accent" className="h-auto min-h-5 min-w-0 whitespace-normal">
          <ArmName name={branch.arm ?? "no named arm"} isWrapping />
        </Badge>
        <Outcome branch={branch} />
      </footer>
    </article>
  ));
}

function Outcome({ branch: { outcome, arm } }: { branch: ReadingBranch }) {
  const more = beyondArm(outcome, arm);
  if (more === undefined) return null;
  return <span className="min-w-0 truncate text-muted text-xs">{visibleText(formatValue(more, 160))}</span>;
}

function ConditionRow({ condition, spanId }: { condition: Condition; spanId: string }) {
  const read = condition.operands.filter(({ judgments }) =>
    judgments?.some((link) => link.spanId === spanId && link.via !== "control"),
  );
  const isProbable = read.every(({ judgments }) =>
    judgments?.every((link) => link.spanId !== spanId || link.via === "window"),
  );
  const outcome = outcomeText(condition);
  return (
    <li className="flex items-baseline gap-2 border-b px-3 py-1.5">
      <code className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
        {visibleText(condition.text.slice(0, 500))}
      </code>
      <span className="shrink-0 text-faint text-xs">
        {isProbable ? "probably read " : "read "}
        {read.map(({ text, value, note }) => (
          <ConditionValue key={text} value={value} note={note} className="text-ink" />
        ))}
      </span>
      <span
        title={outcome}
        className={cn(
          "w-9 shrink-0 truncate text-right font-medium text-xs",
          truthOf(condition) === true ? "text-positive" : "text-muted",
        )}
      >
        {outcome}
      </span>
    </li>
  );
}
