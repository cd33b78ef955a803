import { existsSync } from "node:fs";
import path from "node:path";
import { type Env, parseEnv } from "@/lib/env";
import { findRoot } from "./find-root";
import { startServer } from "./start";

const root = findRoot(import.meta.dirname);
const isDev = process.argv.includes("--dev");

const envFile = path.join(root, ".env");
if (existsSync(envFile)) process.loadEnvFile(envFile);
process.env.NEXT_TELEMETRY_DISABLED = "1";

const server = await startServer({ env: requireEnv(), root, isDev, onDeath: stopAtOnce }).catch(stopAtOnce);
console.log(`Casebook: ${server.url}`);
console.log(`Sign in: ${await server.createSignInUrl()}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}

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
