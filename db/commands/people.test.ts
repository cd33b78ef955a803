import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { getBearerActor, getSessionActor } from "../queries/actors";
import { openTestDatabase, runCommand, testDialects } from "../testing";

const dayUs = 24 * 60 * 60 * 1_000_000;
const nowUs = 1_754_500_000_000_000;

describe.each(testDialects)("identity on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  async function signIn() {
    const link = await runCommand(db, "createSignInLink", {}, { nowUs });
    return { link, session: await runCommand(db, "redeemSignInLink", link, { nowUs }) };
  }

  it("signs the one person in by a link, once", async () => {
    const { link, session } = await signIn();
    const actor = await getSessionActor(db, session.token, nowUs);
    expect(actor).toMatchObject({ kind: "person", name: "Operator", project: null });
    await expect(runCommand(db, "redeemSignInLink", link, { nowUs })).rejects.toMatchObject({
      code: "unauthenticated:link",
    });
    const again = await signIn();
    expect((await getSessionActor(db, again.session.token, nowUs))?.id).toBe(actor?.id);
  });

  it("refuses links that nobody made, and links older than a week", async () => {
    await expect(runCommand(db, "redeemSignInLink", { token: "link_made_up" })).rejects.toMatchObject({ status: 401 });
    const old = await runCommand(db, "createSignInLink", {}, { nowUs });
    const late = runCommand(db, "redeemSignInLink", old, { nowUs: nowUs + 8 * dayUs });
    await expect(late).rejects.toMatchObject({ code: "unauthenticated:link" });
  });

  it("ends a session by signing out, or after ninety days", async () => {
    const { session } = await signIn();
    expect(await getSessionActor(db, session.token, nowUs + 91 * dayUs)).toBeUndefined();
    expect(await getSessionActor(db, session.token, nowUs + 89 * dayUs)).toBeDefined();
    await runCommand(db, "deleteSession", { token: session.token });
    expect(await getSessionActor(db, session.token, nowUs)).toBeUndefined();
  });

  it("renames the person and remembers that it did", async () => {
    const { session } = await signIn();
    const id = (await getSessionActor(db, session.token, nowUs))?.id ?? "";
    await runCommand(db, "renamePerson", { id, name: " Ann " });
    expect((await getSessionActor(db, session.token, nowUs))?.name).toBe("Ann");
    await expect(runCommand(db, "renamePerson", { id, name: " " })).rejects.toMatchObject({ code: "invalid:name" });
    await expect(runCommand(db, "renamePerson", { id: "x", name: "B" })).rejects.toMatchObject({ status: 404 });
    const { auditEvents } = db.tables;
    const events = await db.orm.select().from(auditEvents).where(eq(auditEvents.action, "person.rename"));
    expect(events).toMatchObject([{ actor: "Operator", target: id, detail: { from: "Operator", to: "Ann" } }]);
  });

  it("stores no secret: neither link, session nor key is found in the database", async () => {
    const { link, session } = await signIn();
    const key = await runCommand(db, "createKey", { project: "p", name: "k", scopes: ["read"] });
    const { signInLinks, sessions, keys } = db.tables;
    const stored = JSON.stringify([
      await db.orm.select().from(signInLinks),
      await db.orm.select().from(sessions),
      await db.orm.select().from(keys),
    ]);
    for (const secret of [link.token, session.token, key.secret]) expect(stored).not.toContain(secret);
  });

  it("knows a key until it is revoked, and the bootstrap key for every project", async () => {
    const { id, secret } = await runCommand(db, "createKey", {
      project: "p",
      name: "CI",
      scopes: ["ingest"],
      actor: "Ann",
    });
    const ask = (given: string) => getBearerActor(db, { secret: given, bootstrapKey: "the-bootstrap-key" });
    expect(await ask(secret)).toMatchObject({ kind: "key", name: "CI", project: "p", scopes: ["ingest"] });
    expect(await ask("the-bootstrap-key")).toMatchObject({ id: "bootstrap", project: null });
    await runCommand(db, "revokeKey", { project: "p", id, actor: "Ann" });
    expect(await ask(secret)).toBeUndefined();
    await expect(runCommand(db, "revokeKey", { project: "other", id })).rejects.toMatchObject({ status: 404 });
  });
});
