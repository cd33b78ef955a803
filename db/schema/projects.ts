import type { KeyScope } from "../../lib/contract/vocabulary";
import type { Kit } from "../sqlite/kit";

/** Tenants and who may reach them: projects, keys, people, their sessions and the one-time sign-in links. */
export function projectTables(kit: Kit) {
  const projects = kit.table("projects", {
    id: kit.txt().primaryKey(),
    name: kit.txt().notNull(),
    createdUs: kit.int().notNull(),
  });

  const keys = kit.table(
    "keys",
    {
      id: kit.txt().primaryKey(),
      project: kit.txt().notNull(),
      name: kit.txt().notNull(),
      /** SHA-256 of the whole key; the key itself is shown once and never stored. */
      digest: kit.txt().notNull(),
      /** The first characters, for recognising a key in a list. */
      prefix: kit.txt().notNull(),
      scopes: kit.json<KeyScope[]>().notNull(),
      createdUs: kit.int().notNull(),
      revokedUs: kit.int(),
    },
    (t) => [kit.uniqueIndex("keys_digest").on(t.digest), kit.index("keys_project").on(t.project)],
  );

  const people = kit.table("people", {
    id: kit.txt().primaryKey(),
    name: kit.txt().notNull(),
    createdUs: kit.int().notNull(),
  });

  const sessions = kit.table("sessions", {
    /** SHA-256 of the cookie's token. */
    digest: kit.txt().primaryKey(),
    personId: kit.txt().notNull(),
    createdUs: kit.int().notNull(),
    expiresUs: kit.int().notNull(),
  });

  const signInLinks = kit.table("sign_in_links", {
    /** SHA-256 of the link's token. */
    digest: kit.txt().primaryKey(),
    createdUs: kit.int().notNull(),
    usedUs: kit.int(),
  });

  const auditEvents = kit.table(
    "audit_events",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      atUs: kit.int().notNull(),
      actor: kit.txt().notNull(),
      action: kit.txt().notNull(),
      target: kit.txt().notNull(),
      detail: kit.json(),
    },
    (t) => [kit.index("audit_events_project").on(t.project, t.seq)],
  );

  return { projects, keys, people, sessions, signInLinks, auditEvents };
}
