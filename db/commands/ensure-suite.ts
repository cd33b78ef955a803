import { and, eq } from "drizzle-orm";
import { CasebookError } from "../../lib/errors";
import type { Db } from "../database";
import type { Suite } from "../sqlite/tables";
import type { CommandContext } from "./command";

/** The suite of a point, made when it does not exist. @throws CasebookError `not_found:point` */
export async function ensureSuite(
  db: Db,
  { project, pointId }: { project: string; pointId: string },
  { nowUs, newId }: CommandContext,
): Promise<Suite> {
  const { points, suites } = db.tables;
  const ofPoint = and(eq(suites.project, project), eq(suites.pointId, pointId));
  const [existing] = await db.orm.select().from(suites).where(ofPoint);
  if (existing) return existing;
  const [point] = await db.orm
    .select({ name: points.name })
    .from(points)
    .where(and(eq(points.project, project), eq(points.id, pointId)));
  if (!point)
    throw new CasebookError("not_found:point", "There is no such point in this project.", { field: "pointId" });
  const suite: Suite = {
    id: newId(),
    project,
    pointId,
    name: point.name,
    seed: newId(),
    holdoutShare: 0,
    version: 0,
    createdUs: nowUs,
  };
  await db.insert(suites, [suite]);
  return suite;
}
