import { z } from "zod";

/** A keyset-paginated list: send `nextCursor` back as `cursor`; null ends it. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
