import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const skipped = new Set(["node_modules", "dist", ".next", "data", "gen-cache"]);

/** SHA-256 over names and contents of files and folders of the project, tests left out: equal means nothing to build. */
export function digestSources(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const file of paths.flatMap((entry) => listFiles(path.join(root, entry)))) {
    hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry)
    .filter((name) => !skipped.has(name) && !/\.test\.tsx?$|^__fixtures__$/.test(name))
    .sort()
    .flatMap((name) => listFiles(path.join(entry, name)));
}
