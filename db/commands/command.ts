import type { Db } from "../database";
import type { TouchedTraces } from "./ingest/touched";

/** What every command gets besides its arguments. Clock and ids come in so that tests can fix them. */
export type CommandContext = {
  /** Microseconds since the epoch. */
  nowUs: number;
  /** A fresh ULID. */
  newId: () => string;
};

/** Traces the command adds to; they are derived once for the whole group, before its commit. */
export type WithTouched = { touched: TouchedTraces };

/** A named write. It runs in the writer, alone, inside a savepoint of the current group commit. */
export type Command<Args, Result> = (db: Db, args: Args, context: CommandContext & WithTouched) => Promise<Result>;
