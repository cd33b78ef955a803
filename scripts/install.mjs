import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findNpm, runToEnd } from "./node.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Whether `node_modules` holds what the lock file says: npm notes there what it installed, once it is done. */
export function isInstalled(folder = root) {
  const installed = readPackages(path.join(folder, "node_modules/.package-lock.json"));
  const locked = readPackages(path.join(folder, "package-lock.json"));
  return Object.entries(locked).every(([place, entry]) => {
    if (!place.startsWith("node_modules/") && !place.includes("/node_modules/")) return true;
    const found = installed[place];
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Installs from the lock file where that is needed. */
export async function installPackages() {
  if (isInstalled()) return;
  console.log("Installing packages from package-lock.json …");
  const { command, args } = findNpm();
  // Not `npm ci`: it refuses the whole lock file where a registry lacks one of another platform's optional packages.
  const flags = ["--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await runToEnd(command, [...args, "install", ...flags]);
  if (code !== 0) throw new Error("npm could not install the packages; its message is above.");
}

function readPackages(file) {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).packages ?? {}) : {};
}
