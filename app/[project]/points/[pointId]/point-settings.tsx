"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { PointItem, PointShape } from "@/lib/contract/point";
import { type Task, tasks } from "@/lib/contract/vocabulary";
import { formatNoun } from "@/lib/format";
import { reach } from "@/lib/reach";
import { visibleText } from "@/lib/visible-text";
import { saveSettings } from "./actions";
import { PointPreview } from "./point-preview";
import type { PreviewRow } from "./preview-samples";
import { fromDraft, toDraft } from "./settings-draft";
import { usePreview } from "./use-preview";

type Props = { project: string; point: PointItem; preview: PreviewRow[] };

/** What the point's answers mean: learned from its judgments, overruled here, previewed on real ones. */
export function PointSettingsForm({ project, point, preview }: Props) {
  const [draft, setDraft] = useState(() => toDraft(point.settings));
  const [error, setError] = useState<string>();
  const [isSaving, startSaving] = useTransition();
  const key = { project, pointId: point.id };
  const saved = toDraft(point.settings);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const shown = usePreview({ ...key, draft, isChanged, initial: preview });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });

  const save = (settings: ReturnType<typeof fromDraft>) =>
    startSaving(async () => {
      const result = await reach(saveSettings({ ...key, settings }));
      setError(result.ok ? undefined : result.error.message);
      if (result.ok) toast("Saved. Past decisions follow.");
    });
  const hints = learnedHints(point.learned);
  const isSet = Object.keys(point.settings).length > 0;
  return (
    <div className="grid gap-x-10 gap-y-6 border-line border-t pt-6 lg:grid-cols-[minmax(18rem,24rem)_1fr]">
      <form
        aria-label="Settings"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(fromDraft(draft));
        }}
      >
        <header>
          <h2 className="font-semibold text-base">What an answer means</h2>
          <p className="text-muted">
            Casebook learned this from the decisions it saw. Set a field to overrule it; past decisions follow, and the
            raw answers are always kept.
          </p>
        </header>
        <Field label="Task" htmlFor="task" hint={<Hint learned={hints.task} isSet={draft.task !== ""} />}>
          <Select
            id="task"
            aria-describedby="task-hint"
            value={draft.task}
            onChange={(event) => set({ task: event.target.value as Task | "" })}
          >
            <option value="">As learned ({point.learned.task})</option>
            {tasks.map((task) => (
              <option key={task} value={task}>
                {task}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Choices, one a line"
          htmlFor="choices"
          hint={<Hint learned={hints.choices} isSet={draft.choices !== ""} />}
        >
          <Textarea
            id="choices"
            aria-describedby="choices-hint"
            rows={Math.min(10, Math.max(4, draft.choices.split("\n").length))}
            value={draft.choices}
            placeholder={point.learned.choices?.slice(0, 8).map(visibleText).join("\n") ?? "none learned"}
            onChange={(event) => set({ choices: event.target.value })}
          />
        </Field>
        <Field
          label="Answer path"
          htmlFor="answer-path"
          hint={<Hint learned={hints.answerPath} isSet={draft.answerPath !== ""} />}
        >
          <Input
            id="answer-path"
            aria-describedby="answer-path-hint"
            className="font-mono text-xs"
            value={draft.answerPath}
            placeholder={point.learned.answerPath ?? "the whole answer"}
            onChange={(event) => set({ answerPath: event.target.value })}
          />
        </Field>
        <Field
          label="Confidence path"
          htmlFor="confidence-path"
          hint={<Hint learned={hints.confidencePath} isSet={draft.confidencePath !== ""} />}
        >
          <Input
            id="confidence-path"
            aria-describedby="confidence-path-hint"
            className="font-mono text-xs"
            value={draft.confidencePath}
            placeholder={point.learned.confidencePath ?? "as the sender states it"}
            onChange={(event) => set({ confidencePath: event.target.value })}
          />
        </Field>
        {error && (
          <p role="alert" className="text-negative">
            {error}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" disabled={!isChanged || isSaving}>
            {isSaving ? "Saving…" : "Save"}
          </Button>
          {isChanged && <Button onClick={() => setDraft(saved)}>Discard changes</Button>}
          {isSet && (
            <Button variant="ghost" disabled={isSaving} onClick={() => save(fromDraft(toDraft({})))}>
              Reset to learned
            </Button>
          )}
        </div>
      </form>
      <PointPreview {...shown} isChanged={isChanged} />
    </div>
  );
}

function learnedHints({ task, choices, answerPath, confidencePath }: PointShape) {
  return {
    task: `Learned: ${task}`,
    choices: choices ? `Learned: ${formatNoun(choices.length, "choice")}` : "Learned: no fixed set of answers",
    answerPath: `Learned: ${answerPath ? visibleText(answerPath) : "the whole answer is the value decided"}`,
    confidencePath: `Learned: ${confidencePath ? visibleText(confidencePath) : "none inside the answer"}`,
  };
}

function Hint({ learned, isSet }: { learned: string; isSet: boolean }) {
  return (
    <>
      {isSet && <span className="mr-1.5 font-medium text-accent">Set here.</span>}
      {learned}
    </>
  );
}
