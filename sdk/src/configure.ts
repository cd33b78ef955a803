import type { HrTime } from "@opentelemetry/api";

export type Settings = {
  /** Record at all; off, every verb only runs what it is given. */
  enabled?: boolean;
  /** Note file, function and line of `branch` and `when` from the stack (a few microseconds each). */
  positions?: boolean;
  /** Folder that files inside it are named from; the folder that holds their package.json when left out. */
  sourceRoot?: string | undefined;
  /** Further property names whose values are never recorded, beside those that look like secrets. */
  redactKeys?: readonly string[];
  /** The time spans start and end at, in milliseconds since the epoch; the OpenTelemetry SDK's clock when left out. */
  clock?: (() => number) | undefined;
};

export const settings = {
  enabled: true,
  positions: true,
  sourceRoot: undefined as string | undefined,
  redactKeys: new Set<string>(),
  clock: undefined as (() => number) | undefined,
};

/** Changes how this process records; what is left out stays as it is. */
export function configure(change: Settings): void {
  if (change.enabled !== undefined) settings.enabled = change.enabled;
  if (change.positions !== undefined) settings.positions = change.positions;
  if (change.redactKeys) settings.redactKeys = new Set(change.redactKeys.map((key) => key.toLowerCase()));
  if ("sourceRoot" in change) settings.sourceRoot = change.sourceRoot;
  if ("clock" in change) settings.clock = change.clock;
}

/** The configured clock as OpenTelemetry takes it, exact to the nanosecond; undefined lets the SDK use its own. */
export function clockTime(): HrTime | undefined {
  const ms = settings.clock?.();
  if (ms === undefined) return undefined;
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
