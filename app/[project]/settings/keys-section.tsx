"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { KeyItem } from "@/db/queries/keys";
import { reach } from "@/lib/reach";
import { visibleText } from "@/lib/visible-text";
import { revokeKey } from "./actions";
import { NewKeyDialog } from "./new-key-dialog";
import { SettingsSection } from "./settings-section";

type Props = { project: string; keys: KeyItem[] };

/** API keys of the project: made, shown once, revoked. */
export function KeysSection({ project, keys }: Props) {
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<KeyItem>();
  return (
    <SettingsSection
      title="API keys"
      id="keys"
      detail="For exporters, scripts and CI. A key opens this project only."
      actions={
        <Button onClick={() => setCreating(true)}>
          <Plus /> New key
        </Button>
      }
    >
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title="No keys yet" className="py-8">
          Create one with the scope ingest to send the first trace.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {keys.map((key) => (
            <KeyRow key={key.id} item={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {isCreating && <NewKeyDialog project={project} onClose={() => setCreating(false)} />}
      {revoking && <RevokeDialog project={project} item={revoking} onClose={() => setRevoking(undefined)} />}
    </SettingsSection>
  );
}

function KeyRow({ item, onRevoke }: { item: KeyItem; onRevoke: () => void }) {
  const isRevoked = item.revokedAt !== null;
  return (
    <li className={cn("flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5", isRevoked && "text-faint")}>
      <span className="min-w-0 truncate font-medium">{visibleText(item.name)}</span>
      <code className="font-mono text-faint text-xs">{item.prefix}…</code>
      <span className="flex flex-wrap gap-1">
        {item.scopes.map((scope) => (
          <Badge key={scope} tone="outline">
            {scope}
          </Badge>
        ))}
      </span>
      <span className="ml-auto flex items-center gap-3 text-faint text-xs">
        {item.revokedAt === null ? (
          <>
            <span>
              made <Time at={item.createdAt} />
            </span>
            <Button size="sm" variant="ghost" onClick={onRevoke} aria-label={`Revoke ${item.name}`}>
              Revoke
            </Button>
          </>
        ) : (
          <span>
            revoked <Time at={item.revokedAt} />
          </span>
        )}
      </span>
    </li>
  );
}

function RevokeDialog({ project, item, onClose }: { project: string; item: KeyItem; onClose: () => void }) {
  const [isRevoking, startRevoking] = useTransition();
  const revoke = () =>
    startRevoking(async () => {
      const result = await reach(revokeKey({ project, id: item.id }));
      if (result.ok) toast(`Revoked ${item.name}.`);
      else toast(result.error.message, { tone: "negative" });
      onClose();
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Revoke ${visibleText(item.name)}?`}
      description="Whatever uses this key is refused from the next request on. This cannot be undone."
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={isRevoking} onClick={revoke}>
            Revoke key
          </Button>
        </>
      }
    />
  );
}
