import { type Column, getTableColumns, getTableName, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { OnConflict } from "./database";

type Options = { onConflict?: OnConflict<Record<string, unknown>>; returning?: string[] };

/** An insert statement taken apart: its SQL around the VALUES list, and how a row becomes parameters. */
export type InsertPlan = {
  keys: string[];
  head: string;
  tail: string;
  toParameters: (row: Record<string, unknown>) => unknown[];
  fromRow: (row: Record<string, unknown>) => Record<string, unknown>;
};

const plans = new WeakMap<Table, Map<string, InsertPlan>>();

/**
 * The parts both dialects share; they differ in placeholders and in how many rows one statement takes. A plan is
 * made once per table, columns and options: building it costs more than the insert of a row.
 */
export function planInsert(table: Table, keys: string[], options: Options): InsertPlan {
  const known = plans.get(table) ?? new Map<string, InsertPlan>();
  plans.set(table, known);
  const name = JSON.stringify([keys, options]);
  const plan = known.get(name) ?? buildPlan(table, keys, options);
  known.set(name, plan);
  return plan;
}

function buildPlan(table: Table, keys: string[], { onConflict, returning = [] }: Options): InsertPlan {
  const columns = getTableColumns(table) as Record<string, Column>;
  const written = keys.map((key) => columnOf(columns, key));
  const conflict = onConflict === undefined ? "" : conflictClause(onConflict);
  const back = returning.length === 0 ? "" : ` RETURNING ${returning.map(quoted).join(", ")}`;
  const read = returning.map((key) => ({ key, name: toSnakeCase(key), column: columnOf(columns, key) }));
  return {
    keys,
    head: `INSERT INTO "${getTableName(table)}" (${keys.map(quoted).join(", ")}) VALUES `,
    tail: `${conflict}${back}`,
    toParameters: (row) =>
      keys.map((key, index) => {
        const value = row[key];
        return value === null || value === undefined ? null : written[index]?.mapToDriverValue(value);
      }),
    fromRow: (row) =>
      Object.fromEntries(
        read.map(({ key, name, column }) => {
          const value = row[name];
          return [key, value === null ? null : column.mapFromDriverValue(value)];
        }),
      ),
  };
}

function conflictClause({ key, update = [] }: OnConflict<Record<string, unknown>>): string {
  const target = ` ON CONFLICT (${key.map(quoted).join(", ")})`;
  if (update.length === 0) return `${target} DO NOTHING`;
  return `${target} DO UPDATE SET ${update.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(", ")}`;
}

function columnOf(columns: Record<string, Column>, key: string): Column {
  const column = columns[key];
  if (!column) throw new Error(`No column for "${key}"`);
  return column;
}

const quoted = (key: string) => `"${toSnakeCase(key)}"`;
