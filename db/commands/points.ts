import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { PointSettings } from "../../lib/contract/point";
import { effectiveShape } from "../../lib/decisions/points";
import { CasebookError } from "../../lib/errors";
import { recordAudit } from "./audit";
import type { Command } from "./command";
import { reprojectPoint } from "./reproject-point";

type UpdatePoint = {
  project: string;
  pointId: string;
  /** What changes; null goes back to what was learned, a field left out stays. */
  settings: PointSettings;
  /** Name of the person or key, for the audit log. */
  actor: string;
};

/**
 * Changes a point's settings and applies them to its past judgments, the first of them at once and the rest in the
 * background. @throws CasebookError `not_found:point`
 */
export const updatePoint: Command<UpdatePoint, { settings: PointSettings }> = async (
  db,
  { project, pointId, settings: change, actor },
  context,
) => {
  const { points } = db.tables;
  const [point] = await db.orm
    .select()
    .from(points)
    .where(and(eq(points.project, project), eq(points.id, pointId)));
  if (!point) throw new CasebookError("not_found:point", "There is no such point in this project.");
  const settings = mergeSettings(point.settings, change);
  if (isDeepStrictEqual(settings, point.settings)) return { settings };
  await db.orm.update(points).set({ settings }).where(eq(points.id, pointId));
  const detail = { from: point.settings, to: settings };
  await recordAudit(db, { project, actor, action: "point.update", target: pointId, detail }, context);
  const isShapeChanged = !isDeepStrictEqual(
    effectiveShape(point.learned, point.settings),
    effectiveShape(point.learned, settings),
  );
  if (isShapeChanged) await reprojectPoint(db, pointId);
  return { settings };
};

function mergeSettings(before: PointSettings, change: PointSettings): PointSettings {
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(merged);
}
