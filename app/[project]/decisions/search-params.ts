import { z } from "zod";
import { judgmentFilter } from "@/lib/contract/judgment-query";
import { judgmentSorts } from "@/lib/contract/vocabulary";
import type { DecisionsParams } from "./params";

const fields = judgmentFilter.extend({ sort: z.enum(judgmentSorts), peek: z.string().max(100) }).shape;

/** The Decisions screen's address as a typed filter; a part that cannot be read is left out rather than refused. */
export function parseDecisionsParams(params: Record<string, string | string[] | undefined>): DecisionsParams {
  const given = Object.entries(fields).flatMap(([name, schema]) => {
    const value = params[name];
    const parsed = z.optional(schema).safeParse(value === "" ? undefined : value);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  const {
    sort = "newest",
    peek,
    ...filter
  } = Object.fromEntries(given) as Partial<DecisionsParams> & DecisionsParams["filter"];
  const isSortable = filter.pointId !== undefined || sort === "newest" || sort === "oldest";
  return { filter, sort: isSortable ? sort : "newest", peek };
}
