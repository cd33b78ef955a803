import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { casebook } from "casebook/build";
import { build, type Plugin } from "esbuild";

/** What a build records of a program's audited functions, as far as counting needs it. */
export type SiteTable = { sites: { kind: string; arms?: Record<string, unknown> }[] };

/** The site table of a program of bench/programs, as a build leaves it beside its output. */
export async function readSiteTable(program: string): Promise<SiteTable> {
  const outdir = mkdtempSync(path.join(tmpdir(), "casebook-bench-"));
  const entry = path.join(import.meta.dirname, "programs", `${program}.ts`);
  await build({
    entryPoints: [entry],
    outdir,
    platform: "node",
    format: "esm",
    plugins: [casebook.esbuild() as Plugin],
  });
  const folder = path.join(outdir, "casebook-sites");
  const [table = ""] = readdirSync(folder);
  const read = JSON.parse(readFileSync(path.join(folder, table), "utf8")) as SiteTable;
  rmSync(outdir, { recursive: true });
  return read;
}
