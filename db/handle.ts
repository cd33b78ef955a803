import type { ByteBudget } from "../lib/byte-budget";
import type { Env } from "../lib/env";
import type { Write } from "./commands";
import type { Db } from "./database";

/**
 * What the server process offers to the code Next runs: a read-only database and the way to the writer. The server
 * puts it on `globalThis` because Next bundles its own copies of modules (design.md §6).
 */
export type ServerHandle = {
  env: Env;
  /** Where people and clients reach this server, without a trailing slash. */
  publicUrl: string;
  db: Db;
  write: Write;
  /** What the process may hold of requests under way. */
  budget: ByteBudget;
};

const key = Symbol.for("casebook.server");
type Holder = { [key]?: ServerHandle };

export function setServerHandle(handle: ServerHandle): void {
  (globalThis as Holder)[key] = handle;
}

/** The running server's handle. @throws Error when Next was started without Casebook's own server */
export function requireServerHandle(): ServerHandle {
  const handle = (globalThis as Holder)[key];
  if (!handle)
    throw new Error("Casebook's server is not running in this process: start it with `npm start` or `npm run dev`.");
  return handle;
}
