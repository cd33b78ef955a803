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
