"use client";

import { Braces } from "lucide-react";
import { useState } from "react";
import { explain, recordLabel } from "@/app/[project]/label-actions";
import { AnswerScores } from "@/components/judgment/answer-scores";
import { CorrectionPanel } from "@/components/judgment/correction-panel";
import { JsonValue } from "@/components/judgment/json-value";
import { TextValue } from "@/components/judgment/text-value";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import type { JudgmentDetail, JudgmentItem } from "@/lib/contract/judgment";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import type { Peek } from "./load-peek";
import { PeekBranches } from "./peek-branches";
import { PeekFacts } from "./peek-facts";
import { PeekSection } from "./peek-section";

type Props = {
  project: string;
  person: string;
  peek: Peek;
  onFilter: (change: Partial<Record<keyof JudgmentFilter, string | undefined>>) => void;
  onLabelled: (id: string, label: JudgmentItem["label"]) => void;
};

const actions = { recordLabel, explain };

/** What was asked and answered, what the code did with it, and the place to correct it. */
export function PeekBody({ project, person, peek: { detail, history }, onFilter, onLabelled }: Props) {
  const [isJson, setJson] = useState(false);
  return (
    <div className="flex flex-col pb-8">
      <PeekSection title="Answer">
        <Answer detail={detail} />
        <AnswerScores
          confidence={detail.confidence}
          scores={detail.scores}
          answer={typeof detail.output === "string" ? detail.output : undefined}
        />
        {detail.payload.rationale && (
          <p className="mt-1 text-muted">
            <TextValue text={detail.payload.rationale} />
          </p>
        )}
      </PeekSection>
      <PeekSection title="Asked about">
        <JsonValue value={detail.payload.input ?? detail.input} />
      </PeekSection>
      <PeekSection title="What the code did">
        <PeekBranches project={project} detail={detail} />
      </PeekSection>
      <div className="border-t">
        <CorrectionPanel
          {...{ project, history, person, actions }}
          judgment={detail}
          onLabelled={({ current }) => onLabelled(detail.id, current)}
        />
      </div>
      <PeekSection title="Details">
        <PeekFacts project={project} detail={detail} onFilter={onFilter} />
      </PeekSection>
      <PeekSection
        title={
          <Button variant="ghost" size="sm" aria-expanded={isJson} className="-ml-2" onClick={() => setJson(!isJson)}>
            <Braces aria-hidden />
            {isJson ? "Hide JSON" : "Show JSON"}
          </Button>
        }
      >
        {isJson && (
          <CodeBlock
            label="judgment as JSON"
            text={visibleText(JSON.stringify(detail, null, 2))}
            className="max-h-96 overflow-auto"
          />
        )}
      </PeekSection>
    </div>
  );
}

function Answer({ detail }: { detail: JudgmentDetail }) {
  if (detail.status === "error") {
    return (
      <div>
        <p className="font-semibold text-lg text-negative">No answer: the call failed</p>
        {detail.payload.error && (
          <p className="mt-1 text-muted">
            <TextValue text={`${detail.payload.error.name}: ${detail.payload.error.message}`} />
          </p>
        )}
      </div>
    );
  }
  if (typeof detail.output === "object" && detail.output !== null) {
    return <JsonValue value={detail.output} className="font-medium" />;
  }
  const text = visibleText(formatValue(detail.output, 4000));
  return text.length > 60 ? (
    <p className="[overflow-wrap:anywhere]">
      <TextValue text={text} />
    </p>
  ) : (
    <p className="font-semibold text-xl [overflow-wrap:anywhere]">{text}</p>
  );
}
