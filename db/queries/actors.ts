import { timingSafeEqual } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Actor } from "../../lib/contract/identity";
import { keyScopes } from "../../lib/contract/vocabulary";
import { digestSecret } from "../../lib/secrets";
import type { Db } from "../database";

/** Who a bearer key stands for: the bootstrap key of the environment (any project), else a stored key in force. */
export async function getBearerActor(
  db: Db,
  { secret, bootstrapKey }: { secret: string; bootstrapKey: string | undefined },
): Promise<Actor | undefined> {
  if (bootstrapKey && timingSafeEqual(Buffer.from(digestSecret(bootstrapKey)), Buffer.from(digestSecret(secret)))) {
    return { kind: "key", id: "bootstrap", name: "bootstrap key", project: null, scopes: [...keyScopes] };
  }
  return getKeyActor(db, secret);
}

/** The actor a stored key stands for, or undefined when no such key is in force. */
async function getKeyActor(db: Db, secret: string): Promise<Actor | undefined> {
  const { keys } = db.tables;
  const [key] = await db.orm
    .select()
    .from(keys)
    .where(and(eq(keys.digest, digestSecret(secret)), isNull(keys.revokedUs)));
  return key && { kind: "key", id: key.id, name: key.name, project: key.project, scopes: key.scopes };
}

/** The person a session token belongs to, or undefined once it has expired. */
export async function getSessionActor(db: Db, token: string, nowUs = Date.now() * 1000): Promise<Actor | undefined> {
  const { sessions, people } = db.tables;
  const [person] = await db.orm
    .select({ id: people.id, name: people.name })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.digest, digestSecret(token)), gt(sessions.expiresUs, nowUs)));
  return person && { kind: "person", ...person, project: null, scopes: [...keyScopes] };
}
