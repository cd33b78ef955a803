import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleServer } from "../../scripts/bundle.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/** A server process of its own, without Next, on a free port. */
export type SpawnedServer = {
  url: string;
  /** Highest resident memory of the process so far, in MiB. */
  peakMemoryMiB(): number;
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
};

export const testKey = "cb_key_of_the_test_server";

/** Bundles the server for one test file. @returns the folder, inside the project so that packages are found */
export async function bundleTestServer(name: string): Promise<string> {
  const outdir = path.join(root, "dist/test", name);
  await bundleServer({ outdir, entries: { main: "server/testing/main.ts" } });
  return outdir;
}

/** Starts the bundled server and waits until it listens. */
export function spawnServer(outdir: string, env: { [name: string]: string }): Promise<SpawnedServer> {
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(outdir, "main.js")], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, PORT: "0", CASEBOOK_API_KEY: testKey, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let talk = "";
    child.stderr.on("data", (chunk) => {
      talk += chunk;
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${talk}`)));
    child.stdout.on("data", (chunk) => {
      const url = /Casebook: (\S+)/.exec(String(chunk))?.[1];
      if (url) resolve({ url, peakMemoryMiB: () => peakMemoryMiB(child), stop: (signal) => stop(child, signal) });
    });
  });
}

/** A folder for a test's database, and how to remove it. */
export function createDataFolder(): { url: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "casebook-"));
  return {
    url: `file:${path.join(folder, "casebook.db")}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function peakMemoryMiB({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

function stop(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
