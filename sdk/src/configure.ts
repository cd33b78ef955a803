export type CaptureSettings = {
  /** Record audited functions at all. */
  enabled?: boolean;
  /** Which executions: all, a share of them (0 to 1, whole traces), or only those that hold a judgment. */
  sample?: "all" | "judgment" | number;
};

export type Settings = {
  /** Record at all; off, every verb only runs what it is given. */
  enabled?: boolean;
  /** Note file, function and line of `branch` and `when` from the stack (a few microseconds each). */
  positions?: boolean;
  /** Folder that files inside it are named from; the folder that holds their package.json when left out. */
  sourceRoot?: string | undefined;
  /** Further property names whose values are never recorded, beside those that look like secrets. */
  redactKeys?: readonly string[];
  /**
   * Values that are never recorded, by where they stand: `order.customer.email`, `*.iban`, `input.text`. A path begins
   * with what the value is called in the code, or with `input`, `output`, `facts`; `*` stands for one name, and a path
   * of one name for a value of that name anywhere at the top.
   */
  redactPaths?: readonly string[];
  /** Text that is never recorded: a string that one of these matches is left out whole. */
  redactPatterns?: readonly RegExp[];
  /** How audited functions are recorded. */
  capture?: CaptureSettings;
  /** The time spans start and end at, in milliseconds since the epoch; the OpenTelemetry SDK's clock when left out. */
  clock?: (() => number) | undefined;
};

export const settings = {
  enabled: true,
  positions: true,
  sourceRoot: undefined as string | undefined,
  redactKeys: new Set<string>(),
  redactPaths: [] as string[][],
  redactPatterns: [] as RegExp[],
  capture: { enabled: true, sample: "all" as "all" | "judgment" | number },
  clock: undefined as (() => number) | undefined,
};

/** Changes how this process records; what is left out stays as it is. */
export function configure(change: Settings): void {
  if (change.enabled !== undefined) settings.enabled = change.enabled;
  if (change.positions !== undefined) settings.positions = change.positions;
  if (change.redactKeys) settings.redactKeys = new Set(change.redactKeys.map((key) => key.toLowerCase()));
  if (change.redactPaths) settings.redactPaths = change.redactPaths.map((path) => path.split("."));
  // Without `g` and `y` a pattern keeps no state between texts.
  if (change.redactPatterns)
    settings.redactPatterns = change.redactPatterns.map(
      ({ source, flags }) => new RegExp(source, flags.replace(/[gy]/g, "")),
    );
  if (change.capture) settings.capture = { ...settings.capture, ...change.capture };
  if ("sourceRoot" in change) settings.sourceRoot = change.sourceRoot;
  if ("clock" in change) settings.clock = change.clock;
}
