import { asc } from "drizzle-orm";
import type { Db } from "../database";

export type ProjectItem = { id: string; name: string };

/** All projects of this server, by name. */
export async function listProjects(db: Db): Promise<ProjectItem[]> {
  const { projects } = db.tables;
  return db.orm.select({ id: projects.id, name: projects.name }).from(projects).orderBy(asc(projects.name));
}
