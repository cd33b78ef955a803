import { and, asc, eq, isNull, lt } from "drizzle-orm";
import { CasebookError } from "../../lib/errors";
import { createSecret, digestSecret } from "../../lib/secrets";
import type { Db } from "../database";
import { recordAudit } from "./audit";
import type { Command, CommandContext } from "./command";

const dayUs = 24 * 60 * 60 * 1_000_000;
const linkLifeUs = 7 * dayUs;
const sessionLifeUs = 90 * dayUs;

/** Makes a one-time sign-in link's token and forgets the links that have run out. */
export const createSignInLink: Command<Record<string, never>, { token: string }> = async (db, _args, { nowUs }) => {
  const { signInLinks } = db.tables;
  await db.orm.delete(signInLinks).where(lt(signInLinks.createdUs, nowUs - linkLifeUs));
  const token = createSecret("link");
  await db.insert(signInLinks, [{ digest: digestSecret(token), createdUs: nowUs, usedUs: null }]);
  return { token };
};

/**
 * Spends a sign-in link and opens a session for the one person of this installation.
 * @throws CasebookError `unauthenticated:link` when it is unknown, used or older than a week
 */
export const redeemSignInLink: Command<{ token: string }, { token: string; expiresUs: number }> = async (
  db,
  { token },
  context,
) => {
  await spendLink(db, token, context.nowUs);
  const { sessions } = db.tables;
  await db.orm.delete(sessions).where(lt(sessions.expiresUs, context.nowUs));
  const session = createSecret("session");
  const expiresUs = context.nowUs + sessionLifeUs;
  const personId = await ensurePerson(db, context);
  await db.insert(sessions, [{ digest: digestSecret(session), personId, createdUs: context.nowUs, expiresUs }]);
  return { token: session, expiresUs };
};

/** Ends a session; an unknown one is already over. */
export const deleteSession: Command<{ token: string }, void> = async (db, { token }) => {
  const { sessions } = db.tables;
  await db.orm.delete(sessions).where(eq(sessions.digest, digestSecret(token)));
};

/** Renames a person. Labels and audit events keep the name they were written under. @throws CasebookError `not_found:person` */
export const renamePerson: Command<{ id: string; name: string }, void> = async (db, { id, name }, context) => {
  const { people } = db.tables;
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > 100) {
    throw new CasebookError("invalid:name", "A name has 1 to 100 characters.", { field: "name" });
  }
  const [before] = await db.orm.select().from(people).where(eq(people.id, id));
  if (!before) throw new CasebookError("not_found:person", "There is no such person.");
  await db.orm.update(people).set({ name: trimmed }).where(eq(people.id, id));
  const detail = { from: before.name, to: trimmed };
  await recordAudit(
    db,
    { project: "default", actor: before.name, action: "person.rename", target: id, detail },
    context,
  );
};

async function spendLink(db: Db, token: string, nowUs: number): Promise<void> {
  const { signInLinks } = db.tables;
  const [link] = await db.orm
    .update(signInLinks)
    .set({ usedUs: nowUs })
    .where(and(eq(signInLinks.digest, digestSecret(token)), isNull(signInLinks.usedUs)))
    .returning();
  if (link && link.createdUs > nowUs - linkLifeUs) return;
  const message = "This sign-in link was used or has run out. Restart Casebook: each start prints a fresh one.";
  throw new CasebookError("unauthenticated:link", message);
}

async function ensurePerson(db: Db, { nowUs, newId }: CommandContext): Promise<string> {
  const { people } = db.tables;
  const [person] = await db.orm.select({ id: people.id }).from(people).orderBy(asc(people.createdUs)).limit(1);
  if (person) return person.id;
  const id = newId();
  await db.insert(people, [{ id, name: "Operator", createdUs: nowUs }]);
  return id;
}
