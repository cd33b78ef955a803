"use client";

import { Database, Dot, type LucideIcon, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { JsonValue } from "@/components/judgment/json-value";
import { TextValue } from "@/components/judgment/text-value";
import { Badge } from "@/components/ui/badge";
import type { Json } from "@/lib/contract/json";
import type { StepView } from "@/lib/contract/trace";
import { formatDuration } from "@/lib/format";
import { StepFrame } from "./step-frame";

type Props = { step: StepView; isSelected: boolean; onSelect: () => void; moment: ReactNode };

/** An action with its effect and input, a fact with what was read, or a plain span that followed. */
export function StepCard({ step, ...frame }: Props) {
  if (step.kind === "action") return <ActionCard step={step} {...frame} />;
  if (step.kind === "fact") return <FactCard step={step} {...frame} />;
  return (
    <StepFrame
      icon={Dot}
      label={`Step ${step.name}`}
      title={step.name}
      detail={formatDuration(step.durationMs)}
      badge={<FailedBadge step={step} />}
      {...frame}
    >
      <Payloads
        step={step}
        rows={[
          ["with", step.input],
          ["returned", step.output],
        ]}
      />
    </StepFrame>
  );
}

function ActionCard({ step, ...frame }: Props) {
  return (
    <StepFrame
      icon={Zap as LucideIcon}
      label={`Action ${step.name}`}
      title={step.name}
      badge={
        <>
          {step.effect ? <Badge tone="accent">effect</Badge> : <Badge tone="outline">no effect outside</Badge>}
          <FailedBadge step={step} />
        </>
      }
      {...frame}
    >
      <Payloads
        step={step}
        rows={[
          ["with", step.input],
          ["returned", step.output],
        ]}
      />
    </StepFrame>
  );
}

function FactCard({ step, ...frame }: Props) {
  return (
    <StepFrame
      icon={Database}
      label={`Fact ${step.name}`}
      title={step.name}
      badge={
        <>
          <span className="text-faint text-xs">read</span>
          <FailedBadge step={step} />
        </>
      }
      {...frame}
    >
      <Payloads
        isFlowing
        step={step}
        rows={[
          ["asked", step.input],
          ["found", step.output],
        ]}
      />
    </StepFrame>
  );
}

const FailedBadge = ({ step }: { step: StepView }) =>
  step.status === "error" ? <Badge tone="negative">failed</Badge> : null;

type PayloadsProps = { step: StepView; rows: [string, Json | undefined][]; isFlowing?: boolean };

function Payloads({ step, rows, isFlowing = false }: PayloadsProps) {
  const shown = rows.filter((row): row is [string, Json] => row[1] !== undefined);
  if (shown.length === 0 && !step.error) return null;
  return (
    <div className="flex flex-col gap-1.5 border-line border-t px-3.5 py-2">
      {shown.map(([caption, value]) => (
        <div key={caption} className="flex gap-3">
          <span className="w-14 shrink-0 text-faint text-xs leading-5">{caption}</span>
          <JsonValue value={value} isFlowing={isFlowing} className="flex-1" />
        </div>
      ))}
      {step.error && (
        <p className="text-negative">
          <TextValue text={`${step.error.name}: ${step.error.message}`} />
        </p>
      )}
    </div>
  );
}
