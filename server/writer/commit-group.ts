import { ulid } from "ulid";
import type { CommandContext } from "@/db/commands/command";
import type { Db } from "@/db/database";
import { type PlainError, toPlainError } from "@/server/errors";

/** One write waiting for its turn. */
export type Job = (db: Db, context: CommandContext) => Promise<unknown>;
export type Outcome = { ok: true; result: unknown } | { ok: false; error: PlainError };

/**
 * Runs writes in one durable transaction, each in a savepoint of its own: a failing one is undone alone. When the
 * commit itself fails, all of them have failed.
 * @returns one outcome per job, in order, once the commit is on disk
 */
export async function commitGroup(db: Db, jobs: Job[]): Promise<Outcome[]> {
  try {
    return await db.transaction(async (group) => {
      const outcomes: Outcome[] = [];
      for (const job of jobs) outcomes.push(await attempt(group, job));
      return outcomes;
    });
  } catch (error) {
    const plain = toPlainError(error);
    return jobs.map(() => ({ ok: false, error: plain }));
  }
}

async function attempt(group: Db, job: Job): Promise<Outcome> {
  const context = { nowUs: Date.now() * 1000, newId: () => ulid() };
  try {
    return { ok: true, result: await group.transaction((savepoint) => job(savepoint, context)) };
  } catch (error) {
    return { ok: false, error: toPlainError(error) };
  }
}
