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
