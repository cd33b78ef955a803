import type { LogRecord, Span } from "../otlp/types";
import type { Draft, Role } from "./draft";

/** A span with the log records that name it. */
export type JoinedSpan = { span: Span; logs: LogRecord[] };

/**
 * One way of writing model calls onto spans. `role` tells what the span is by the convention's own markers, or
 * nothing; `read` collects facts and may run on a span another convention recognised, since clients mix them.
 */
export type Convention = {
  name: string;
  /** First segments (up to `.` or `:`) of the attribute keys this convention reads; an empty list means always. */
  segments: readonly string[];
  /** What a person is told was looked for. */
  markers: readonly string[];
  role: (joined: JoinedSpan) => Role | undefined;
  read: (joined: JoinedSpan) => Draft;
};
