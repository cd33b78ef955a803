import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { requireServerHandle } from "@/db/handle";
import { hasTraces } from "@/db/queries/home";

const project = "demo";

/** A slow machine may run into a time limit. The loader's ids are seeded: another try adds only what is missing. */
const maxTries = 3;

/**
 * Loads the demo into its empty project: a program of its own that runs the examples and sends what they record
 * through the same door as any client, with a key that is revoked when it ends. Its progress goes to this process's
 * output. `done` settles at once where there is nothing to load; `stop` ends the loading early.
 */
export function loadDemo({ root, url }: { root: string; url: string }): { done: Promise<void>; stop: () => void } {
  const ending = new AbortController();
  return { done: runLoader({ root, url, signal: ending.signal }), stop: () => ending.abort() };
}

async function runLoader({ root, url, signal }: { root: string; url: string; signal: AbortSignal }): Promise<void> {
  const { env, db, write } = requireServerHandle();
  const loader = path.join(root, "examples/demo/load.ts");
  if (!env.CASEBOOK_DEMO || !existsSync(loader) || (await hasTraces(db, project))) return;
  const { id, secret } = await write("createKey", { project, name: "demo loader", scopes: ["ingest"] });
  try {
    for (let tries = 0; tries < maxTries && !signal.aborted; tries++) {
      if (await runProgram(loader, { CASEBOOK_URL: url, CASEBOOK_API_KEY: secret }, signal)) return;
    }
    if (!signal.aborted) console.error("The demo could not be loaded whole; its message is above.");
  } finally {
    if (!signal.aborted) await write("revokeKey", { project, id });
  }
}

/** Resolves to whether the program ended well. */
function runProgram(file: string, env: Record<string, string>, signal: AbortSignal): Promise<boolean> {
  // The flags are for Node 22, which runs TypeScript only when asked and then warns about it.
  const flags = ["--experimental-strip-types", "--disable-warning=ExperimentalWarning", "--import", "casebook/loader"];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, file], {
      cwd: path.dirname(file),
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
      signal,
    });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}
