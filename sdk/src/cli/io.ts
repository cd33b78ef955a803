import type { Readable, Writable } from "node:stream";

/** Where a command reads from and writes to: data to `stdout`, talk to `stderr`. */
export type Io = {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  env: Record<string, string | undefined>;
};

/** One line of talk. */
export function say(io: Io, line: string): void {
  io.stderr.write(`${line}\n`);
}

/** One line of data. */
export function print(io: Io, line: string): void {
  io.stdout.write(`${line}\n`);
}
