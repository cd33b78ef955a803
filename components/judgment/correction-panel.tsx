"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/action";
import type { Consequence } from "@/lib/consequence/types";
import type { Json } from "@/lib/contract/json";
import type { JudgmentItem } from "@/lib/contract/judgment";
import type { LabelEvent, LabelRequest } from "@/lib/contract/label";
import type { LabelOutcome } from "@/lib/labels/outcome";

/** The server actions the panel needs: `app/[project]/label-actions.ts` exports them ready to pass. */
export type CorrectionActions = {
  recordLabel: (input: LabelRequest & { project: string; judgmentId: string }) => Promise<ActionResult<LabelOutcome>>;
  /** Consequences of several answers at once, in the order asked (at most 20). */
  explain: (input: {
    project: string;
    judgmentId: string;
    answers: Json[];
  }) => Promise<ActionResult<{ consequences: Consequence[] }>>;
};

export type CorrectionPanelProps = {
  project: string;
  judgment: JudgmentItem;
  /** Label events of the judgment, oldest first. */
  history: LabelEvent[];
  /** Name of the signed-in person: tells their own label from those of others. */
  person: string;
  actions: CorrectionActions;
  /** Called after each label that was recorded, with what became of it. */
  onLabelled?: (outcome: LabelOutcome) => void;
};

/** Corrects or confirms one judgment, showing what the code would have done. */
export function CorrectionPanel({ project, judgment, actions, onLabelled }: CorrectionPanelProps) {
  const [error, setError] = useState<string>();
  const record = async (request: LabelRequest) => {
    const result = await actions.recordLabel({ ...request, project, judgmentId: judgment.id });
    if (result.ok) onLabelled?.(result.data);
    setError(result.ok ? undefined : result.error.message);
  };
  return (
    <section aria-label="Correction">
      {(judgment.choices ?? []).map((choice) => (
        <button
          key={choice}
          type="button"
          onClick={() =>
            record(choice === judgment.output ? { verdict: "correct" } : { verdict: "incorrect", expected: choice })
          }
        >
          {choice}
        </button>
      ))}
      <button type="button" onClick={() => record({ verdict: "withdrawn" })}>
        Take back
      </button>
      {error && <p role="alert">{error}</p>}
    </section>
  );
}
