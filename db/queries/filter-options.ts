import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db } from "../database";

export const optionFields = ["output", "arm", "model", "version"] as const;
export type OptionField = (typeof optionFields)[number];

export type FilterOption = { value: string; count: number };
export type FilterOptions = Record<OptionField, FilterOption[]>;

/** Values are counted over this many of the newest judgments: enough to choose from, at the same cost at any size. */
const sample = 20_000;
/** One point's judgments are looked for among this many of the project's newest. */
const pointWindow = 200_000;
const maxOptions = 100;

/**
 * The values a project's newest judgments hold, most frequent first, to choose a filter from.
 * @param pointId only of this point; outputs and arms mean little without it
 */
export async function listFilterOptions(
  db: Db,
  { project, pointId }: { project: string; pointId?: string | undefined },
): Promise<FilterOptions> {
  const { judgments } = db.tables;
  const newest = db.orm
    .select({
      pointId: judgments.pointId,
      output: judgments.outputText,
      arm: judgments.arm,
      model: judgments.model,
      version: judgments.version,
    })
    .from(judgments)
    .where(and(eq(judgments.project, project), isNull(judgments.supersededBy)))
    .orderBy(desc(judgments.startUs), desc(judgments.seq))
    .limit(pointId === undefined ? sample : pointWindow)
    .as("newest");
  const rows = await db.orm
    .select()
    .from(newest)
    .where(pointId === undefined ? undefined : eq(newest.pointId, pointId))
    .limit(sample);
  const options = {} as FilterOptions;
  for (const field of optionFields) options[field] = countValues(rows.map((row) => row[field]));
  return options;
}

function countValues(values: (string | null)[]): FilterOption[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .slice(0, maxOptions);
}
