import type { HrTime } from "@opentelemetry/api";
import { settings } from "./configure";

/** When something began: milliseconds since the epoch, and what the steady clock said. */
export type Begun = { ms: number; steady: number };

/** As they were when this was loaded: recording runs no clock that a program puts in their place. */
const dateNow = Date.now;
const steadyNow = performance.now.bind(performance);

let latest = 0;
let within = 0;

/**
 * The moment something begins: the whole millisecond that OpenTelemetry's own spans begin at, and what begins in one
 * millisecond a microsecond apart, so that an action never comes before the branch that led to it.
 */
export function begin(): Begun {
  return { ms: settings.clock?.() ?? nextTime(), steady: steadyNow() };
}

/** The moment something that began then ends, in milliseconds since the epoch. */
export function endOf({ ms, steady }: Begun): number {
  return settings.clock?.() ?? ms + steadyNow() - steady;
}

function nextTime(): number {
  const now = dateNow();
  within = now === latest ? Math.min(within + 1, 999) : 0;
  latest = now;
  return now + within / 1000;
}

/** A time as OpenTelemetry takes it, exact to the nanosecond. */
export function toHrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
