import { eq } from "drizzle-orm";
import { CasebookError } from "../../lib/errors";
import { recordAudit } from "./audit";
import type { Command } from "./command";

/** Creates a project unless it exists. @returns whether it is new */
export const createProject: Command<{ id: string; name: string }, { isNew: boolean }> = async (
  db,
  { id, name },
  { nowUs },
) => {
  const created = await db.insert(db.tables.projects, [{ id, name, createdUs: nowUs }], {
    onConflict: { key: ["id"] },
    returning: ["id"],
  });
  return { isNew: created.length > 0 };
};

/** Gives a project another name; its id stays. @throws CasebookError `not_found:project` */
export const renameProject: Command<{ id: string; name: string; actor: string }, void> = async (
  db,
  { id, name, actor },
  context,
) => {
  const { projects } = db.tables;
  const [before] = await db.orm.select().from(projects).where(eq(projects.id, id));
  if (!before) throw new CasebookError("not_found:project", "There is no such project.");
  await db.orm.update(projects).set({ name }).where(eq(projects.id, id));
  const detail = { from: before.name, to: name };
  await recordAudit(db, { project: id, actor, action: "project.rename", target: id, detail }, context);
};
