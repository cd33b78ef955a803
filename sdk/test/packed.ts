import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { digestSources } from "../../scripts/sources.mjs";

const sdk = path.join(import.meta.dirname, "..");

/**
 * The package as it would be published, built from this working tree, apart from `dist/`. Test files of one run share it.
 * @returns path of the tarball
 */
export function packSdk(): string {
  const digest = digestSources(["lib", "package-lock.json", "sdk"]).slice(0, 16);
  const kept = path.join(tmpdir(), "casebook-packed", `${digest}.tgz`);
  if (!existsSync(kept)) {
    const folder = mkdtempSync(path.join(tmpdir(), "casebook-build-"));
    execFileSync(process.execPath, ["build.mjs", folder], { cwd: sdk, stdio: "pipe" });
    mkdirSync(path.dirname(kept), { recursive: true });
    renameSync(path.join(folder, "casebook.tgz"), kept);
    rmSync(folder, { recursive: true, force: true });
  }
  return kept;
}

/** The package's bytes. */
export function readPackedSdk(): Buffer {
  return readFileSync(packSdk());
}
