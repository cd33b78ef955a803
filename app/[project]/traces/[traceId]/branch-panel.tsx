"use client";

import { CornerDownRight, GitBranch } from "lucide-react";
import type { ReactNode } from "react";
import { ConditionList, type LinkProps } from "@/components/branch/condition-list";
import { JudgmentChip } from "@/components/branch/judgment-chip";
import { JsonValue } from "@/components/judgment/json-value";
import type { BranchFacts } from "@/lib/contract/branch";
import type { BranchView } from "@/lib/contract/trace";
import { sourceLink } from "@/lib/source-link";
import { visibleText } from "@/lib/visible-text";
import { StepFrame } from "./step-frame";

type Props = LinkProps & {
  branch: BranchView;
  isSelected: boolean;
  onSelect: () => void;
  moment: ReactNode;
};

/** What a deterministic function did with the judgments: each condition it evaluated, and the arm it took. */
export function BranchPanel({ branch, isSelected, onSelect, moment, ...links }: Props) {
  return (
    <StepFrame
      icon={GitBranch}
      label={`Branch ${branch.name}`}
      title={branch.name}
      detail={<SourcePlace branch={branch} />}
      {...{ isSelected, onSelect, moment }}
    >
      {branch.conditions.length === 0 ? (
        <p className="border-line border-t px-3.5 py-2 text-faint">No conditions were recorded for this branch.</p>
      ) : (
        <ConditionList conditions={branch.conditions} {...links} />
      )}
      <Arm branch={branch} />
      {branch.facts && <Facts facts={branch.facts} {...links} />}
    </StepFrame>
  );
}

function Arm({ branch: { arm, outcome } }: { branch: BranchView }) {
  const hasOutcome = outcome !== null && outcome !== arm;
  return (
    <div className="flex flex-col gap-2 border-line border-t bg-sunken px-3.5 py-2.5">
      <p className="flex items-baseline gap-2">
        <CornerDownRight aria-hidden className="size-4 shrink-0 self-center text-accent" />
        <span className="text-muted">took</span>{" "}
        <strong className="min-w-0 font-semibold text-accent text-lg [overflow-wrap:anywhere]">
          {arm === null ? "an arm without a name" : visibleText(arm)}
        </strong>
      </p>
      {hasOutcome && (
        <div className="flex gap-3 pl-6">
          <span className="w-16 shrink-0 text-faint text-xs leading-5">returned</span>
          <JsonValue value={outcome} />
        </div>
      )}
    </div>
  );
}

function Facts({ facts, judgmentOf, ...follow }: LinkProps & { facts: BranchFacts }) {
  const entries = Object.entries(facts);
  return (
    <details className="relative z-10 border-line border-t text-sm">
      <summary className="ring-inside px-3.5 py-2 text-faint text-xs hover:text-ink">
        All {entries.length} values it was given
      </summary>
      <dl className="flex flex-col gap-1.5 px-3.5 pb-3">
        {entries.map(([name, { value, judgments }]) => (
          <div key={name} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <dt className="w-28 shrink-0 font-mono text-muted text-xs [overflow-wrap:anywhere]">{visibleText(name)}</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
              <JsonValue value={value} />
              {judgments?.map((link) => (
                <JudgmentChip
                  key={`${link.spanId}${link.via}${link.field}`}
                  link={link}
                  judgment={judgmentOf(link)}
                  {...follow}
                />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function SourcePlace({ branch: { file, line, functionName, commit, repository } }: { branch: BranchView }) {
  if (file === null) return functionName && <code className="font-mono text-xs">{visibleText(functionName)}</code>;
  const text = `${visibleText(file)}${line === null ? "" : `:${line}`}`;
  const href = sourceLink({ repository, commit, file, line });
  if (!href) return <code className="font-mono text-xs">{text}</code>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="relative z-10 font-mono text-muted text-xs underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {text}
    </a>
  );
}
