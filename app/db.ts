import "server-only";
import type { Write } from "@/db/commands";
import type { Db } from "@/db/database";
import { requireServerHandle } from "@/db/handle";
import type { ByteBudget } from "@/lib/byte-budget";

/** The screens' read-only database. */
export const db = (): Db => requireServerHandle().db;

/** Runs a named write through the writer; resolves after the commit. */
export const write: Write = (name, args) => requireServerHandle().write(name, args);

/** What the process may hold of requests under way. */
export const byteBudget = (): ByteBudget => requireServerHandle().budget;

export const publicUrl = (): string => requireServerHandle().publicUrl;
