import path from "node:path";
import type { SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Db } from "../database";
import { planInsert } from "../insert";
import type { Tables } from "../sqlite/tables";
import { createSearch } from "./search";
import { tables } from "./tables";

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const maxParameters = 60_000;

/** Opens a PostgreSQL database by its `postgres://` URL through a small pool. */
export function openPostgres({ url, poolSize = 8 }: { url: string; poolSize?: number }): Db {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  // An idle connection that the server drops is replaced by the next query; unheard, the event would end the process.
  pool.on("error", (error) => console.error("PostgreSQL dropped a connection:", error.message));
  return createDb(pool, undefined);
}

/** Applies the migrations that are missing, each once. */
export async function migratePostgres(db: Db, migrationsFolder: string): Promise<void> {
  await migrate(db.orm as never, { migrationsFolder: path.join(migrationsFolder, "postgres/migrations") });
}

/** @param held the connection of the transaction this Db stands for, or undefined for the pool itself */
function createDb(pool: pg.Pool, held: { client: pg.PoolClient; depth: number } | undefined): Db {
  const orm = drizzle({ client: held?.client ?? pool, casing: "snake_case" });
  const db: Db = {
    dialect: "postgres",
    // One query surface: PostgreSQL's builders offer the awaited subset that db/database.ts allows.
    orm: orm as unknown as Db["orm"],
    tables: tables as unknown as Tables,
    async transaction(work) {
      if (!held) return withConnection(pool, (client) => work(createDb(pool, { client, depth: 0 })));
      const { client } = held;
      const depth = held.depth + 1;
      await client.query(`SAVEPOINT s${depth}`);
      try {
        const result = await work(createDb(pool, { client, depth }));
        await client.query(`RELEASE SAVEPOINT s${depth}`);
        return result;
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT s${depth}`);
        throw error;
      }
    },
    async insert(table, rows, options = {}) {
      const first = rows[0];
      if (!first) return [];
      const plan = planInsert(table, Object.keys(first), options as Parameters<typeof planInsert>[2]);
      const perStatement = Math.max(1, Math.floor(maxParameters / plan.keys.length));
      const written: Record<string, unknown>[] = [];
      for (let from = 0; from < rows.length; from += perStatement) {
        const part = rows.slice(from, from + perStatement);
        const values = part.map(
          (_, row) => `(${plan.keys.map((_key, column) => `$${row * plan.keys.length + column + 1}`).join(", ")})`,
        );
        const text = `${plan.head}${values.join(", ")}${plan.tail}`;
        const result = await (held?.client ?? pool).query(text, part.flatMap(plan.toParameters));
        written.push(...result.rows.map(plan.fromRow));
      }
      return written as never;
    },
    async all<Row>(query: SQL) {
      return (await orm.execute(query)).rows as Row[];
    },
    search: createSearch(() => db),
    async close() {
      await pool.end();
    },
  };
  return db;
}

/** Runs `work` in a transaction on a connection of its own. One that is lost on the way is closed, not reused. */
async function withConnection<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error) => {
    lost = error;
  };
  // The query under way fails with the same loss; unheard, the event would end the process.
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      lost = failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(lost);
  }
}
