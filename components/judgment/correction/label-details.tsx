"use client";

import type { RefObject } from "react";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";

type Props = {
  id: string;
  note: string;
  expectedArm: string;
  /** Arms this branch is known to take. */
  arms: string[];
  noteRef: RefObject<HTMLTextAreaElement | null>;
  onNote: (note: string) => void;
  onExpectedArm: (arm: string) => void;
  /** Ctrl or ⌘ with Enter, from inside a field. */
  onCommit: () => void;
};

/** What may go with a label: why, and the right arm where the person knows it better than the record. */
export function LabelDetails(props: Props) {
  const { id, note, expectedArm, arms, noteRef, onNote, onExpectedArm, onCommit } = props;
  const commitOnEnter = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onCommit();
  };
  return (
    <div className="flex flex-col gap-3 px-4 pb-3">
      <Field label="Note" htmlFor={`${id}-note`}>
        <Textarea
          ref={noteRef}
          id={`${id}-note`}
          rows={2}
          maxLength={10_000}
          placeholder="Why, for whoever reads the test"
          value={note}
          onChange={(event) => onNote(event.target.value)}
          onKeyDown={commitOnEnter}
        />
      </Field>
      <Field
        label="Right arm, if you know it"
        htmlFor={`${id}-arm`}
        hint="Left empty, the test expects what the record says, or nothing where that is not known."
      >
        <Input
          id={`${id}-arm`}
          list={`${id}-arms`}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          value={expectedArm}
          onChange={(event) => onExpectedArm(event.target.value)}
          onKeyDown={commitOnEnter}
          aria-describedby={`${id}-arm-hint`}
          className="font-mono"
        />
      </Field>
      <datalist id={`${id}-arms`}>
        {arms.map((arm) => (
          <option key={arm} value={arm} />
        ))}
      </datalist>
    </div>
  );
}
