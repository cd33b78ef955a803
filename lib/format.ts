import type { Json } from "./contract/json";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

/** A day in UTC: `12 May`, with the year where it is not `now`'s. @param at ISO 8601 */
export function formatDay(at: string, now = Date.now()): string {
  const date = new Date(at);
  const year = date.getUTCFullYear() === new Date(now).getUTCFullYear() ? "" : ` ${date.getUTCFullYear()}`;
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}${year}`;
}

/** A moment in UTC to the second, the same on server and client: `12 May 2026, 09:04:31`. @param at ISO 8601 */
export function formatDateTime(at: string): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${formatClock(at)}`;
}

/** The clock part of a moment in UTC: `09:04:31`. @param at ISO 8601 */
function formatClock(at: string): string {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** How long ago, in one short unit: `now`, `4m`, `3h`, `2d`; a day from a week on. @param at ISO 8601 */
export function formatAgo(at: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes}m`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h`;
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / (24 * 60))}d`;
  return formatDay(at, now);
}

/** A duration with two or three digits: `0.4 ms`, `37 ms`, `1.24 s`, `2 m 5 s`, `3 h 20 m`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 10) return `${trim(durationMs.toFixed(1))} ms`;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_995) return `${trim((durationMs / 1000).toFixed(2))} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} m`;
}

const trim = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A whole number with thousands separated: `12,480`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** A count that was not taken further than `cap`: `10,000+` beyond it. */
export function formatCapped(count: number, cap: number): string {
  return count > cap ? `${formatCount(cap)}+` : formatCount(count);
}

/** A share between 0 and 1 as a percentage: `0 %`, `< 1 %`, `34 %`. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  if (share < 1 && share > 0.99) return "> 99 %";
  return `${Math.round(share * 100)} %`;
}

/** A confidence between 0 and 1 with two digits: `0.87`. Never rounds up to a certainty it is not: `> 0.99`. */
export function formatConfidence(confidence: number): string {
  if (confidence < 1 && confidence > 0.995) return "> 0.99";
  return confidence.toFixed(2);
}

/** Money in dollars, with enough digits for a single model call: `$0.0021`. */
export function formatCost(costUsd: number): string {
  if (costUsd === 0) return "$0";
  return costUsd < 0.01 ? `$${trim(costUsd.toPrecision(2))}` : `$${costUsd.toFixed(2)}`;
}

/** `1 decision`, `12 decisions`: the count with its noun. */
export function formatNoun(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * A JSON value as a person reads it on one line: text without quotes, `yes`/`no`, `name: value` pairs for objects,
 * commas for lists. @param limit longest text in characters; longer ends in `…`
 */
export function formatValue(value: Json | undefined, limit = 200): string {
  const text = tell(value, 0);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function tell(value: Json | undefined, depth: number): string {
  if (value === undefined || value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  if (depth > 2) return "…";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((item) => tell(item, depth + 1)).join(", ");
  const entries = Object.entries(value);
  if (entries.length === 0) return "none";
  return entries.map(([name, item]) => `${name}: ${tell(item, depth + 1)}`).join(" · ");
}
