import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Ways to install Chromium without asking, by the program that does it. Brew refuses root; the others need it. */
const installers = [
  {
    program: "apt-get",
    needsRoot: true,
    steps: [["update"], ["install", "-y", "--no-install-recommends", "chromium"]],
  },
  { program: "dnf", needsRoot: true, steps: [["install", "-y", "chromium"]] },
  { program: "apk", needsRoot: true, steps: [["add", "chromium"]] },
  { program: "brew", needsRoot: false, steps: [["install", "--cask", "chromium"]] },
];

/** The Chromium of this machine: `CHROMIUM_PATH`, one on the PATH, or one in the usual places; else undefined. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  return [...commands.map((name) => findOnPath(name, env)), ...applications].find((file) => file && isRunnable(file));
}

/** Makes sure there is a Chromium. @throws Error that says how to get one where this cannot */
export function ensureChromium() {
  if (findChromium()) return;
  const isRoot = process.getuid?.() === 0;
  const installer = installers.find((one) => one.needsRoot === isRoot && findOnPath(one.program));
  if (installer) {
    console.log(`Installing Chromium with ${installer.program} …`);
    for (const args of installer.steps) {
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      spawnSync(installer.program, args, { stdio: ["ignore", "ignore", "inherit"], env });
    }
  }
  if (findChromium()) return;
  const how = "Install it (Debian: `apt-get install chromium`, macOS: `brew install --cask chromium`)";
  throw new Error(`The end-to-end tests need Chromium. ${how}, or set CHROMIUM_PATH to a Chromium or Chrome.`);
}

function findOnPath(name, env = process.env) {
  const folders = (env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isRunnable);
}

function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
