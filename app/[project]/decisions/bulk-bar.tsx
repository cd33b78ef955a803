"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { formatNoun } from "@/lib/format";
import { reach } from "@/lib/reach";
import { confirmDecisions } from "./actions";

const perCall = 200;

type Props = {
  project: string;
  /** Those to confirm. */
  ids: string[];
  /** How many more are selected that keep the label they have. */
  kept: number;
  onLabelled: (id: string, label: JudgmentItem["label"]) => void;
  onClear: () => void;
};

/** What can be done with the selected rows. */
export function BulkBar({ project, ids, kept, onLabelled, onClear }: Props) {
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    let confirmed = 0;
    const refusals = new Set<string>();
    for (let from = 0; from < ids.length; from += perCall) {
      const answer = await reach(confirmDecisions({ project, ids: ids.slice(from, from + perCall) }));
      if (!answer.ok) {
        refusals.add(answer.error.message);
        break;
      }
      for (const { id, label } of answer.data.labels) onLabelled(id, label);
      for (const message of answer.data.refusals) refusals.add(message);
      confirmed += answer.data.labels.length;
    }
    setBusy(false);
    if (confirmed > 0) toast(`${formatNoun(confirmed, "answer")} confirmed as correct`);
    for (const message of refusals) toast(message, { tone: "negative" });
    onClear();
  };
  return (
    <section
      aria-label="Selected decisions"
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-max max-w-[calc(100%-1.5rem)] animate-appear items-center gap-2 rounded-lg border bg-raised py-1.5 pr-1.5 pl-4 shadow-popover"
    >
      <span className="mr-2">
        {ids.length + kept} selected
        {kept > 0 && <span className="text-muted">, {kept} labelled already</span>}
      </span>
      <Button variant="primary" disabled={isBusy || ids.length === 0} onClick={confirm}>
        <Check aria-hidden />
        {isBusy ? "Confirming…" : "Confirm the answers"}
      </Button>
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
