import type { Kit } from "../sqlite/kit";

/** A moment as two columns: microseconds since the epoch (exact in a double) and the 0-999 ns beyond. */
export function startAndEnd(kit: Kit) {
  return {
    startUs: kit.int().notNull(),
    startNs: kit.int().notNull(),
    endUs: kit.int().notNull(),
    endNs: kit.int().notNull(),
  };
}
