"use client";

import { MessageSquarePlus, Undo2 } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useCommands } from "@/components/commands/use-commands";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import type { JudgmentItem } from "@/lib/contract/judgment";
import type { LabelEvent } from "@/lib/contract/label";
import { formatValue } from "@/lib/format";
import { toValue } from "@/lib/labels/answer-fields";
import type { LabelOutcome } from "@/lib/labels/outcome";
import { visibleText } from "@/lib/visible-text";
import { AnswerChoices } from "./correction/answer-choices";
import { AnswerFields } from "./correction/answer-fields";
import { ConsequenceView } from "./correction/consequence-view";
import { correctionCommands } from "./correction/correction-commands";
import { LabelDetails } from "./correction/label-details";
import { LabelHistory } from "./correction/label-history";
import { LabelStatus } from "./correction/label-status";
import { type Explain, type Explained, useConsequences } from "./correction/use-consequences";
import { type RecordLabel, useLabelling } from "./correction/use-labelling";

/** The server actions the panel needs: `app/[project]/label-actions.ts` exports them ready to pass. */
export type CorrectionActions = { recordLabel: RecordLabel; explain: Explain };

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

const prefetchLimit = 12;

/** Confirms or corrects one judgment, showing beforehand what the code would have done. */
export function CorrectionPanel({ project, judgment, person, actions, onLabelled, ...given }: CorrectionPanelProps) {
  const id = useId();
  const { output } = judgment;
  const choices = listChoices(judgment);
  const labelling = useLabelling({
    project,
    judgmentId: judgment.id,
    person,
    current: judgment.label,
    history: given.history,
    recordLabel: actions.recordLabel,
    onLabelled,
  });
  const labelled = labelling.own?.expected ?? undefined;
  const [answer, setAnswer] = useState<Json>(labelled ?? output);
  const [filter, setFilter] = useState("");
  const [hasDetails, setHasDetails] = useState(false);
  const [note, setNote] = useState("");
  const [expectedArm, setExpectedArm] = useState("");
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const shown = filterChoices(choices, filter);
  const explained = useConsequences(
    { project, judgmentId: judgment.id, explain: actions.explain },
    { prefetched: shown.slice(0, prefetchLimit), answer: answer ?? undefined },
  );

  const isOwn = canonicalJson(answer) === canonicalJson(output);
  const isEmpty = answer === null || answer === "";
  const details = {
    ...(note.trim() && { note: note.trim() }),
    ...(expectedArm.trim() && { expectedArm: expectedArm.trim() }),
  };
  const send = async (request: Parameters<typeof labelling.record>[0]) => {
    if (!(await labelling.record({ ...request, ...(request.verdict === "withdrawn" ? {} : details) }))) return;
    setNote("");
    setExpectedArm("");
    setHasDetails(false);
  };
  // The same answer once more would only repeat the label that stands.
  const isStanding =
    labelled !== undefined && canonicalJson(answer) === canonicalJson(labelled) && Object.keys(details).length === 0;
  const canCommit = !isEmpty && !isStanding && !labelling.isSaving;
  const commit = () => {
    if (!canCommit) return;
    void send(isOwn ? { verdict: "correct" } : { verdict: "incorrect", expected: answer });
  };
  const takeBack = () => void send({ verdict: "withdrawn" });
  const openDetails = () => {
    setHasDetails(true);
    requestAnimationFrame(() => noteRef.current?.focus());
  };

  useCommands(
    correctionCommands({
      choices: shown,
      answer,
      canFilter: choices.length > 9,
      canCommit,
      canTakeBack: labelling.own !== undefined && !labelling.isSaving,
      onHighlight: setAnswer,
      onCommit: commit,
      onTakeBack: takeBack,
      onNote: openDetails,
      onUnsure: () => void send({ verdict: "unsure" }),
      onFilter: () => filterRef.current?.focus(),
    }),
  );

  return (
    <section aria-label="Correction" className="flex flex-col">
      <div className="flex flex-col gap-2 px-4 py-3">
        <div className="flex min-h-7 items-center gap-2">
          <LabelStatus current={labelling.current} isSaving={labelling.isSaving} />
          {labelling.own && (
            <Button
              size="sm"
              variant="ghost"
              disabled={labelling.isSaving}
              onClick={takeBack}
              className="-mr-2 ml-auto"
            >
              <Undo2 aria-hidden /> Take back <Kbd keys="u" />
            </Button>
          )}
        </div>
        {choices.length > 0 ? (
          <AnswerChoices
            {...{ choices: shown, answer, labelled, filter, filterRef, explained, prefetchLimit }}
            total={choices.length}
            model={judgment}
            onFilter={(typed) => {
              setFilter(typed);
              const [first] = filterChoices(choices, typed);
              if (typed !== "" && first !== undefined) setAnswer(first);
            }}
            onHighlight={setAnswer}
            onCommit={commit}
          />
        ) : typeof output === "object" && output !== null ? (
          <AnswerFields id={id} output={output} answer={answer} onChange={setAnswer} />
        ) : (
          <Textarea
            aria-label="Right answer"
            rows={4}
            value={answer === null ? "" : String(answer)}
            onChange={(event) => setAnswer(toValue(output, event.target.value))}
          />
        )}
      </div>
      {hasDetails && (
        <LabelDetails
          {...{ id, note, expectedArm, noteRef }}
          arms={listArms(explained(answer))}
          onNote={setNote}
          onExpectedArm={setExpectedArm}
          onCommit={commit}
        />
      )}
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-1.5 border-line border-t bg-surface px-4 py-2.5">
        <Button variant="primary" disabled={!canCommit} onClick={commit} className="min-w-0 shrink">
          <span className="truncate">
            {commitWord({ isOwn, isStanding })} {visibleText(formatValue(answer, 40))}
          </span>
          <Kbd keys="enter" className="[&_kbd]:border-current/40 [&_kbd]:bg-transparent [&_kbd]:text-current" />
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={labelling.isSaving}
          onClick={() => void send({ verdict: "unsure" })}
        >
          Unsure <Kbd keys="0" />
        </Button>
        {!hasDetails && (
          <Button size="sm" variant="ghost" onClick={openDetails}>
            <MessageSquarePlus aria-hidden /> Note <Kbd keys="n" />
          </Button>
        )}
      </div>
      <ConsequenceView
        project={project}
        answer={answer ?? undefined}
        explained={explained(answer)}
        isConfirmation={isOwn}
        confidence={judgment.confidence}
      />
      <LabelHistory history={labelling.history} />
    </section>
  );
}

