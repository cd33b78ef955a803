import type { Db } from "../../database";
import { isPassingError } from "../../passing-error";

/**
 * Writes rows together. Where the database refuses that, it halves them until those it cannot hold stand alone, so
 * that these cost no other row.
 * @throws what the database may get over
 */
export async function insertEach<Row, Written>(
  db: Db,
  rows: Row[],
  insert: (savepoint: Db, rows: Row[]) => Promise<Written[]>,
): Promise<{ written: Written[]; refused: Row[] }> {
  if (rows.length === 0) return { written: [], refused: [] };
  try {
    return { written: await db.transaction((savepoint) => insert(savepoint, rows)), refused: [] };
  } catch (error) {
    if (isPassingError(error)) throw error;
    if (rows.length === 1) {
      console.error("The database refuses a row:", error);
      return { written: [], refused: rows };
    }
    const middle = Math.ceil(rows.length / 2);
    const first = await insertEach(db, rows.slice(0, middle), insert);
    const second = await insertEach(db, rows.slice(middle), insert);
    return { written: first.written.concat(second.written), refused: first.refused.concat(second.refused) };
  }
}
