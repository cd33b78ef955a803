import { z } from "zod";

export const traceViews = ["timeline", "waterfall", "spans"] as const;
export type TraceView = (typeof traceViews)[number];

const schema = z.object({
  view: z.enum(traceViews).catch("timeline"),
  /** Span id, with `-ordinal` for a later question of a typed decision. */
  step: z.string().max(60).optional().catch(undefined),
});

/** The Timeline's address: which view, and which step is selected. */
export function parseTraceParams(params: Record<string, string | string[] | undefined>): z.infer<typeof schema> {
  return schema.parse(params);
}
