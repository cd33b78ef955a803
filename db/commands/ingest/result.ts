import type { Refusal } from "../../../lib/otlp/types";

/** What became of one request. `rejected` and `message` make its partial success. */
export type IngestResult = {
  /** Stored for the first time by this request, or put in the place of an earlier version. */
  accepted: number;
  /** Stored already, with the same content. */
  duplicates: number;
  /** Not stored as asked. The first 20 are named in `message`, the first 100 unreadable ones kept in the quarantine. */
  rejected: number;
  /** Rows new in the quarantine. */
  quarantined: number;
  message: string;
};

const maxNamed = 20;

/** Says which items were refused and why, how many more there were, then what was changed on the way in. */
export function describeOutcome(told: { refusals: Refusal[]; rejected: number; warnings: string[] }): string {
  const { refusals, rejected, warnings } = told;
  const named = refusals.slice(0, maxNamed).map(describeRefusal);
  if (rejected > named.length) named.push(`and ${rejected - named.length} more, ${rejected} in all`);
  return [...named, ...warnings].join("; ");
}

function describeRefusal({ index, traceId, spanId, message }: Refusal): string {
  const id = spanId === "" ? "" : ` (${traceId}/${spanId})`;
  return `#${index}${id}: ${message}`;
}
