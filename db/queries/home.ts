import { eq } from "drizzle-orm";
import type { Db } from "../database";

/** Whether anything has been traced in a project. */
export async function hasTraces(db: Db, project: string): Promise<boolean> {
  const { traces } = db.tables;
  const found = await db.orm.select({ seq: traces.seq }).from(traces).where(eq(traces.project, project)).limit(1);
  return found.length > 0;
}
