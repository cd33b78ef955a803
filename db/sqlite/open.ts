import path from "node:path";
import Sqlite from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import type { Db } from "../database";
import { planInsert } from "../insert";
import { createSearch } from "./search";
import { tables } from "./tables";

/**
 * Opens an SQLite file (or `:memory:`).
 * @param mode `write` for the one writer, which commits durably; `read` for everybody else
 */
export function openSqlite({ file, mode }: { file: string; mode: "read" | "write" }): Db {
  const client = new Sqlite(file, { readonly: mode === "read" && file !== ":memory:" });
  client.pragma("busy_timeout = 5000");
  if (mode === "write") {
    client.pragma("journal_mode = WAL");
    client.pragma("synchronous = FULL");
    client.pragma("wal_autocheckpoint = 8000");
  }
  client.pragma("cache_size = -65536");
  client.pragma("mmap_size = 268435456");
  return createDb(client);
}

/** Applies the migrations that are missing, each once. */
export async function migrateSqlite(db: Db, migrationsFolder: string): Promise<void> {
  migrate(db.orm, { migrationsFolder: path.join(migrationsFolder, "sqlite/migrations") });
}

function createDb(client: Sqlite.Database): Db {
  const orm = drizzle({ client, casing: "snake_case" });
  const statements = new Map<string, Sqlite.Statement>();
  let depth = 0;

  const prepare = (text: string) => {
    let statement = statements.get(text);
    if (!statement) {
      statement = client.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };

  const db: Db = {
    dialect: "sqlite",
    orm,
    tables,
    // better-sqlite3 refuses async transactions; every statement below runs synchronously on this one connection,
    // and the writer runs one command at a time, so BEGIN and COMMIT around an async function are safe here.
    async transaction(work) {
      const [begin, commit, rollback] =
        depth === 0
          ? ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"]
          : [`SAVEPOINT s${depth}`, `RELEASE s${depth}`, `ROLLBACK TO s${depth}; RELEASE s${depth}`];
      client.exec(begin);
      depth++;
      try {
        const result = await work(db);
        client.exec(commit);
        return result;
      } catch (error) {
        if (client.inTransaction) client.exec(rollback);
        throw error;
      } finally {
        depth--;
      }
    },
    async insert(table, rows, options = {}) {
      const first = rows[0];
      if (!first) return [];
      const plan = planInsert(table, Object.keys(first), options as Parameters<typeof planInsert>[2]);
      const statement = prepare(`${plan.head}(${plan.keys.map(() => "?").join(", ")})${plan.tail}`);
      const written: Record<string, unknown>[] = [];
      for (const row of rows) {
        const parameters = plan.toParameters(row);
        if (statement.reader) {
          const back = statement.get(...parameters) as Record<string, unknown> | undefined;
          if (back) written.push(plan.fromRow(back));
        } else statement.run(...parameters);
      }
      return written as never;
    },
    async all<Row>(query: SQL) {
      return orm.all<Row>(query);
    },
    search: createSearch(tables.judgments.seq, prepare),
    async close() {
      client.close();
    },
  };
  return db;
}
