import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Json } from "../../lib/contract/json";

/**
 * SQLite's column kit, and the type every table factory compiles against. The PostgreSQL kit offers the same
 * names with the same JavaScript values, so queries are written once.
 */
export const kit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  txt: text,
  /** Whole number, exact to 2^53: counters and microseconds since the epoch. */
  int: () => integer({ mode: "number" }),
  num: () => real(),
  bool: () => integer({ mode: "boolean" }),
  /** A JSON value kept as text, so that what was sent comes back digit for digit. */
  json: <T = Json>() => text({ mode: "json" }).$type<T>(),
  /** Primary key allotted in arrival order: row order is time order. */
  arrival: () => integer({ mode: "number" }).primaryKey({ autoIncrement: true }),
};

export type Kit = typeof kit;
