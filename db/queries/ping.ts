import { sql } from "drizzle-orm";
import type { Db } from "../database";

/** Asks the database for an answer. @throws the driver's error when it has none */
export async function pingDatabase(db: Db): Promise<void> {
  await db.all(sql`select 1`);
}
