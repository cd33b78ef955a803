import { ulid } from "ulid";
import type { CommandContext, WithTouched } from "@/db/commands/command";
import { deriveTouched } from "@/db/commands/ingest/derive";
import { addTouched } from "@/db/commands/ingest/touched";
import type { Db } from "@/db/database";
import { type PlainError, toPlainError } from "@/server/errors";

/** One write waiting for its turn. */
export type Job = (db: Db, context: CommandContext & WithTouched) => Promise<unknown>;
export type Outcome = { ok: true; result: unknown } | { ok: false; error: PlainError };

/**
 * Runs writes in one durable transaction, each in a savepoint of its own: a failing one is undone alone. Then derives
 * the traces they added to, each once. When that or the commit fails, all of them have failed.
 * @returns one outcome per job, in order, once the commit is on disk
 */
export async function commitGroup(db: Db, jobs: Job[]): Promise<Outcome[]> {
  try {
    return await db.transaction(async (group) => {
      const outcomes: Outcome[] = [];
      const context = createContext();
      for (const job of jobs) outcomes.push(await attempt(group, job, context));
      await deriveTouched(group, context.touched, context);
      return outcomes;
    });
  } catch (error) {
    const plain = toPlainError(error);
    return jobs.map(() => ({ ok: false, error: plain }));
  }
}

async function attempt(group: Db, job: Job, { touched }: WithTouched): Promise<Outcome> {
  const context = createContext();
  try {
    const result = await group.transaction((savepoint) => job(savepoint, context));
    addTouched(touched, context.touched);
    return { ok: true, result };
  } catch (error) {
    return { ok: false, error: toPlainError(error) };
  }
}

function createContext(): CommandContext & WithTouched {
  return { nowUs: Date.now() * 1000, newId: () => ulid(), touched: new Map() };
}
