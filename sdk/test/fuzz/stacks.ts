import type { Runnable } from "./instrument";

/**
 * The functions and places of a program that an error's stack names, in terms of its own source. For reads that fail
 * without a call V8 names a place near it that depends on what stands around (in `t ?? 1` that of the `1`, for a class's
 * static block that of the last statement): of those, only the line counts.
 */
export function stackOf(error: { stack?: string }, file: string, { placeOf }: Runnable): string {
  const frames: string[] = [];
  const isVague = /before initialization$|^TypeError: Cannot (read|set) properties of/m.test(String(error.stack));
  for (const line of String(error.stack).split("\n")) {
    const found = /^ {4}at (?:(.*?) \()?([^()]*?):(\d+):(\d+)\)?$/.exec(line);
    if (!found || found[2] !== file) continue;
    const place = placeOf(Number(found[3]), Number(found[4]) - 1);
    const name = found[1] ?? "";
    const column = name === "" || (isVague && frames.length === 0) ? "" : `:${place.column}`;
    frames.push(`${name}@${place.line}${column}`);
  }
  return frames.join(" < ");
}
