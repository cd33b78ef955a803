import { and, eq } from "drizzle-orm";
import type { KeyScope } from "../../lib/contract/vocabulary";
import { CasebookError } from "../../lib/errors";
import { createSecret, digestSecret } from "../../lib/secrets";
import { recordAudit } from "./audit";
import type { Command } from "./command";

type CreateKey = {
  project: string;
  name: string;
  scopes: KeyScope[];
  secret?: string;
  /** Who made it, for the audit log; `server` when no person did. */
  actor?: string;
};

/** Creates an API key. @returns the key itself, shown this once; only its digest is stored */
export const createKey: Command<CreateKey, { id: string; secret: string }> = async (
  db,
  { project, name, scopes, secret = createSecret("cb"), actor = "server" },
  context,
) => {
  const id = context.newId();
  await db.insert(db.tables.keys, [
    {
      id,
      project,
      name,
      digest: digestSecret(secret),
      prefix: secret.slice(0, 7),
      scopes,
      createdUs: context.nowUs,
      revokedUs: null,
    },
  ]);
  await recordAudit(db, { project, actor, action: "key.create", target: id, detail: { name, scopes } }, context);
  return { id, secret };
};

/** Revokes a key of a project at once. @throws CasebookError `not_found:key` */
export const revokeKey: Command<{ project: string; id: string; actor?: string }, void> = async (
  db,
  { project, id, actor = "server" },
  context,
) => {
  const { keys } = db.tables;
  const revoked = await db.orm
    .update(keys)
    .set({ revokedUs: context.nowUs })
    .where(and(eq(keys.project, project), eq(keys.id, id)))
    .returning({ id: keys.id });
  if (revoked.length === 0) throw new CasebookError("not_found:key", "There is no such key in this project.");
  await recordAudit(db, { project, actor, action: "key.revoke", target: id }, context);
};
