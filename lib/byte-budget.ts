import { CasebookError } from "./errors";

/** Bytes the process holds for requests under way, after decompression, and may not exceed. */
export type ByteBudget = { take(bytes: number): boolean; release(bytes: number): void; used(): number };

/** @param limit bytes; a `take` that would pass it takes nothing and says false */
export function createByteBudget(limit: number): ByteBudget {
  let used = 0;
  return {
    take(bytes) {
      if (used + bytes > limit) return false;
      used += bytes;
      return true;
    },
    release(bytes) {
      used -= bytes;
    },
    used: () => used,
  };
}

/**
 * Runs what reads a request, and gives what it took back at its end.
 * @param body gets what to count bytes by, which throws where they would be too many
 * @throws CasebookError `busy:bytes_in_flight`
 */
export async function holding<Result>(
  budget: ByteBudget,
  body: (count: (bytes: number) => void) => Promise<Result>,
): Promise<Result> {
  let held = 0;
  try {
    return await body((bytes) => {
      if (!budget.take(bytes)) throw tooManyBytes();
      held += bytes;
    });
  } finally {
    budget.release(held);
  }
}

export function tooManyBytes(): CasebookError {
  return new CasebookError("busy:bytes_in_flight", "The server holds as many bytes as it may just now. Send it again.");
}
