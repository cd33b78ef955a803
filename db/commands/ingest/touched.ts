import type { TraceContent } from "./load-trace";

/** What the writes of one group brought of a trace. */
export type TouchedTrace = {
  project: string;
  traceId: string;
  signal: "traces" | "logs";
  /** What the database did not hold before. */
  fresh: TraceContent;
  /** Whether a span took the place of another. */
  isReplaced: boolean;
  /** Where people reach Casebook: a label that follows a superseded judgment writes links into its case. */
  publicUrl: string;
};

/** Traces that are to be derived before the group commits, by project and trace id. */
export type TouchedTraces = Map<string, TouchedTrace>;

type Origin = Pick<TouchedTrace, "project" | "traceId" | "signal" | "publicUrl">;

/** The entry of a trace, made on first touch. */
export function touch(touched: TouchedTraces, origin: Origin): TouchedTrace {
  const key = `${origin.project} ${origin.traceId}`;
  const trace = touched.get(key) ?? { ...origin, fresh: { spans: [], logs: [] }, isReplaced: false };
  touched.set(key, trace);
  return trace;
}

/** Adds what a write that succeeded has touched to what its group has. */
export function addTouched(touched: TouchedTraces, more: TouchedTraces): void {
  for (const trace of more.values()) {
    const known = touch(touched, trace);
    for (const span of trace.fresh.spans) known.fresh.spans.push(span);
    for (const record of trace.fresh.logs) known.fresh.logs.push(record);
    known.isReplaced ||= trace.isReplaced;
  }
}
