import { desc, eq } from "drizzle-orm";
import type { KeyScope } from "../../lib/contract/vocabulary";
import type { Db } from "../database";
import { toIsoTime } from "../times";

/** A key as lists show it: never the key itself, only its first characters. */
export type KeyItem = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  createdAt: string;
  revokedAt: string | null;
};

/** The keys of a project, newest first, revoked ones included. */
export async function listKeys(db: Db, project: string): Promise<KeyItem[]> {
  const { keys } = db.tables;
  const rows = await db.orm
    .select()
    .from(keys)
    .where(eq(keys.project, project))
    .orderBy(desc(keys.createdUs), desc(keys.id));
  return rows.map(({ id, name, prefix, scopes, createdUs, revokedUs }) => ({
    id,
    name,
    prefix,
    scopes,
    createdAt: toIsoTime(createdUs),
    revokedAt: revokedUs === null ? null : toIsoTime(revokedUs),
  }));
}
