"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type KeyScope, keyScopes } from "@/lib/contract/vocabulary";
import { reach } from "@/lib/reach";
import { createKey } from "./actions";

const meanings = {
  ingest: "send traces and logs",
  read: "read decisions, traces, suites and exports",
  write: "label, change points and suites",
  admin: "manage keys and the project",
  holdout: "read holdout cases; keep it from whoever fixes the code",
} satisfies Record<KeyScope, string>;

/** Makes a key and shows it, this once. */
export function NewKeyDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) return <SecretDialog secret={secret} onClose={onClose} />;
  return <KeyForm project={project} onCreated={setSecret} onClose={onClose} />;
}

type FormProps = { project: string; onCreated: (secret: string) => void; onClose: () => void };

function KeyForm({ project, onCreated, onClose }: FormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<KeyScope[]>(["ingest"]);
  const [error, setError] = useState<string>();
  const [isCreating, startCreating] = useTransition();
  const create = () =>
    startCreating(async () => {
      const result = await reach(createKey({ project, name, scopes }));
      if (result.ok) onCreated(result.data.secret);
      else setError(result.error.message);
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New key"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="new-key"
            variant="primary"
            disabled={isCreating || name.trim() === "" || scopes.length === 0}
          >
            Create key
          </Button>
        </>
      }
    >
      <form
        id="new-key"
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <Field label="Name" htmlFor="key-name" hint="Who or what will use it, such as CI." error={error}>
          <Input
            id="key-name"
            value={name}
            maxLength={100}
            autoFocus
            aria-describedby="key-name-hint"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium text-muted text-xs">It may</legend>
          {keyScopes.map((scope) => (
            // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button inside its label
            <label key={scope} className="flex items-center gap-2.5">
              <Checkbox
                checked={scopes.includes(scope)}
                onCheckedChange={(isOn) =>
                  setScopes(keyScopes.filter((other) => (other === scope ? isOn : scopes.includes(other))))
                }
              />
              <span className="w-16 font-medium">{scope}</span>
              <span className="text-muted">{meanings[scope]}</span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Copy the key now"
      description="Casebook keeps only its digest: it cannot be shown again."
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3">
        <output aria-label="The new key" className="min-w-0 flex-1 break-all font-mono text-xs">
          {secret}
        </output>
        <CopyButton text={secret} label="Copy key" />
      </div>
    </Dialog>
  );
}
