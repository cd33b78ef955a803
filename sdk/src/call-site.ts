import { settings } from "./configure";
import { builtin } from "./runtime";

/** A place in the team's source; `line` from 1, `column` from 0. */
export type CallSite = { file: string; functionName: string | undefined; line: number; column: number };

const known = new Map<string, CallSite | undefined>();
const maxKnown = 5_000;
/** The source root that the known places were named from. */
let root: string | undefined;

/** Where the function `below` was called from, by one line of V8's stack; undefined where positions are off or unknown. */
export function callSite(below: (...args: never[]) => unknown): CallSite | undefined {
  if (!settings.positions || typeof Error.captureStackTrace !== "function") return undefined;
  const line = callerLine(below);
  if (line === undefined) return undefined;
  if (known.size >= maxKnown || root !== settings.sourceRoot) known.clear();
  root = settings.sourceRoot;
  if (!known.has(line)) known.set(line, parseStackLine(line));
  return known.get(line);
}

function callerLine(below: (...args: never[]) => unknown): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  try {
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below);
    // A host may replace Error.prepareStackTrace; then the stack need not be a text.
    return typeof holder.stack === "string" ? holder.stack.split("\n")[1] : undefined;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function parseStackLine(text: string): CallSite | undefined {
  const match = /^\s*at (?:(?:async )?(.+?) \()?(.+?):(\d+):(\d+)\)?$/.exec(text);
  if (!match?.[2]) return undefined;
  const functionName = match[1]?.replace(/^(?:Object|Module|new)[. ]/, "").replace(/ \[as .*\]$/, "");
  return {
    file: nameFile(match[2]),
    functionName: functionName === "<anonymous>" ? undefined : functionName,
    line: Number(match[3]),
    column: Number(match[4]) - 1,
  };
}

/** A file's path from the source root, else from the folder that holds its package.json: the same on every machine. */
function nameFile(location: string): string {
  const path = builtin("node:path");
  const fs = builtin("node:fs");
  const url = builtin("node:url");
  if (!path || !fs || !url) return location;
  const file = location.startsWith("file://") ? url.fileURLToPath(location) : location;
  const fromRoot = settings.sourceRoot && path.relative(settings.sourceRoot, file);
  if (fromRoot && !fromRoot.startsWith("..") && !path.isAbsolute(fromRoot)) return fromRoot.replaceAll("\\", "/");
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "package.json"))) return path.relative(folder, file).replaceAll("\\", "/");
  }
  return file;
}
