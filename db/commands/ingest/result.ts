import type { Refusal } from "../../../lib/otlp/types";

/** What became of one request. `rejected` and `message` make its partial success. */
export type IngestResult = {
  /** Stored for the first time by this request, or put in the place of an earlier version. */
  accepted: number;
  /** Stored already, with the same content. */
  duplicates: number;
  /** Not stored as asked; each is named in `message` and kept in the quarantine. */
  rejected: number;
  /** Rows new in the quarantine. */
  quarantined: number;
  message: string;
};

const maxNamed = 20;

/** Says which items were refused and why, then what was changed on the way in. */
export function describeOutcome(refusals: Refusal[], warnings: string[]): string {
  const named = refusals.slice(0, maxNamed).map(describeRefusal);
  if (refusals.length > maxNamed) named.push(`and ${refusals.length - maxNamed} more`);
  return [...named, ...warnings].join("; ");
}

function describeRefusal({ index, traceId, spanId, message }: Refusal): string {
  const id = spanId === "" ? "" : ` (${traceId}/${spanId})`;
  return `#${index}${id}: ${message}`;
}
