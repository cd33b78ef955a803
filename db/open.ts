import { mkdirSync } from "node:fs";
import path from "node:path";
import { CasebookError } from "../lib/errors";
import type { Db } from "./database";

/**
 * Opens the database that `url` names: `file:./data/casebook.db`, `file::memory:` or `postgres://…`.
 * @throws CasebookError `invalid:database_url` for any other form
 */
export async function openDatabase({ url, mode }: { url: string; mode: "read" | "write" }): Promise<Db> {
  if (/^postgres(ql)?:\/\//.test(url)) return (await import("./postgres/open")).openPostgres({ url });
  if (!url.startsWith("file:")) {
    throw new CasebookError("invalid:database_url", "DATABASE_URL must start with file: or postgres://.", {
      field: "DATABASE_URL",
    });
  }
  const file = url.slice("file:".length);
  if (file !== ":memory:") mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return (await import("./sqlite/open")).openSqlite({ file, mode });
}

/** Brings the schema up to date. @param folder where `sqlite/migrations` and `postgres/migrations` lie */
export async function migrateDatabase(db: Db, folder = path.join(process.cwd(), "db")): Promise<void> {
  if (db.dialect === "postgres") await (await import("./postgres/open")).migratePostgres(db, folder);
  else await (await import("./sqlite/open")).migrateSqlite(db, folder);
}
