"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { reach } from "@/lib/reach";
import { saveName, saveProjectName } from "./actions";

type Props = { label: string; name: string; hint: string } & (
  | { field: "person" }
  | { field: "project"; project: string }
);

/** Renames the person or the project. */
export function NameForm({ label, name, hint, ...target }: Props) {
  const [value, setValue] = useState(name);
  const [error, setError] = useState<string>();
  const [isSaving, startSaving] = useTransition();
  const id = `${target.field}-name`;
  const save = () =>
    startSaving(async () => {
      const result =
        target.field === "person"
          ? await reach(saveName({ name: value }))
          : await reach(saveProjectName({ project: target.project, name: value }));
      setError(result.ok ? undefined : result.error.message);
      if (result.ok) toast("Saved.");
    });
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={label} htmlFor={id} hint={hint} error={error} className="w-full max-w-sm">
        <Input
          id={id}
          value={value}
          maxLength={100}
          aria-describedby={`${id}-hint`}
          aria-invalid={error !== undefined}
          onChange={(event) => setValue(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-5" disabled={isSaving || value.trim() === "" || value.trim() === name}>
        Save
      </Button>
    </form>
  );
}
