import { and, eq } from "drizzle-orm";
import type { KeyScope } from "../../lib/contract/vocabulary";
import { CasebookError } from "../../lib/errors";
import { createSecret, digestSecret } from "../../lib/secrets";
import type { Command } from "./command";

/** Creates an API key. @returns the key itself, shown this once; only its digest is stored */
export const createKey: Command<
  { project: string; name: string; scopes: KeyScope[]; secret?: string },
  { id: string; secret: string }
> = async (db, { project, name, scopes, secret = createSecret("cb") }, { nowUs, newId }) => {
  const id = newId();
  await db.insert(db.tables.keys, [
    {
      id,
      project,
      name,
      digest: digestSecret(secret),
      prefix: secret.slice(0, 7),
      scopes,
      createdUs: nowUs,
      revokedUs: null,
    },
  ]);
  return { id, secret };
};

/** Revokes a key of a project at once. @throws CasebookError `not_found:key` */
export const revokeKey: Command<{ project: string; id: string }, void> = async (db, { project, id }, { nowUs }) => {
  const { keys } = db.tables;
  const revoked = await db.orm
    .update(keys)
    .set({ revokedUs: nowUs })
    .where(and(eq(keys.project, project), eq(keys.id, id)))
    .returning({ id: keys.id });
  if (revoked.length === 0) throw new CasebookError("not_found:key", "There is no such key in this project.");
};
