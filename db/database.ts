import type { SQL } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Tables } from "./sqlite/tables";

/** What an insert does when a row with the same `key` exists: keep it, or overwrite the `update` columns. */
export type OnConflict<Row> = { key: (keyof Row & string)[]; update?: (keyof Row & string)[] };

/** Full-text search over judgments, the one thing each dialect does in its own way. */
export type Search = {
  /** Puts the texts of judgments (by `seq`) into the index, replacing what was there. */
  index(entries: { seq: number; text: string }[]): Promise<void>;
  /** Condition on `judgments.seq`: every word of `query` occurs; the last word may be a prefix of four letters or more. */
  matches(query: string): SQL;
};

/**
 * An open database of either dialect. Queries are written once against it: builders through `orm` and `tables`
 * (always awaited, never `.get()` or `.all()`, which PostgreSQL lacks), fragments through drizzle's `sql`.
 */
export type Db = {
  dialect: "sqlite" | "postgres";
  orm: BetterSQLite3Database;
  tables: Tables;
  /** Runs `work` in a transaction; inside one, in a savepoint. Only the writer calls it. */
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>;
  /**
   * Inserts rows by a prepared statement: the fast way in, for everything that arrives in bulk. All rows must hold
   * the same keys. @returns the `returning` columns of the rows written (with `onConflict` without `update`, only
   * of the new ones)
   */
  insert<Table extends SQLiteTable, Key extends keyof Table["$inferSelect"] & string = never>(
    table: Table,
    rows: Table["$inferInsert"][],
    options?: { onConflict?: OnConflict<Table["$inferInsert"]>; returning?: Key[] },
  ): Promise<Pick<Table["$inferSelect"], Key>[]>;
  /** Rows of a raw query, columns named as in the database. */
  all<Row>(query: SQL): Promise<Row[]>;
  search: Search;
  close(): Promise<void>;
};
