import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { listProjects } from "../queries/projects";
import { openTestDatabase, runCommand, testDialects } from "../testing";

describe.each(testDialects)("projects on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    await runCommand(db, "createProject", { id: "p", name: "First name" });
  });
  afterAll(() => db.close());

  it("renames a project and says who did", async () => {
    await runCommand(db, "renameProject", { id: "p", name: "Claims", actor: "Ada" });
    expect(await listProjects(db)).toEqual([{ id: "p", name: "Claims" }]);
    const [event] = await db.orm.select().from(db.tables.auditEvents);
    expect(event).toMatchObject({
      actor: "Ada",
      action: "project.rename",
      detail: { from: "First name", to: "Claims" },
    });
  });

  it("refuses a project that does not exist", async () => {
    const rename = runCommand(db, "renameProject", { id: "q", name: "x", actor: "Ada" });
    await expect(rename).rejects.toMatchObject({ code: "not_found:project" });
  });
});
