/** Decimal Unix nanoseconds as whole microseconds, exact in a double, and the 0-999 ns beyond them. */
function toMoment(unixNano: string): { us: number; ns: number } {
  return { us: Number(unixNano.slice(0, -3)), ns: Number(unixNano.slice(-3)) };
}

/** The reverse of `toMoment`. */
export function toUnixNano(us: number, ns: number): string {
  return us === 0 ? String(ns) : `${us}${String(ns).padStart(3, "0")}`;
}

export function startAndEndOf(times: { startTimeUnixNano: string; endTimeUnixNano: string }) {
  const start = toMoment(times.startTimeUnixNano);
  const end = toMoment(times.endTimeUnixNano);
  return { startUs: start.us, startNs: start.ns, endUs: end.us, endNs: end.ns };
}
