import {
  bigint,
  bigserial,
  boolean,
  customType,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Json } from "../../lib/contract/json";
import type { Kit } from "../sqlite/kit";

/** Kept as text, not jsonb: jsonb reorders keys and rewrites numbers, and raw answers must come back unchanged. */
const jsonText = customType<{ data: Json; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value) as Json,
});

/** PostgreSQL's column kit: the same names and JavaScript values as SQLite's (db/sqlite/kit.ts). */
export const kit = {
  table: pgTable,
  index,
  uniqueIndex,
  primaryKey,
  txt: text,
  int: () => bigint({ mode: "number" }),
  num: () => doublePrecision(),
  bool: () => boolean(),
  json: () => jsonText(),
  arrival: () => bigserial({ mode: "number" }).primaryKey(),
} as unknown as Kit;
