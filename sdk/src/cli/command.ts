import type { Io } from "./io";

/** A command of the command line; its usage text is what `casebook help` and the reference show. */
export type Command = {
  summary: string;
  usage: string;
  /** @returns the exit code's name is `ok` unless it throws or says otherwise */
  run: (args: string[], io: Io) => Promise<"ok" | "partial" | "diverged">;
};
