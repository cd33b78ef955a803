import { and, eq, inArray } from "drizzle-orm";
import { canonicalJson } from "../../../lib/contract/canonical-json";
import type { PointShape } from "../../../lib/contract/point";
import type { Evidence } from "../../../lib/decisions/evidence";
import { effectiveShape, learnPoint } from "../../../lib/decisions/points";
import type { DerivedJudgment } from "../../../lib/decisions/types";
import type { Db } from "../../database";
import { lookUp } from "../../look-up";
import type { Point } from "../../sqlite/tables";
import type { CommandContext } from "../command";
import { reprojectPoint } from "../reproject-point";
import type { PlacedJudgment } from "./judgment-rows";

/**
 * Finds or makes the point of each judgment, lets it learn from them, and re-reads its past judgments where that
 * changed its shape.
 */
export async function placeJudgments(
  db: Db,
  { project, judgments }: { project: string; judgments: DerivedJudgment[] },
  context: CommandContext,
): Promise<PlacedJudgment[]> {
  const known = await loadPoints(db, project, judgments);
  const placed: PlacedJudgment[] = [];
  for (const [key, group] of Map.groupBy(judgments, keyOf)) {
    const { id, shape } = await learn(db, { project, point: known.get(key), group }, context);
    for (const judgment of group) placed.push({ judgment, pointId: id, shape });
  }
  return placed;
}

async function loadPoints(db: Db, project: string, judgments: DerivedJudgment[]): Promise<Map<string, Point>> {
  const { points } = db.tables;
  const places = [...new Map(judgments.map((judgment) => [keyOf(judgment), judgment])).values()];
  const rows = await lookUp(places, (part) =>
    db.orm
      .select()
      .from(points)
      .where(
        and(
          eq(points.project, project),
          inArray(points.workflow, [...new Set(part.map(({ workflow }) => workflow))]),
          inArray(points.name, [...new Set(part.map(({ point }) => point))]),
        ),
      ),
  );
  return new Map(rows.map((row) => [keyOf({ workflow: row.workflow, point: row.name }), row]));
}

type Lesson = { project: string; point: Point | undefined; group: DerivedJudgment[] };

async function learn(
  db: Db,
  { project, point, group }: Lesson,
  { nowUs, newId }: CommandContext,
): Promise<{ id: string; shape: PointShape }> {
  // Stored as plain JSON; only learnPoint reads it.
  let evidence = point?.evidence as Evidence | undefined;
  let learned: PointShape | undefined = point?.learned;
  for (const judgment of group) ({ evidence, learned } = learnPoint(evidence, judgment));
  const [first] = group;
  if (!first || !learned || evidence === undefined) throw new Error("A group of judgments is never empty");
  const { points } = db.tables;
  if (!point) {
    const id = newId();
    const row = { id, project, workflow: first.workflow, name: first.point, settings: {}, createdUs: nowUs };
    await db.insert(points, [{ ...row, learned, evidence }]);
    return { id, shape: effectiveShape(learned, {}) };
  }
  const shape = effectiveShape(learned, point.settings);
  if (canonicalJson(evidence) !== canonicalJson(point.evidence)) {
    await db.orm.update(points).set({ evidence, learned }).where(eq(points.id, point.id));
  }
  if (canonicalJson(shape) !== canonicalJson(effectiveShape(point.learned, point.settings))) {
    await reprojectPoint(db, point.id);
  }
  return { id: point.id, shape };
}

const keyOf = ({ workflow, point }: { workflow: string; point: string }) => canonicalJson([workflow, point]);
