import { randomBytes } from "node:crypto";
import path from "node:path";
import { ulid } from "ulid";
import { type CommandArgs, type CommandName, type CommandResult, commands } from "./commands";
import type { Command, CommandContext } from "./commands/command";
import { deriveTouched } from "./commands/ingest/derive";
import type { Db } from "./database";
import { migrateDatabase, openDatabase } from "./open";

const folder = path.resolve(import.meta.dirname);

/** Dialects a contract suite runs on: SQLite always, PostgreSQL wherever `CASEBOOK_TEST_POSTGRES_URL` is set. */
export const testDialects: Db["dialect"][] = process.env.CASEBOOK_TEST_POSTGRES_URL
  ? ["sqlite", "postgres"]
  : ["sqlite"];

/** Opens an empty database with the real migrations: in memory, or a schema of its own on the PostgreSQL server. */
export async function openTestDatabase(dialect: Db["dialect"] = "sqlite"): Promise<Db> {
  const db = await openDatabase({
    url: dialect === "sqlite" ? "file::memory:" : await createPostgresDatabase(),
    mode: "write",
  });
  await migrateDatabase(db, folder);
  return db;
}

async function createPostgresDatabase(): Promise<string> {
  const { default: pg } = await import("pg");
  const server = process.env.CASEBOOK_TEST_POSTGRES_URL;
  const name = `casebook_test_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server ?? "");
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs a command as the writer would: in a transaction of its own, with the traces it touched derived at its end. */
export function runCommand<Name extends CommandName>(
  db: Db,
  name: Name,
  args: CommandArgs<Name>,
  given: Partial<CommandContext> = {},
): Promise<CommandResult<Name>> {
  const command = commands[name] as Command<CommandArgs<Name>, CommandResult<Name>>;
  const context = { nowUs: Date.now() * 1000, newId: () => ulid(), touched: new Map(), ...given };
  return db.transaction(async (tx) => {
    const result = await command(tx, args, context);
    await deriveTouched(tx, context.touched, context);
    return result;
  });
}
