import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BuiltTable } from "./instrument";

/** Folder in a build's output that its site tables are written to, one file each, for `casebook sites push FOLDER`. */
export const siteFolder = "casebook-sites";

/** A table's path in a build's output. */
export function siteFileName(table: BuiltTable): string {
  return `${siteFolder}/${table.sha256}.json`;
}

/** Writes tables below a build's output folder, for bundlers that do not write files themselves. */
export function writeSiteFiles(tables: readonly BuiltTable[], outputFolder: string): void {
  if (tables.length > 0) mkdirSync(path.join(outputFolder, siteFolder), { recursive: true });
  for (const table of tables) writeFileSync(path.join(outputFolder, siteFileName(table)), table.text);
}
