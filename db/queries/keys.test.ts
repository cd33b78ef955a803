import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { openTestDatabase, runCommand, testDialects } from "../testing";
import { listKeys } from "./keys";

describe.each(testDialects)("keys on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
  });
  afterAll(() => db.close());

  it("lists a project's keys newest first, never a key itself", async () => {
    const first = await runCommand(db, "createKey", { project: "p", name: "CI", scopes: ["ingest"] }, { nowUs: 1 });
    const second = await runCommand(db, "createKey", { project: "p", name: "App", scopes: ["read"] }, { nowUs: 2 });
    await runCommand(db, "createKey", { project: "other", name: "Theirs", scopes: ["read"] });
    await runCommand(db, "revokeKey", { project: "p", id: first.id });
    const keys = await listKeys(db, "p");
    expect(keys.map(({ name, scopes, revokedAt }) => [name, scopes, revokedAt !== null])).toEqual([
      ["App", ["read"], false],
      ["CI", ["ingest"], true],
    ]);
    expect(JSON.stringify(keys)).not.toContain(second.secret);
  });
});
