/** `us` microseconds since the epoch and the 0-999 ns beyond them as ISO 8601 in UTC, no digit lost. */
export function toIsoTime(us: number, ns = 0): string {
  const whole = new Date(Math.floor(us / 1_000_000) * 1000).toISOString().slice(0, 19);
  const micros = String(((us % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, "0");
  return ns === 0 ? `${whole}.${micros}Z` : `${whole}.${micros}${String(ns).padStart(3, "0")}Z`;
}

/** Milliseconds between two moments; never negative, whatever a sender's clock did. */
export function durationMsOf(times: { startUs: number; startNs: number; endUs: number; endNs: number }): number {
  return Math.max(0, (times.endUs - times.startUs) / 1000 + (times.endNs - times.startNs) / 1_000_000);
}
