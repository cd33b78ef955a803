import { existsSync } from "node:fs";
import path from "node:path";
import { type Env, parseEnv } from "@/lib/env";
import { loadDemo } from "./demo";
import { findRoot } from "./find-root";
import { startServer } from "./start";

const root = findRoot(import.meta.dirname);
const isDev = process.argv.includes("--dev");

const envFile = path.join(root, ".env");
if (existsSync(envFile)) process.loadEnvFile(envFile);
process.env.NEXT_TELEMETRY_DISABLED = "1";

const server = await startServer({ env: requireEnv(), root, isDev, onDeath: stopAtOnce }).catch(stopAtOnce);
const demo = loadDemo({ root, url: server.localUrl });

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    // What does not close in time must not keep a stopped server alive; what was acknowledged is on disk already.
    setTimeout(() => process.exit(1), 15_000).unref();
    demo.stop();
    await server.close();
    process.exit(0);
  });
}

console.log(`Casebook: ${server.url}`);
await demo.done;
console.log(`Sign in: ${await server.createSignInUrl()}`);

function requireEnv(): Env {
  try {
    return parseEnv();
  } catch (error) {
    return stopAtOnce(error);
  }
}

function stopAtOnce(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
