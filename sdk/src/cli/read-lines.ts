import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CliError } from "./cli-error";

const maxLineBytes = 64 * 1024 * 1024;

export type Line = { bytes: Buffer; number: number };

/**
 * The non-empty lines of a file, or of standard input for `-`, one at a time; `.gz` is unpacked on the way.
 * @throws CliError `input` when it cannot be read or a line is over 64 MiB
 */
export async function* readLines(file: string, stdin: Readable): AsyncGenerator<Line> {
  let number = 1;
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes(file, stdin)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const bytes = Buffer.concat([...rest, chunk.subarray(start, end)]);
      if (!isBlank(bytes)) yield { bytes, number };
      number++;
      start = end + 1;
      rest = [];
      length = 0;
    }
    rest.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > maxLineBytes) throw new CliError("input", `${file}:${number}: the line is longer than 64 MiB.`);
  }
  const last = Buffer.concat(rest);
  if (!isBlank(last)) yield { bytes: last, number };
}

async function* readBytes(file: string, stdin: Readable): AsyncGenerator<Buffer> {
  const source = file === "-" ? stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
  const stream = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  // A pipe does not pass on what goes wrong before it.
  if (stream !== source) source.once("error", (error: Error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  } catch (cause) {
    throw new CliError("input", `${file}: ${cause instanceof Error ? cause.message : "cannot be read"}.`, cause);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 13 || byte === 32 || byte === 9);
}