function commitWord({ isOwn, isStanding }: { isOwn: boolean; isStanding: boolean }): string {
  if (isStanding) return "Labelled";
  return isOwn ? "Confirm" : "Correct to";
}

/** The answers offered as rows: the point's choices with the model's own among them, or yes and no. */
function listChoices({ choices, output }: JudgmentItem): Json[] {
  if (typeof output === "boolean") return [true, false];
  if (!choices || choices.length === 0 || (typeof output === "object" && output !== null)) return [];
  return output === null || choices.includes(String(output)) ? choices : [...choices, output];
}

function filterChoices(choices: Json[], filter: string): Json[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === "") return choices;
  const text = (choice: Json) => String(choice).toLowerCase();
  const found = choices.filter((choice) => text(choice).includes(wanted));
  return found.sort((a, b) => Number(text(b).startsWith(wanted)) - Number(text(a).startsWith(wanted)));
}

function listArms(explained: Explained): string[] {
  if (!explained || "error" in explained) return [];
  const arms = explained.branches.flatMap(({ actual, replayed, reevaluated, seenBefore }) => [
    actual.arm,
    replayed?.isKnown ? replayed.arm : null,
    reevaluated.isKnown ? reevaluated.arm : null,
    ...seenBefore.arms.map(({ arm }) => arm),
  ]);
  return [...new Set(arms.filter((arm) => arm !== null))];
}
