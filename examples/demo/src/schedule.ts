import type { ClassifierVersion, Random } from "example-kit";

const dayMs = 86_400_000;
const days = 42;

/**
 * Times in the six weeks before `nowMs`, ascending: mostly by day, fewer at night and on weekends.
 * @returns milliseconds since the epoch
 */
export function scheduleTimes({ count, nowMs, random }: { count: number; nowMs: number; random: Random }): number[] {
  const times: number[] = [];
  while (times.length < count) {
    const at = nowMs - 60_000 - random.next() * days * dayMs;
    if (random.chance(busyness(new Date(at)))) times.push(at);
  }
  return times.sort((a, b) => a - b).map((at) => Math.round(at * 1000) / 1000);
}

function busyness(at: Date): number {
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  const isDay = at.getUTCHours() >= 7 && at.getUTCHours() < 20;
  return (isWeekend ? 0.35 : 1) * (isDay ? 1 : 0.2);
}

/** Version 1 for three weeks, both side by side in the fourth, version 2 since. */
export function versionAt({ at, nowMs, random }: { at: number; nowMs: number; random: Random }): ClassifierVersion {
  const weeksAgo = (nowMs - at) / (7 * dayMs);
  if (weeksAgo > 3) return 1;
  return weeksAgo > 2 && random.chance(0.5) ? 1 : 2;
}
