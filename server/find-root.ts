import { existsSync } from "node:fs";
import path from "node:path";

/** The project's root, found upward from a bundle: the folder that holds the migrations and Next's build. */
export function findRoot(from: string): string {
  if (existsSync(path.join(from, "db/sqlite/migrations"))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error("Casebook's files are not complete: db/sqlite/migrations is missing.");
  return findRoot(parent);
}
