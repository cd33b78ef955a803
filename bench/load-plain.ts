import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Imports a program of bench/programs without its directives: the function as nobody instrumented it. */
export async function loadPlain<Module>(name: string): Promise<Module> {
  const source = readFileSync(path.join(import.meta.dirname, "programs", `${name}.ts`), "utf8");
  const folder = mkdtempSync(path.join(tmpdir(), "casebook-bench-"));
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, source.replaceAll('"use audit";', ""));
  const loaded = await import(pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  return loaded;
}
