import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { isInstalled } from "./install.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "casebook-install-"));
afterEach(() => rmSync(path.join(folder, "node_modules"), { recursive: true, force: true }));

const zod = { version: "4.6.7", integrity: "sha512-a" };

function write(file: string, packages: object): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), JSON.stringify({ packages }));
}

it("asks for an install where there is none, or another version than the lock file names", () => {
  write("package-lock.json", { "": {}, "node_modules/zod": zod });
  expect(isInstalled(folder)).toBe(false);
  write("node_modules/.package-lock.json", { "node_modules/zod": { ...zod, version: "4.6.6" } });
  expect(isInstalled(folder)).toBe(false);
  write("node_modules/.package-lock.json", { "node_modules/zod": zod });
  expect(isInstalled(folder)).toBe(true);
});

it("does not miss the optional packages of other platforms", () => {
  const optional = { version: "1.0.0", integrity: "sha512-b", optional: true };
  write("package-lock.json", { "": {}, "node_modules/zod": zod, "node_modules/swc-darwin": optional });
  write("node_modules/.package-lock.json", { "node_modules/zod": zod });
  expect(isInstalled(folder)).toBe(true);
});

it("keeps the lock file in step with every package.json", () => {
  const locked = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  for (const file of ["package.json", "sdk/package.json", ...globSync("examples/*/package.json")]) {
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    const entry = locked[file === "package.json" ? "" : path.dirname(file)];
    for (const kind of ["dependencies", "devDependencies"])
      expect(entry?.[kind], `${file} ${kind}`).toEqual(manifest[kind]);
  }
});
