"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/action";
import type { CurrentLabel, LabelEvent, LabelRequest } from "@/lib/contract/label";
import type { LabelOutcome } from "@/lib/labels/outcome";
import { reach } from "@/lib/reach";

export type RecordLabel = (
  input: LabelRequest & { project: string; judgmentId: string },
) => Promise<ActionResult<LabelOutcome>>;

type Given = {
  project: string;
  judgmentId: string;
  person: string;
  current: CurrentLabel | null;
  history: LabelEvent[];
  recordLabel: RecordLabel;
  onLabelled: ((outcome: LabelOutcome) => void) | undefined;
};

/** Labels of one judgment on screen: the label shows at once, and goes again with a reason when it was not taken. */
export function useLabelling({ project, judgmentId, person, recordLabel, onLabelled, ...given }: Given) {
  const [outcome, setOutcome] = useState<LabelOutcome>();
  const [pending, setPending] = useState<LabelRequest>();
  const history = outcome?.history ?? given.history;
  const own = history.findLast((event) => event.author === person);
  const current = outcome ? outcome.current : given.current;

  /** @returns whether it was taken */
  const record = async (request: LabelRequest): Promise<boolean> => {
    if (pending) return false;
    setPending(request);
    const result = await reach(recordLabel({ ...request, project, judgmentId }));
    setPending(undefined);
    if (!result.ok) {
      toast(`Not saved: ${result.error.message}`, { tone: "negative" });
      return false;
    }
    setOutcome(result.data);
    onLabelled?.(result.data);
    return true;
  };

  return {
    record,
    history,
    isSaving: pending !== undefined,
    current: pending ? expectedCurrent(pending, person) : current,
    own: own && own.verdict !== "withdrawn" ? own : undefined,
  };
}

/** The label as it will be once the server has it. */
function expectedCurrent({ verdict, expected }: LabelRequest, author: string): CurrentLabel | null {
  if (verdict === "withdrawn") return null;
  return { verdict, expected: expected ?? null, author, at: new Date().toISOString() };
}
