import type { Db } from "@/db/database";
import { commitGroup, type Job, type Outcome } from "./commit-group";

/** A group ends at whichever comes first, so that no answer waits long and little is decoded at once. */
const maxGroupJobs = 128;
const maxGroupBytes = 8 * 1024 * 1024;

export type QueuedJob = { id: number; bytes: number; job: Job };
export type Answer = { id: number; outcome: Outcome };

/** Collects writes while one group commits and commits all that waited as the next group. */
export function createRunQueue({ db, answer }: { db: Db; answer: (answers: Answer[]) => void }) {
  const waiting: QueuedJob[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      const outcomes = await commitGroup(
        db,
        group.map(({ job }) => job),
      );
      answer(group.flatMap(({ id }, index) => ({ id, outcome: outcomes[index] as Outcome })));
      // Everything above may run without leaving this turn: let messages that arrived meanwhile join the next group.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = undefined;
  }

  return {
    push(job: QueuedJob): void {
      waiting.push(job);
      running ??= run();
    },
    /** Resolves once everything pushed so far has been answered. */
    async drain(): Promise<void> {
      await running;
    },
  };
}

function takeGroup(waiting: QueuedJob[]): QueuedJob[] {
  let bytes = 0;
  let count = 0;
  while (count < waiting.length && count < maxGroupJobs && (count === 0 || bytes < maxGroupBytes)) {
    bytes += waiting[count]?.bytes ?? 0;
    count++;
  }
  return waiting.splice(0, count);
}
